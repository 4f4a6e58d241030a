"""How a person comes to a question about another, for tests that are about what happens there."""

from typing import Any

import sqlalchemy as sa

from bot.features.people.models import Person
from bot.features.people.reader import Reader, reader_of
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from bot.schema import METADATA

EVERYDAY, SERIOUS, DISTANCE = "It's everyday", "Something more serious", "I need distance"
INSTEAD = "Give me a question instead"
SAFETY = "you don't owe anyone a conversation"
DISTANT = "We hardly talk any more. Nothing happened."
TENSE = "Something happened, or something is not being said."
TASKS = "It works, but it is all tasks."
NOT_SURE = "I am not sure."


def reconnect(
    tend: Sandbox, handle: str, other: str, side: str = DISTANT, relation: str = "I lead them"
) -> View:
    """Go from ``/reconnect`` to the question screen, with whatever is asked on the way."""
    hands = tend.hands(handle)
    turn_to_a_question(tend, handle, f"/reconnect @{other}")
    if shows(front(tend, handle), SAFETY):
        hands.press(front(tend, handle), EVERYDAY)
    if has_field(front(tend, handle), "side"):
        tell(tend, handle, side, relation)
    if shows(front(tend, handle), SAFETY):
        hands.press(front(tend, handle), EVERYDAY)
    return front(tend, handle)


def turn_to_a_question(tend: Sandbox, handle: str, line: str = "/reconnect") -> View:
    """Type the command, and ask for a question instead of an act; what is in front then."""
    hands = tend.hands(handle)
    hands.types(line)
    if shows(front(tend, handle), SAFETY):
        hands.press(front(tend, handle), EVERYDAY)
    hands.press(front(tend, handle), INSTEAD)
    return front(tend, handle)


def tell(tend: Sandbox, handle: str, side: str, relation: str = "I lead them") -> None:
    """Fill in the form that asks how it is, and send it."""
    hands, form = tend.hands(handle), front(tend, handle)
    hands.choose(form, "side", side)
    if has_field(form, "relation"):
        hands.choose(form, "relation", relation)
    assert hands.submit(form) is None


def ask_regularly(tend: Sandbox, handle: str, other: str, rhythm: str = "Every week", **way: str) -> None:
    """Choose a rhythm from the question screen, and close everything."""
    hands = tend.hands(handle)
    hands.press(reconnect(tend, handle, other, **way), "Ask me regularly")
    hands.choose(front(tend, handle), "How often?", rhythm)
    assert hands.submit(front(tend, handle)) is None
    hands.close(front(tend, handle), all_of_them=True)


def front(tend: Sandbox, handle: str) -> View:
    """The modal in front of somebody."""
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return view


def shows(screen: View, text: str) -> bool:
    return text in str(screen.blocks) or text in str(screen.blocks).replace("\\'", "'")


def has_field(screen: View, block_id: str) -> bool:
    return any(block["block_id"] == block_id and block["type"] == "input" for block in screen.blocks)


def question_on(screen: View) -> str:
    """The words of the question on the screen."""
    [block] = [block for block in screen.blocks if block["block_id"] == "question"]
    words: str = block["elements"][0]["elements"][0]["text"]
    return words


def rows(tend: Sandbox) -> dict[str, list[Any]]:
    """Everything in every table."""
    with tend.database.reading() as session:
        return {
            table.name: sorted(map(str, session.execute(sa.select(table))))
            for table in METADATA.sorted_tables
        }


def reader(tend: Sandbox, handle: str) -> Reader:
    """The person, now."""
    with tend.database.reading() as session:
        person = tend.workspace.person(handle)
        workspace_id = session.scalars(sa.select(Person.workspace_id)).first()
        return reader_of(session, str(workspace_id), person.id, now=tend.now())
