"""What Maya keeps to herself about Sam reaches nobody else, wherever they look, for a month and beyond."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, time
from functools import partial

import pytest

from bot.features.one_on_ones.calendar.files import content_of_all
from bot.features.people.reader import reader_of
from bot.sandbox.sandbox import Sandbox, utc
from bot.schema import METADATA
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.agendas import add, agenda_of
from tests.features.one_on_ones.arranging import ASKED, WORKSPACE, cards_naming, join, listed, set_up
from tests.features.one_on_ones.witness import Witness, close_all, look_around
from tests.features.reconnections.reaching import TENSE, front, reconnect
from tests.features.shoutouts.thanking import previewed

PRIVATE = (
    "canary-item",
    "canary-made-private",
    "canary-from-a-message",
    "canary-preparation",
    "canary-promise",
    "canary-follow-up",
    "canary-small-act",
)
DRAFT = "canary-draft"
UNTIL_SAM_JOINS = "canary-for-both-later"
REFUSED = "canary-for-a-repair"
AFTER_THE_END = "canary-after-the-end"
SHARED = "the hiring plan"


def add_alone(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.press(agenda_of(tend, "maya"), "Add an item")
    form = front(tend, "maya")
    hands.fill(form, {"What do you want to talk about?": words, "Who sees it?": "Only me"})
    assert hands.submit(form) is None
    close_all(tend, "maya")


def add_alone_from_a_message(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.shortcut("add_to_one_on_one", hands.says("Leo was short with everybody", channel="#project-tide"))
    form = front(tend, "maya")
    hands.fill(form, {"What do you want to talk about?": words, "Who sees it?": "Only me"})
    assert hands.submit(form) is None
    close_all(tend, "maya")


def promise_oneself(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.choose(listed(tend, "maya"), "More", "Note a promise")
    form = front(tend, "maya")
    hands.choose(form, "Who promised what, and by when?", f"I'll {words} by Friday")
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    close_all(tend, "maya")


def prepare(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Prepare")
    hands.choose(front(tend, "maya"), "notes", words)
    assert hands.submit(front(tend, "maya")) is None
    close_all(tend, "maya")


def promise_a_small_act(tend: Sandbox, words: str) -> None:
    hands = tend.hands("maya")
    hands.press(reconnect(tend, "maya", "sam", TENSE), "Promise a small act")
    hands.choose(front(tend, "maya"), "What will you do?", words)
    assert hands.submit(front(tend, "maya")) is None
    close_all(tend, "maya")


def plant(tend: Sandbox) -> None:
    """Everything that Maya can write down about Sam for herself, with a word in each that stands out."""
    set_up(tend, "@sam weekly thursday 14:00")
    note(tend, "sam", "send the slides")  # so that Sam has cards
    add_alone(tend, "canary-item")
    add(tend, "maya", "@sam canary-made-private")
    tend.hands("maya").press(agenda_of(tend, "maya"), "Private to me", near="canary-made-private")
    close_all(tend, "maya")
    add_alone_from_a_message(tend, "canary-from-a-message")
    prepare(tend, "canary-preparation")
    promise_oneself(tend, "canary-promise")
    note(tend, "maya", "@sam canary-follow-up", due_on=date(2026, 10, 9))
    promise_a_small_act(tend, "canary-small-act")
    previewed(tend, "maya", f"@sam {DRAFT}")
    add(tend, "maya", f"@sam {UNTIL_SAM_JOINS}")


def move_the_next(tend: Sandbox, handle: str, day: date) -> None:
    hands = tend.hands(handle)
    hands.press(listed(tend, handle), "Moved")
    form = front(tend, handle)
    hands.fill(form, {"On which day?": day, "At what time?": time(15)})
    assert hands.submit(form) is None
    close_all(tend, handle)


def answer(tend: Sandbox, handle: str, label: str) -> None:
    """Press it on the latest card that asks about a meeting."""
    tend.hands(handle).press(cards_naming(tend, handle, ASKED)[-1], label)


def end(tend: Sandbox, handle: str) -> None:
    hands = tend.hands(handle)
    hands.choose(listed(tend, handle), "More", "End")
    assert hands.submit(front(tend, handle)) is None
    close_all(tend, handle)


def live_through_a_month(tend: Sandbox, look: Callable[[], None] = lambda: None) -> None:
    """One meeting is moved, one held, one skipped, one for putting something right; cards, digests."""
    tend.turn_to(utc(2026, 10, 8, 8))
    move_the_next(tend, "maya", date(2026, 10, 9))
    tend.turn_to(utc(2026, 10, 12, 8))
    answer(tend, "maya", "Held")
    look()
    tend.turn_to(utc(2026, 10, 16, 8))
    answer(tend, "maya", "Not this time")
    tend.turn_to(utc(2026, 10, 21, 8))
    choose_to_repair(tend)
    look()
    tend.turn_to(utc(2026, 11, 9, 9))
    look()


def choose_to_repair(tend: Sandbox) -> None:
    """Maya is writing for the next meeting while it becomes one of which nothing is kept."""
    hands = tend.hands("maya")
    agenda = agenda_of(tend, "maya")
    hands.press(agenda, "Prepare")
    form = front(tend, "maya")
    hands.choose(form, "notes", REFUSED)
    hands.close(form)
    hands.choose(agenda, "Another agenda, seen by both", "Putting something right between you")
    close_all(tend, "maya")
    tend.workspace.screens.open(form.person_id, form.content)  # it stood open on another device
    hands.choose(front(tend, "maya"), "notes", REFUSED)
    assert "notes" in (hands.submit(front(tend, "maya")) or {})
    close_all(tend, "maya")


def calendar_of(tend: Sandbox, handle: str) -> str:
    with tend.database.reading() as session:
        person_id = tend.workspace.person(handle).id
        return content_of_all(session, reader_of(session, WORKSPACE, person_id, now=tend.now())).decode()


def all_that_was_logged(caplog: pytest.LogCaptureFixture) -> str:
    """All of Tend's own lines, and of the libraries' those at the level at which Tend runs."""
    return "\n".join(
        f"{record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
        if record.name.startswith("bot.") or record.levelno >= logging.INFO
    )


def all_that_lies_in_the_database(tend: Sandbox) -> str:
    with tend.database.engine.connect() as connection:
        return str([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in METADATA.tables])  # noqa: S608


def assert_nobody_else_read(tend: Sandbox, witness: Witness, canaries: Iterable[str]) -> None:
    for handle in ("sam", "leo"):
        read = witness.read_by(handle) + calendar_of(tend, handle)
        assert [canary for canary in canaries if canary in read] == []


@pytest.mark.parametrize("has_joined", [False, True])
def test_nothing_private_reaches_the_other_or_anybody_else(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, has_joined: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    witness = Witness(tend, monkeypatch)
    plant(tend)
    assert DRAFT in witness.read_by("maya")
    witness.forget()
    look_around(tend, "maya", "sam")
    kept = [*PRIVATE, UNTIL_SAM_JOINS]
    assert [canary for canary in kept if canary not in witness.read_by("maya")] == []
    sam_looks = partial(look_around, tend, "sam", "maya")
    sam_looks()
    assert_nobody_else_read(tend, witness, [*kept, DRAFT])
    if has_joined:
        join(tend, "sam")
        add(tend, "maya", f"@sam {SHARED}")
        kept.remove(UNTIL_SAM_JOINS)
    live_through_a_month(tend, sam_looks)
    for words in (SHARED, UNTIL_SAM_JOINS):
        assert (words in witness.read_by("sam")) is has_joined
    for page in (
        "Three questions to think about",
        "The two of you see this",
        "Earlier meetings",
        "BEGIN:VCALENDAR",
    ):
        assert (page in witness.read_by("sam")) is has_joined
    end(tend, "maya")
    add(tend, "maya", f"@sam {AFTER_THE_END}")
    sam_looks()
    set_up(tend, "@maya weekly friday 11:00", by="sam")
    tend.hands("maya").press(listed(tend, "maya"), "Looks good")
    sam_looks()
    look_around(tend, "leo", "sam")
    assert_nobody_else_read(tend, witness, [*kept, DRAFT, REFUSED, AFTER_THE_END])
    everything = [*PRIVATE, DRAFT, UNTIL_SAM_JOINS, REFUSED, AFTER_THE_END]
    logged, stored = all_that_was_logged(caplog), all_that_lies_in_the_database(tend)
    assert [canary for canary in everything if canary in logged or canary in stored] == []
    witness.forget()
    look_around(tend, "maya", "sam")
    kept = [*PRIVATE, AFTER_THE_END]
    assert [canary for canary in kept if canary not in witness.read_by("maya")] == []


def test_no_notification_names_a_person_or_what_it_is_about(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = Witness(tend, monkeypatch)
    plant(tend)
    join(tend, "sam")
    add(tend, "maya", f"@sam {SHARED}")
    live_through_a_month(tend)
    end(tend, "sam")
    tend.let_days_pass(7)
    assert len(witness.lock_screens) > 20
    names = [name for person in tend.workspace.people for name in person.real_name.split()]
    telling = ["<@", "canary", SHARED, "send the slides", *names]
    assert [text for text in witness.lock_screens if any(word in text for word in telling)] == []
