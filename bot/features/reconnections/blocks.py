"""What stands outside the screens: the covered line on a card, why it came, and the help."""

from enum import StrEnum

from bot.features.reconnections import exits
from bot.features.reconnections.models import QuestionRhythm
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


class Action(StrEnum):
    """What can be pressed on a waiting question. The value is the id of its rhythm."""

    OPEN = "reconnections.open"
    PUT_OFF = "reconnections.put_off"
    WHY = "reconnections.why"


def block_id(rhythm_id: int) -> str:
    """The block that says that a question is waiting; its buttons stand in the one with ``:do`` behind it."""
    return f"question:{rhythm_id}"


def waiting_line(rhythm: QuestionRhythm) -> list[Block]:
    """A question is waiting. About whom, and which, is read behind *Open*."""
    said, value = words("reconnections/card"), str(rhythm.id)
    return [
        block_kit.section(said["waiting"], block_id=block_id(rhythm.id)),
        block_kit.actions(
            [
                block_kit.button(said.plain("open"), action_id=Action.OPEN, value=value),
                block_kit.button(said.plain("not_now"), action_id=Action.PUT_OFF, value=value),
                block_kit.button(said.plain("why"), action_id=Action.WHY, value=value),
            ],
            block_id=f"{block_id(rhythm.id)}:do",
        ),
    ]


def put_off_line(rhythm: QuestionRhythm) -> list[Block]:
    """What stands there once it was put off."""
    said = words("reconnections/card", next_on=rhythm.next_question_on)
    return [block_kit.context(said["put_off"], block_id=block_id(rhythm.id))]


def line_on_older_card() -> list[Block]:
    """The line of a card that a newer one has taken the place of."""
    return [block_kit.context(words("reconnections/card")["older"])]


def why(rhythm: QuestionRhythm) -> Block:
    """Why a question came, and when the next one does."""
    said = words(
        "reconnections/card",
        about_id=rhythm.about_id,
        chosen_on=rhythm.chosen_on,
        next_on=rhythm.next_question_on,
        rhythm=rhythm.rhythm,
    )
    return block_kit.modal(
        said.plain("why"),
        blocks=[block_kit.section(said["because"]), exits.row()],
        callback_id="reconnections.why",
        close=said.plain("close"),
    )


def help_message() -> Message:
    """The answer to ``/reconnect help``."""
    said = words("reconnections/help")
    return Message(said["notification"], [block_kit.section(said["help"])])
