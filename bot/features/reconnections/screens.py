"""The screens on the way to a question, and the question itself."""

from collections.abc import Sequence
from enum import StrEnum

from bot.features.people.models import Relation
from bot.features.questions.bank import Direction
from bot.features.questions.history import Outcome
from bot.features.reconnections import exits, rests
from bot.features.reconnections.models import Side
from bot.features.reconnections.service import Asking
from bot.features.reconnections.steps import Way
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

WHO = "reconnections.who"
SIDE = "reconnections.side"


class Action(StrEnum):
    """What can be pressed on a screen. About a question, the value is the id of its showing."""

    EVERYDAY = "reconnections.everyday"
    ASKED = "reconnections.asked"
    ANOTHER = "reconnections.another"
    NOT_FOR_ME = "reconnections.not_for_me"
    NOT_NOW = "reconnections.not_now"
    PROMISE = "reconnections.promise"
    REGULARLY = "reconnections.regularly"
    DIFFERENT = "reconnections.different"


def safety(metadata: str, *, everyday: str, back: Sequence[Block] = ()) -> Block:
    """Is this the right tool? Asked before everything else the first time, and whenever it is tense.

    ``everyday`` is the action_id of *It's everyday*; ``metadata`` says where that leads. ``back`` is a button
    to the screen before, where there is one.
    """
    said = words("reconnections/safety")
    goes_on = block_kit.button(said.plain("everyday"), action_id=everyday)
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["is_this_it"]),
            block_kit.actions([goes_on, *exits.buttons(), *back], block_id="is_this_it"),
            block_kit.context(said["not_kept"]),
        ],
        callback_id="reconnections.safety",
        close=said.plain("close"),
        private_metadata=metadata,
    )


def who(way: Way) -> Block:
    """Whom is it about?"""
    said = words("reconnections/who")
    person = block_kit.input_(
        said.plain("about"),
        element=elements.users_select("about_id", focus=True),
        block_id="about_id",
        hint=said.plain("hint"),
    )
    return _form(WHO, said.plain("title"), [person], way, submit=said.plain("submit"))


def side(way: Way, *, name: str, given: Side | None, asks_relation: bool) -> Block:
    """What is it like, from your side? And who are they to you, if that was never said."""
    said = words("reconnections/side", name=name)
    sides = [option(said.plain(each), value=each) for each in Side]
    fields = [
        block_kit.input_(
            said.plain("side"),
            element=elements.radio_buttons(
                "side", options=sides, initial=sides[list(Side).index(given)] if given else None
            ),
            block_id="side",
            hint=said.plain("hint"),
        )
    ]
    if asks_relation:
        relations = [option(said.plain(each), value=each) for each in Relation]
        fields.append(
            block_kit.input_(
                said.plain("relation"),
                element=elements.radio_buttons("relation", options=relations),
                block_id="relation",
            )
        )
    return _form(SIDE, said.plain("title"), fields, way, submit=said.plain("submit"))


def question(asking: Asking, way: Way, *, workspace_id: str) -> Block:
    """A question to ask, why it is this one, and what to do with it."""
    said = words(
        "reconnections/question",
        about_id=asking.about.id,
        reason=asking.reason,
        url=f"slack://user?team={workspace_id}&id={asking.about.id}",
    )
    advice = [said["ready"]]
    if asking.direction is Direction.MANAGER_TO_REPORT:
        advice.append(said["wait"])
    if asking.has_blank:
        advice.append(said["blank"])
    # Literal words: the ___ of a question would be markup elsewhere.
    text = block_kit.rich_text_section([block_kit.words(asking.text, bold=True)])
    return _page(
        said.plain("title"),
        [
            block_kit.section(said["lead"]),
            block_kit.rich_text([text], block_id="question"),
            block_kit.context(said["why"]),
            block_kit.section(said["go_on"]),
            block_kit.rich_text([block_kit.rich_text_list([line.text for line in asking.follow_ups])]),
            block_kit.section("\n".join(advice)),
            block_kit.section(said["conversation"]),
            _answers(asking),
            _further(),
            rests.row(asking.about.id),
        ],
        way,
    )


def answered(way: Way, *, outcome: Outcome) -> Block:
    """What is said once a question has been asked, or put off."""
    said = words("reconnections/question")
    return _page(said.plain("answered_title"), [block_kit.section(said[f"{outcome}_said"])], way)


def used_up(way: Way) -> Block:
    """Every question has been seen for now."""
    said = words("reconnections/question")
    return _page(said.plain("title"), [block_kit.section(said["used_up"]), _further()], way)


def _answers(asking: Asking) -> Block:
    said, value = words("reconnections/question"), str(asking.shown_id)
    return block_kit.actions(
        [
            block_kit.button(said.plain("asked"), action_id=Action.ASKED, value=value),
            block_kit.button(said.plain("another"), action_id=Action.ANOTHER, value=value),
            block_kit.button(said.plain("not_for_me"), action_id=Action.NOT_FOR_ME, value=value),
            block_kit.button(said.plain("not_now"), action_id=Action.NOT_NOW, value=value),
        ],
        block_id="answers",
    )


def _further() -> Block:
    said = words("reconnections/question")
    return block_kit.actions(
        [
            block_kit.button(said.plain("promise"), action_id=Action.PROMISE),
            block_kit.button(said.plain("regularly"), action_id=Action.REGULARLY),
            block_kit.button(said.plain("different"), action_id=Action.DIFFERENT),
        ],
        block_id="further",
    )


def _form(callback_id: str, title: str, fields: list[Block], way: Way, *, submit: str) -> Block:
    return block_kit.modal(
        title,
        blocks=[*fields, exits.row()],
        callback_id=callback_id,
        submit=submit,
        close=words("reconnections/question").plain("close"),
        private_metadata=way.packed(),
    )


def _page(title: str, blocks: list[Block], way: Way) -> Block:
    return block_kit.modal(
        title,
        blocks=[*blocks, exits.row()],
        callback_id="reconnections.page",
        close=words("reconnections/question").plain("close"),
        private_metadata=way.packed(),
    )
