"""One-on-ones come as a file that any calendar opens, and a newer file takes over whatever has changed."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, series, service
from bot.features.one_on_ones.calendar.entries import entries_of, own_series
from bot.features.one_on_ones.models import Answer, Meeting, Rhythm, Series
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.people.reader import reader_of
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import ANA, MAYA, WORKSPACE, join, listed, set_up
from tests.features.one_on_ones.reading import beginnings, events_in, titles

NOVEMBER = utc(2026, 11, 11)
# Tuesdays at ten in Berlin, where the clocks go back on 25 October.
TUESDAYS = [utc(2026, 10, day, 8) for day in (13, 20)] + [
    utc(2026, *day, 9) for day in ((10, 27), (11, 3), (11, 10))
]


def asked_for(tend: Sandbox, handle: str = "maya") -> bytes:
    """All of a person's one-on-ones, as the file that reaches them."""
    [offered] = tend.hands(handle).types("/1on1 calendar")
    tend.hands(handle).press(offered, "Send me the file")
    return last_file(tend, handle)


def last_file(tend: Sandbox, handle: str) -> bytes:
    [file] = tend.workspace.in_dm(handle)[-1].files
    return file.content


def do(tend: Sandbox, deed: Callable[[Session, Series, datetime], object]) -> None:
    """Do something to the only running series, as Maya."""
    with tend.database.transaction() as session:
        [one] = series.running(session, WORKSPACE, MAYA)
        deed(session, one, tend.now())


def next_one(session: Session, one: Series, now: datetime) -> Meeting:
    found = service.next_meeting(session, one, now=now).meeting
    assert found is not None
    return found


def skip_next(session: Session, one: Series, now: datetime) -> None:
    meetings.skip(session, next_one(session, one, now), by=MAYA, now=now)


def move_next(to: datetime) -> Callable[[Session, Series, datetime], object]:
    return lambda session, one, now: meetings.move(
        session, next_one(session, one, now), to=to, by=MAYA, now=now
    )


def pause_until(day: date) -> Callable[[Session, Series, datetime], object]:
    return lambda session, one, now: series.pause(session, one, until=day, by=MAYA, now=now)


def test_the_file_comes_to_oneself_alone_and_its_notification_names_nobody(
    tend_on_each_transport: Sandbox,
) -> None:
    tend = tend_on_each_transport
    set_up(tend, "@ana weekly tuesday 10:00")
    [offered] = tend.hands("maya").types("/1on1 calendar")
    [answer] = tend.hands("maya").press(offered, "Send me the file").changed
    assert "You find it in your messages with Tend." in answer.words
    message = tend.workspace.in_dm("maya")[-1]
    [file] = message.files
    assert (file.name, file.title) == ("one-on-ones.ics", "One-on-ones")
    assert message.text.startswith("Open it with your calendar.")
    assert "Ana" not in message.text
    assert beginnings(file.content, until=NOVEMBER) == TUESDAYS
    assert [one for one in tend.workspace.in_dm("ana") if one.files] == []


def test_one_series_is_a_file_with_both_names(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    set_up(tend, "@leo weekly thursday 14:00")
    hands = tend.hands("maya")
    hands.choose(listed(tend, "maya"), "More", "For my calendar", near="<@U0ANA00001>")
    page = tend.workspace.modal_of("maya")
    assert "Your one-on-one with <@U0ANA00001>" in str(page.blocks)
    hands.press(page, "Send me the file")
    assert "The file is on its way." in str(tend.workspace.modal_of("maya").blocks)
    [file] = tend.workspace.in_dm("maya")[-1].files
    assert file.name == "ana-and-maya.ics"
    assert titles(file.content) == {"Ana and Maya"}


@pytest.mark.parametrize(
    ("name", "title", "file_name"),
    [
        ("Zoë Łukasz", "Maya and Zoë", "maya-and-zoe.ics"),
        ("明美 田中", "Maya and 明美", "one-on-one.ics"),
        ("Maya Brandt", "Maya Brandt and Maya Okafor", "maya-brandt-and-maya-okafor.ics"),
        ("../../x; \"<b>'", "../../x; and Maya", "x-and-maya.ics"),
        ("a" * 200, f"{'a' * 200} and Maya", f"{'a' * 60}.ics"),
        ("🧭", "Maya and 🧭", "maya-and.ics"),
    ],
)
def test_any_name_is_shown_as_it_is_and_the_file_is_called_by_plain_letters(
    tend: Sandbox, name: str, title: str, file_name: str
) -> None:
    tend.hands("ana").changes_profile(real_name=name)
    set_up(tend, "@ana weekly tuesday 10:00")
    hands = tend.hands("maya")
    hands.choose(listed(tend, "maya"), "More", "For my calendar")
    hands.press(tend.workspace.modal_of("maya"), "Send me the file")
    [file] = tend.workspace.in_dm("maya")[-1].files
    assert titles(file.content) == {title}
    assert file.name == file_name


def test_both_have_the_same_entry_by_the_same_name(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly tuesday 10:00")
    assert "You have no one-on-one yet." in tend.hands("sam").types("/1on1 calendar").words
    join(tend, "sam")
    [his] = events_in(asked_for(tend, "sam"))
    [hers] = events_in(asked_for(tend, "maya"))
    assert (his.uid, his.summary) == (hers.uid, hers.summary)
    assert his.summary == "Maya and Sam"


def test_whatever_the_agenda_is_called_the_calendar_does_not_say(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    before = asked_for(tend)
    do(tend, lambda session, one, now: meetings.choose_agenda(session, next_one(session, one, now), "repair"))
    assert asked_for(tend) == before
    assert b"repair" not in before


def test_moved_and_moved_again_it_stands_where_it_came_to(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, move_next(utc(2026, 10, 14, 12)))
    do(tend, move_next(utc(2026, 10, 15, 7)))
    content = asked_for(tend)
    assert beginnings(content, until=NOVEMBER) == [utc(2026, 10, 15, 7), *TUESDAYS[1:]]
    usual, moved = events_in(content)
    assert usual.uid == moved.uid


def test_moved_and_then_left_out_it_stands_nowhere(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, move_next(utc(2026, 10, 14, 12)))
    do(tend, skip_next)
    assert beginnings(asked_for(tend), until=NOVEMBER) == TUESDAYS[1:]


def test_moved_onto_a_usual_time_it_stands_there_once(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, move_next(TUESDAYS[2]))
    assert beginnings(asked_for(tend), until=NOVEMBER) == TUESDAYS[1:]


def test_not_this_time_takes_it_out(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("maya").press(listed(tend, "maya"), "Not this time")
    assert beginnings(asked_for(tend), until=NOVEMBER) == TUESDAYS[1:]


def test_a_pause_is_empty_also_once_it_is_over(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, pause_until(date(2026, 11, 1)))
    assert beginnings(asked_for(tend), until=NOVEMBER) == TUESDAYS[3:]
    tend.turn_to(utc(2026, 11, 4, 10))
    do(tend, skip_next)
    assert beginnings(asked_for(tend), until=NOVEMBER) == [TUESDAYS[3]]


def test_one_that_is_moved_into_a_pause_takes_place(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    do(tend, pause_until(date(2026, 11, 1)))
    do(tend, move_next(utc(2026, 10, 29, 9)))
    assert beginnings(asked_for(tend), until=NOVEMBER) == [utc(2026, 10, 29, 9), TUESDAYS[4]]


def test_another_slot_is_another_rule_for_the_same_entry(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    [before] = events_in(asked_for(tend))
    fridays = Schedule(Rhythm.FORTNIGHTLY, 4, time(15, 30), 50)
    do(tend, lambda session, one, now: series.change(session, one, schedule=fridays, by=MAYA, now=now))
    content = asked_for(tend)
    [after] = events_in(content)
    assert beginnings(content, until=NOVEMBER) == [
        utc(2026, 10, 9, 13, 30),
        utc(2026, 10, 23, 13, 30),
        utc(2026, 11, 6, 14, 30),
    ]
    assert after.uid == before.uid
    assert after.sequence > before.sequence


def test_every_change_counts_so_that_the_newer_file_is_taken(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    sequences = [events_in(asked_for(tend))[0].sequence]
    for deed in (
        move_next(utc(2026, 10, 14, 12)),
        skip_next,
        pause_until(date(2026, 11, 1)),
        lambda session, one, now: series.resume(session, one, by=MAYA, now=now),
    ):
        do(tend, deed)
        sequences.append(events_in(asked_for(tend))[0].sequence)
    assert sequences == sorted(set(sequences))


def test_the_end_of_a_series_is_in_the_file_for_a_year(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 22, 8))
    do(tend, lambda session, one, now: series.end(session, one, by=MAYA, now=now))
    assert beginnings(asked_for(tend), until=utc(2027, 12, 1)) == TUESDAYS[:2]
    tend.let_days_pass(367)
    assert "You have no one-on-one yet." in tend.hands("maya").types("/1on1 calendar").words


def test_one_with_somebody_who_has_left_is_quiet_here_too(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    set_up(tend, "@leo weekly thursday 14:00")
    tend.hands("ana").is_deactivated()
    assert titles(asked_for(tend)) == {"Leo and Maya"}


def test_nobody_gets_the_file_of_a_series_that_is_not_theirs(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly tuesday 10:00")
    hands = tend.hands("maya")
    hands.choose(listed(tend, "maya"), "More", "For my calendar")
    page = tend.workspace.modal_of("maya")
    with tend.database.transaction() as session:
        [one] = series.running(session, WORKSPACE, MAYA)
        # Sam has set it up now, and Maya has not joined.
        one.organizer_id, one.other_id, one.answer = one.other_id, one.organizer_id, Answer.NOT_YET
    hands.press(page, "Send me the file")
    assert "That one-on-one is not on your list any more." in str(tend.workspace.modal_of("maya").blocks)
    assert [message for message in tend.workspace.in_dm("maya") if message.files] == []


def test_many_series_cost_as_many_questions_as_one(tend: Sandbox) -> None:
    asked: list[str] = []
    counts = []

    def remember(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(tend.database.engine, "before_cursor_execute", remember)
    for handle in ("ana", "leo", "sam", "priya"):
        set_up(tend, f"@{handle} weekly tuesday 1{len(counts)}:00")
        with tend.database.reading() as session:
            reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
            asked.clear()
            entries = entries_of(session, reader, own_series(session, reader))
        assert len(entries) == len(counts) + 1
        counts.append(len(asked))
    event.remove(tend.database.engine, "before_cursor_execute", remember)
    assert set(counts[1:]) == {counts[0]}


def test_whoever_has_nothing_to_put_there_is_told_how_to_begin(tend: Sandbox) -> None:
    [answer] = tend.hands("ana").types("/1on1 calendar")
    assert "Type `/1on1` and a name" in answer.words
    assert all(block["type"] != "actions" for block in answer.blocks)
    assert ANA not in answer.words
