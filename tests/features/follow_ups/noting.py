"""How a person notes a promise, for tests that are about what happens afterwards."""

from datetime import UTC, date, datetime

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message


def note(tend: Sandbox, handle: str, words: str, *, due_on: date | None = None) -> None:
    """Note a promise with ``/followups``; due on the next working day if no day is given."""
    hands = tend.hands(handle)
    hands.types(f"/followups {words}")
    form = tend.workspace.modal_of(handle)
    if due_on is not None:
        hands.choose(form, "By when?", due_on)
    assert hands.submit(form) is None
    hands.close(tend.workspace.modal_of(handle))


def cards_of(tend: Sandbox, handle: str) -> list[Message]:
    """The cards that have reached a person, oldest first."""
    return [message for message in tend.workspace.in_dm(handle) if message.text == "A few things for today"]


def nudges_of(tend: Sandbox, handle: str) -> list[Message]:
    """The cards that named a private promise; a card with the week's digest alone is none."""
    return [card for card in cards_of(tend, handle) if "Something you noted" in text_of(card)]


def text_of(message: Message) -> str:
    """Everything that can be read in a message, a line a block."""
    return "\n".join(str(block) for block in message.blocks)


def day_of(message: Message) -> date:
    """The day (in UTC) on which a message was posted."""
    return datetime.fromtimestamp(float(message.ts), UTC).date()
