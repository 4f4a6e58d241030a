"""The forms around a shout-out: write it, see how it reads, choose how thanks reach you."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.blocks import Preview, preview_lines
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.wording import LONGEST_TEAM, Wording
from bot.features.shoutouts.writing.drafts import MOST_RECEIVERS, NOTHING_AROUND, Around
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.slack.mrkdwn import literal
from bot.platform.templating import words

WRITE = "shoutouts.write"
PREVIEW = "shoutouts.preview"
SETTINGS = "shoutouts.settings"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form knows and nobody fills in: which draft it is of, the message it is about, the thread."""

    draft_id: int | None = None
    occasion_link: str | None = None
    thread_id: int | None = None

    @property
    def packed(self) -> str:
        return json.dumps([self.draft_id, self.occasion_link, self.thread_id])


def carried(view: Block) -> Carried:
    """What the form that was sent in knew."""
    return Carried(*json.loads(view["private_metadata"]))


def writing(
    *,
    receiver_ids: Sequence[str] = (),
    wording: Wording | None = None,
    around: Around = NOTHING_AROUND,
    values: Sequence[str] = (),
    draft_id: int | None = None,
    left_on: date | None = None,
    note: str | None = None,
) -> Block:
    """The form, empty or with a draft in it.

    ``values`` are the company's, if it has any; ``left_on``: the draft was found again, and last changed that
    day; ``note`` (plain) is said first.
    """
    said = words("shoutouts/form", left_on=left_on, link=around.occasion_link)
    given = wording or Wording(did="")
    blocks = [
        block_kit.input_(
            said.plain("receivers"),
            element=elements.multi_users_select(
                "receivers", initial=receiver_ids, at_most=MOST_RECEIVERS, placeholder=said.plain("names")
            ),
            block_id="receivers",
            optional=True,
        ),
        block_kit.input_(
            said.plain("team"),
            element=elements.plain_text_input("team", initial=around.team or None, max_length=LONGEST_TEAM),
            block_id="team",
            hint=said.plain("team_hint"),
            optional=True,
        ),
        _words_field("occasion", given.occasion, optional=True),
        _words_field("did", given.did, optional=False),
        _words_field("effect", given.effect, optional=True),
    ]
    # One that was taken off the list meanwhile stays with the draft that names it.
    known = list(dict.fromkeys([*values, *([around.value] if around.value else [])]))
    if known:
        blocks.append(_value_field(known, around.value))
    if around.occasion_link:
        blocks.insert(2, block_kit.context(said["linked"]))
    if note:
        blocks.insert(0, block_kit.section(literal(note)))
    if left_on is not None:
        button = block_kit.button(said.plain("throw_away"), action_id=Action.THROW_AWAY, value=str(draft_id))
        blocks.insert(0, block_kit.section(said["found"], accessory=button))
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=WRITE,
        submit=said.plain("submit"),
        close=said.plain("not_now"),
        private_metadata=Carried(draft_id, around.occasion_link, around.thread_id).packed,
    )


def preview(shown: Preview) -> Block:
    """How it will read, in the place of the form; sending this one in posts it."""
    said = words("shoutouts/form")
    value = str(shown.shoutout.id)
    buttons = [
        block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=value),
        block_kit.button(said.plain("throw_away"), action_id=Action.THROW_AWAY, value=value),
    ]
    return block_kit.modal(
        said.plain("preview_title"),
        blocks=[*preview_lines(shown), block_kit.actions(buttons), block_kit.context(said["kept"])],
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


def _value_field(values: Sequence[str], chosen: str | None) -> Block:
    said = words("shoutouts/form")
    options = {value: option(value, value=value) for value in values}
    return block_kit.input_(
        said.plain("value"),
        element=elements.static_select(
            "value",
            options=list(options.values()),
            initial=options[chosen] if chosen else None,
            placeholder=said.plain("no_value"),
        ),
        block_id="value",
        optional=True,
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
