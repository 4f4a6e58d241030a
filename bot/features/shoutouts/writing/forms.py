"""The forms around a shout-out: write it, see how it reads, choose how thanks reach you."""

from collections.abc import Sequence
from datetime import date

from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.blocks import Preview, preview_lines
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing.drafts import MOST_RECEIVERS
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

WRITE = "shoutouts.write"
PREVIEW = "shoutouts.preview"
SETTINGS = "shoutouts.settings"


def writing(
    *,
    receiver_ids: Sequence[str] = (),
    wording: Wording | None = None,
    draft_id: int | None = None,
    left_on: date | None = None,
) -> Block:
    """The form, empty or with a draft in it. ``left_on``: it was found again, and last changed that day."""
    said = words("shoutouts/form", left_on=left_on)
    given = wording or Wording(did="")
    blocks = [
        block_kit.input_(
            said.plain("receivers"),
            element=elements.multi_users_select(
                "receivers", initial=receiver_ids, at_most=MOST_RECEIVERS, placeholder=said.plain("names")
            ),
            block_id="receivers",
        ),
        _words_field("occasion", given.occasion, optional=True),
        _words_field("did", given.did, optional=False),
        _words_field("effect", given.effect, optional=True),
    ]
    if left_on is not None:
        button = block_kit.button(said.plain("throw_away"), action_id=Action.THROW_AWAY, value=str(draft_id))
        blocks.insert(0, block_kit.section(said["found"], accessory=button))
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=WRITE,
        submit=said.plain("submit"),
        close=said.plain("not_now"),
        private_metadata=None if draft_id is None else str(draft_id),
    )


def preview(shown: Preview) -> Block:
    """How it will read, in the place of the form; sending this one in posts it."""
    said = words("shoutouts/form")
    button = block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=str(shown.shoutout.id))
    return block_kit.modal(
        said.plain("preview_title"),
        blocks=[*preview_lines(shown), block_kit.actions([button]), block_kit.context(said["kept"])],
        callback_id=PREVIEW,
        submit=said.plain("post"),
        close=said.plain("not_now"),
        private_metadata=shown.reference,
    )


def settings(way: Way) -> Block:
    """How thanks reach the reader, with what holds now."""
    said = words("shoutouts/form")
    ways = {
        each: option(said.plain(each), value=each, description=said.plain(f"{each}_means")) for each in Way
    }
    return block_kit.modal(
        said.plain("settings_title"),
        blocks=[
            block_kit.input_(
                said.plain("settings_label"),
                element=elements.radio_buttons("way", options=list(ways.values()), initial=ways[way]),
                block_id="way",
                hint=said.plain("settings_hint"),
            )
        ],
        callback_id=SETTINGS,
        submit=said.plain("settings_submit"),
        close=said.plain("cancel"),
    )


def page(text: str) -> Block:
    """A short answer in the place of a form; ``text`` is mrkdwn."""
    said = words("shoutouts/form")
    return block_kit.modal(
        said.plain("page_title"),
        blocks=[block_kit.section(text)],
        callback_id="shoutouts.page",
        close=said.plain("close"),
    )


def _words_field(field: str, given: str, *, optional: bool) -> Block:
    said = words("shoutouts/form")
    return block_kit.input_(
        said.plain(field),
        element=elements.plain_text_input(field, initial=given or None, multiline=True),
        block_id=field,
        hint=said.plain(f"{field}_hint"),
        optional=optional or None,
    )
