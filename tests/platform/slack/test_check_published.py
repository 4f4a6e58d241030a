"""The limits that the check goes by are those that others have read in Slack's documentation, too."""

import json

import pytest

from bot.platform import places
from bot.platform.slack import limits
from bot.platform.slack.check_blocks import SURFACES_OF

DATA = places.MANIFEST.parent.parent / "shared/data/slack/block-kit"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the published limits are not beside this checkout")

# Slack's own name for a limit: ours. Where ours is smaller, the documentation is, too.
SAME = {
    "section.text.max_length": limits.TEXT,
    "section.fields.max_items": limits.SECTION_FIELDS,
    "section.fields.item_max_length": limits.SECTION_FIELD,
    "header.text.max_length": limits.HEADER,
    "context.elements.max_items": limits.CONTEXT_ELEMENTS,
    "actions.elements.max_items": limits.ACTIONS_ELEMENTS,
    "input.label.max_length": limits.INPUT_LABEL,
    "input.hint.max_length": limits.INPUT_HINT,
    "action_id.max_length": limits.ID,
    "block_id.max_length": limits.ID,
    "button.text.max_length": limits.BUTTON,
    "button.value.max_length": limits.BUTTON_VALUE,
    "button.url.max_length": limits.URL,
    "confirmation.title.max_length": limits.CONFIRM_TITLE,
    "confirmation.text.max_length": limits.CONFIRM_TEXT,
    "confirmation.confirm.max_length": limits.CONFIRM_BUTTON,
    "option.text.max_length": limits.OPTION,
    "option.description.max_length": limits.OPTION,
    "option.value.max_length": limits.OPTION_VALUE,
    "select.options.max_items": limits.SELECT_OPTIONS,
    "select.option_groups.max_items": limits.OPTION_GROUPS,
    "select.placeholder.max_length": limits.PLACEHOLDER,
    "overflow.options.max_items": limits.OVERFLOW_OPTIONS,
    "radio_buttons.options.max_items": limits.CHOICE_OPTIONS,
    "checkboxes.options.max_items": limits.CHOICE_OPTIONS,
    "plain_text_input.max_length.max": limits.PLAIN_TEXT_INPUT,
    "table.rows.max_items": limits.TABLE_ROWS,
    "table.columns.max_items": limits.TABLE_COLUMNS,
    "card.title.max_length": limits.CARD_TITLE,
    "card.body.max_length": limits.CARD_BODY,
    "card.actions.max_items": limits.CARD_ACTIONS,
    "carousel.elements.max_items": limits.CAROUSEL_CARDS,
    "container.child_blocks.max_items": limits.CONTAINER_BLOCKS,
    "alert.text.max_length": limits.ALERT,
    "markdown.total_text.max_length": limits.MESSAGE_MARKDOWN,
    "data_visualization.title.max_length": limits.CHART_TITLE,
    "data_visualization.point_label.max_length": limits.CHART_LABEL,
    "data_visualization.categories.max_items": limits.CHART_POINTS,
    "message.blocks.max_items": limits.MESSAGE_BLOCKS,
    "message.data_visualizations.max_items": limits.MESSAGE_CHARTS,
    "view.blocks.max_items": limits.VIEW_BLOCKS,
    "view.title.max_length": limits.VIEW_TITLE,
    "view.private_metadata.max_length": limits.VIEW_PRIVATE_METADATA,
    "view.callback_id.max_length": limits.VIEW_CALLBACK_ID,
}


def test_the_limits_are_those_that_are_published():
    published = json.loads((DATA / "limits.slackblocks-3.0.0.json").read_text(encoding="utf-8"))
    assert {name: published[name] for name in SAME} == SAME


def test_the_surfaces_are_those_that_are_published():
    published = json.loads((DATA / "block_surfaces.json").read_text(encoding="utf-8"))
    assert {kind: set(published[kind]) for kind in SURFACES_OF} == SURFACES_OF
