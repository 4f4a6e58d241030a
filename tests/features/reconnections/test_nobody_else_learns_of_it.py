"""What one says of another stays with the one who said it, and the other looks the same whoever they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa

from bot.features.people.models import Enrolment
from bot.features.reconnections.models import Side
from bot.platform.database import Database
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import note
from tests.features.reconnections.acting import (
    AFTER,
    AT,
    PIECES,
    compose,
    past_safety,
    plan,
    preview_on,
    write,
)
from tests.features.reconnections.reaching import (
    EVERYDAY,
    INSTEAD,
    SERIOUS,
    TENSE,
    ask_regularly,
    front,
    question_on,
    reconnect,
    rows,
    tell,
    turn_to_a_question,
)

OPENER = "canary: Ana, how are you?"
PRIVATE_WORDS = "canary: bring Ana a coffee"


def do_everything(tend: Sandbox) -> list[str]:
    """Maya goes through all there is about Ana; the words that only Maya may read."""
    hands = tend.hands("maya")
    screen = reconnect(tend, "maya", "ana", TENSE)
    seen = [question_on(screen)]
    for label in ("Another", "Not for me"):
        hands.press(screen, label)
        seen.append(question_on(screen))
    hands.press(screen, "Promise a small act")
    hands.choose(front(tend, "maya"), "What will you do?", PRIVATE_WORDS)
    assert hands.submit(front(tend, "maya")) is None
    hands.close(front(tend, "maya"), all_of_them=True)
    ask_regularly(tend, "maya", "ana")
    hands.press(reconnect(tend, "maya", "ana"), "I asked it")
    compose(tend)
    text = preview_on(front(tend, "maya"))
    plan(tend, when=AT, day=date(2026, 10, 9), time="15:00")
    hands.press(front(tend, "maya"), "Send me the words as a message")
    write(tend, words=OPENER, line="/reconnect @ana")
    plan(tend, when=AFTER, after="canary: lunch with Ana")
    hands.types("/reconnect @ana")
    past_safety(tend, "maya")
    hands.press(front(tend, "maya"), SERIOUS)
    return [*seen, PRIVATE_WORDS, "tense", TENSE, OPENER, text, *PIECES.values(), "canary: lunch with Ana"]


def read_by(tend: Sandbox, handle: str) -> str:
    """All that somebody can read: their messages, the channels, their Home tab, and what they ask for."""
    hands = tend.hands(handle)
    read = [hands.types(command).words for command in ("/followups", "/digest", "/tend", "/reconnect help")]
    home = hands.opens_home()
    read += [str(home.blocks) if home else ""]
    places = [
        tend.workspace.direct_message(tend.workspace.person(handle)),
        tend.workspace.channel("#general"),
    ]
    for place in places:
        for message in tend.workspace.seen_by(tend.workspace.person(handle), place):
            read += [message.text, str(message.blocks)]
    return "\n".join(read)


@pytest.mark.parametrize("other", ["ana", "leo"])
def test_nothing_private_reaches_anybody_else(tend: Sandbox, other: str) -> None:
    note(tend, other, "send the budget")
    private = do_everything(tend)
    tend.let_days_pass(30)
    read = read_by(tend, other)
    assert "send the budget" in read
    assert not [word for word in private if word in read]


def test_tend_writes_nothing_to_the_other_person(tend: Sandbox) -> None:
    do_everything(tend)
    tend.let_days_pass(30)
    assert tend.workspace.in_dm("ana") == []


def test_ones_own_messages_name_neither_the_other_nor_the_state(tend: Sandbox) -> None:
    private = do_everything(tend)
    tend.let_days_pass(30)
    written = "\n".join(message.text + str(message.blocks) for message in tend.workspace.in_dm("maya"))
    assert "A question you asked for" in written
    assert not [word for word in [*private, "U0ANA00001"] if word in written]


def test_states_and_reasons_lie_encrypted_in_the_database(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana", TENSE)
    with tend.database.engine.connect() as connection:
        tables = ("own_sides", "questions_shown", "outbox_messages", "handled_requests")
        dump = str([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables])  # noqa: S608
    assert not [side for side in Side if side in dump]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SQL of everything that happens inside, without its values."""
    seen: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", listen)


def without_ids(view: View) -> str:
    return str([{key: part for key, part in block.items() if key != "block_id"} for block in view.blocks])


def test_it_is_all_the_same_whoever_the_other_person_is(tend: Sandbox) -> None:
    """Somebody who uses Tend about me, somebody who never did, who paused, and who stopped."""
    reconnect(tend, "jonas", "maya", TENSE, relation="My manager")
    ask_regularly(tend, "jonas", "maya")
    for handle, command in (("priya", "/tend pause"), ("sam", "/tend hour 10"), ("sam", "/tend stop")):
        tend.hands(handle).types(command)
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 3
    faces = []
    for other in ("jonas", "priya", "sam", "ana"):  # ana never did anything
        hands = tend.hands("leo")
        calls = len(tend.workspace.calls)
        with statements(tend.database) as asked:
            hands.types(f"/reconnect @{other}")
            first = without_ids(front(tend, "leo"))
            hands.press(front(tend, "leo"), EVERYDAY)
            hands.press(front(tend, "leo"), INSTEAD)
            name = tend.workspace.person(other).real_name
            form = without_ids(front(tend, "leo")).replace(name, "…")
        made = [call.method for call in tend.workspace.calls[calls:]]
        hands.close(front(tend, "leo"))
        faces.append((first, form, asked, made))
    assert all(face == faces[0] for face in faces)


def test_what_is_written_down_is_the_same_too(tend: Sandbox) -> None:
    reconnect(tend, "jonas", "maya", TENSE, relation="My manager")
    reconnect(tend, "leo", "noor")
    faces = []
    for other in ("jonas", "ana"):
        before = {name: len(lines) for name, lines in rows(tend).items()}
        with statements(tend.database) as asked:
            turn_to_a_question(tend, "leo", f"/reconnect @{other}")
            tell(tend, "leo", TENSE, "We work side by side")
            tend.hands("leo").press(front(tend, "leo"), EVERYDAY)
        grown = {name: len(lines) - before[name] for name, lines in rows(tend).items()}
        faces.append((grown, asked))
    assert faces[0] == faces[1]
