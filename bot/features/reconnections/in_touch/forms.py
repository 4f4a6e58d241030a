"""The list of a person's people, and the form that says how often for one of them."""

from collections.abc import Sequence

from bot.features.reconnections import exits
from bot.features.reconnections.in_touch.actions import ADDED, CHANGED, Action
from bot.features.reconnections.in_touch.screens import every
from bot.features.reconnections.in_touch.service import Listed
from bot.features.reconnections.models import Rhythm
from bot.features.relationships.models import RestKind
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

OFF = "off"
SO_FAR = "so_far"
# In working days: a week, two, a month, and the longest there is, about three months.
_OFTEN = ("5", "10", "21", "60")
# Slack takes a hundred blocks in a modal, and nobody reads half of that.
_MOST_SHOWN = 40


def people(listed: Sequence[Listed]) -> Block:
    """Everybody the reader leads, is led by, or chose, with a button for each."""
    said = words("reconnections/own_list", count=max(0, len(listed) - _MOST_SHOWN))
    blocks = [block_kit.section(said["lead"])]
    blocks += [_person(each) for each in listed[:_MOST_SHOWN]]
    if not listed:
        blocks.append(block_kit.section(said["nobody"]))
    if len(listed) > _MOST_SHOWN:
        blocks.append(block_kit.context(said["more"]))
    adding = block_kit.button(said.plain("add"), action_id=Action.ADD)
    return block_kit.modal(
        said.plain("title"),
        blocks=[*blocks, block_kit.actions([adding], block_id="add"), exits.row()],
        callback_id="reconnections.own_list",
        close=said.plain("close"),
    )


def add() -> Block:
    """Whom to add?"""
    said = words("reconnections/own_list")
    person = block_kit.input_(
        said.plain("about"),
        element=elements.users_select("about_id", focus=True),
        block_id="about_id",
        hint=said.plain("about_hint"),
    )
    return block_kit.modal(
        said.plain("add_title"),
        blocks=[person, exits.row()],
        callback_id=ADDED,
        submit=said.plain("go_on"),
        close=said.plain("back"),
    )


def change(one: Listed) -> Block:
    """How often a question, and how often to be in touch?"""
    said = words("reconnections/own_list", about_id=one.about_id)
    question = one.question.rhythm if one.question else OFF
    in_touch = OFF if one.pair is None else str(one.pair.rhythm_days or SO_FAR)
    buttons = []
    if one.unanswered is not None:
        label = words("reconnections/in_touch").plain("no_answer")
        value = str(one.unanswered.id)
        buttons.append(block_kit.button(label, action_id=Action.NO_ANSWER, value=value))
    return block_kit.modal(
        said.plain("change_title"),
        blocks=[
            block_kit.section(said["change_lead"]),
            _choice("rhythm", {each: said.plain(each) for each in (*Rhythm, OFF)}, question),
            _choice(
                "in_touch",
                {each: said.plain(f"every_{each}") for each in (*_OFTEN, SO_FAR, OFF)},
                in_touch,
            ),
            exits.row(*buttons),
        ],
        callback_id=CHANGED,
        submit=said.plain("submit"),
        close=said.plain("back"),
        private_metadata=one.about_id,
    )


def kept() -> Block:
    """It is kept."""
    said = words("reconnections/own_list")
    return block_kit.modal(
        said.plain("kept_title"),
        blocks=[block_kit.section(said["kept"]), exits.row()],
        callback_id="reconnections.page",
        close=said.plain("close"),
    )


def _choice(field: str, labels: dict[str, str], given: str) -> Block:
    said = words("reconnections/own_list")
    options = [option(label, value=value) for value, label in labels.items()]
    chosen = next((each for each in options if each["value"] == given), None)
    return block_kit.input_(
        said.plain(field),
        element=elements.radio_buttons(field, options=options, initial=chosen),
        block_id=field,
        hint=said.plain(f"{field}_hint"),
    )


def _person(one: Listed) -> Block:
    plain = words("reconnections/own_list")
    question = plain.plain(f"question_{one.question.rhythm if one.question else 'none'}")
    said = words("reconnections/own_list", about_id=one.about_id, question=question, in_touch=_in_touch(one))
    return block_kit.section(
        said["person"],
        block_id=f"own_list:{one.about_id}",
        accessory=block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=one.about_id),
    )


def _in_touch(one: Listed) -> str:
    if one.rest is not None:
        said = words("reconnections/own_list", until=one.rest.until)
        return said.plain("asked_not_to" if one.rest.kind == RestKind.ASKED_NOT_TO else "resting")
    if one.pair is None:
        return words("reconnections/own_list").plain("unlisted")
    if one.pair.rhythm_days is None:
        return words("reconnections/own_list").plain("as_it_was")
    return words("reconnections/own_list", rhythm=every(one.pair.rhythm_days)).plain("listed")
