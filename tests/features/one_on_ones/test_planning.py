"""Meetings are planned one ahead, each once, and an outage leaves no backlog."""

import threading
from datetime import timedelta

import sqlalchemy as sa

from bot.features.one_on_ones import phrases, service
from bot.features.one_on_ones.jobs import plan_meetings, send_one_invitation
from bot.features.one_on_ones.models import Series
from bot.features.people.reader import reader_of
from bot.features.relationships import noted as notes
from bot.features.relationships.models import Kind
from bot.platform.clock import ManualClock
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import (
    ANA,
    ASKED,
    LEO,
    MAYA,
    WORKSPACE,
    cards_naming,
    join,
    listed,
    meetings_in,
    series_in,
    set_up,
)


def test_the_next_is_planned_as_the_one_before_begins(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.turn_to(utc(2026, 10, 13, 7, 59))
    assert len(meetings_in(tend.database)) == 1
    tend.turn_to(utc(2026, 10, 13, 8, 0))
    assert [meeting.starts_at for meeting in meetings_in(tend.database)] == [
        utc(2026, 10, 13, 8),
        utc(2026, 10, 20, 8),
    ]


def test_after_an_outage_only_what_is_next_is_planned(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.clock.turn_to(utc(2026, 11, 11, 10))
    tend.settle()
    assert [meeting.starts_at for meeting in meetings_in(tend.database)] == [
        utc(2026, 10, 13, 8),
        utc(2026, 11, 17, 9),  # an hour later in UTC: the clocks went back
    ]


def test_a_meeting_moved_to_the_next_time_of_the_series_is_planned_once(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Moved")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, "On which day?", "2026-10-20")
    assert hands.submit(form) is None
    tend.turn_to(utc(2026, 10, 21, 8))
    assert [meeting.starts_at.day for meeting in meetings_in(tend.database)] == [13, 20, 27]
    assert len(cards_naming(tend, "maya", ASKED)) == 1


def test_while_somebody_is_gone_nothing_is_planned(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").is_deactivated()
    tend.let_days_pass(30)
    assert len(meetings_in(tend.database)) == 1
    assert series_in(tend.database).plan_next_at > tend.clock.now()


def test_sixteen_pollers_at_once_plan_meetings_and_send_one_invitation(
    tend_on_each_database: Sandbox,
) -> None:
    tend, database = tend_on_each_database, tend_on_each_database.database
    set_up(tend, "@leo weekly wednesday 14:00")
    set_up(tend, "@leo weekly wednesday 14:30", by="ana")
    clock = ManualClock(utc(2026, 10, 7, 14))
    gate = threading.Barrier(16)

    def poll() -> None:
        gate.wait()
        for _ in range(3):
            plan_meetings(database, clock)
            send_one_invitation(database, clock)

    threads = [threading.Thread(target=poll) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(meetings_in(database)) == 4
    with database.reading() as session:
        invitations = session.scalars(
            sa.select(OutboxMessage).where(OutboxMessage.purpose == "one_on_ones.invitation")
        ).all()
    assert [message.person_id for message in invitations] == [LEO]


def test_looking_for_what_is_due_reads_an_index(tend: Sandbox) -> None:
    for column in ("plan_next_at", "invite_next_at"):
        with tend.database.reading() as session:
            plan = session.execute(
                sa.text(
                    f"EXPLAIN QUERY PLAN SELECT id FROM series WHERE {column} IS NOT NULL"  # noqa: S608
                    f" AND {column} <= '2026-10-07' ORDER BY {column} LIMIT 1"
                )
            ).all()
        assert f"ix_series_{column}" in str(plan)


def test_others_can_ask_what_is_next_and_what_was_noted(tend: Sandbox) -> None:
    set_up(tend, "@ana fortnightly tuesday 10:00")
    set_up(tend, "@leo monthly thursday 16:00")
    tend.turn_to(utc(2026, 10, 14, 6))
    with tend.database.reading() as session:
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.clock.now())
        following = service.next_meetings(session, reader, 5)
        assert [one.series.other_id for one in following] == [ANA, LEO]
        assert [phrases.rhythm(one.series) for one in following] == ["every two weeks", "monthly"]
        assert following[0].starts_at == utc(2026, 10, 27, 9)
        assert len(service.next_meetings(session, reader, 1)) == 1
        waiting = service.waiting_to_be_closed(session, reader)
        assert {meeting.starts_at for meeting in waiting} == {utc(2026, 10, 8, 14), utc(2026, 10, 13, 8)}
        assert service.series_between(session, WORKSPACE, person_id=MAYA, other_id=ANA) is not None
        assert service.series_between(session, WORKSPACE, person_id=ANA, other_id=MAYA) is None


def test_last_noted_counts_ones_own_presses_alone(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 9, 8))
    [mayas], [sams] = (cards_naming(tend, handle, ASKED) for handle in ("maya", "sam"))

    def noted(person_id: str, other_id: str) -> object:
        with tend.database.reading() as session:
            reader = reader_of(session, WORKSPACE, person_id, now=tend.clock.now())
            own = notes.noted(session, reader, since=reader.today, latest_with=[other_id])
            return own.latest.get((other_id, Kind.ONE_ON_ONE))

    sam_id = series_in(tend.database).other_id
    tend.hands("sam").press(sams, "Held")
    assert noted(sam_id, MAYA) == utc(2026, 10, 8).date()
    assert noted(MAYA, sam_id) is None
    tend.hands("maya").press(mayas, "Held")
    assert noted(MAYA, sam_id) == utc(2026, 10, 8).date()
    assert noted(MAYA, ANA) is None


def test_the_pair_has_one_running_series_whatever_the_code_above_does(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    with tend.database.reading() as session:
        row = session.execute(sa.select(Series.__table__)).mappings().one()
    twin = dict(row) | {"id": None, "organizer_id": ANA, "other_id": MAYA}
    with tend.database.engine.execution_options(writes=True).connect() as connection:
        try:
            connection.execute(sa.insert(Series.__table__).values(**twin))
        except sa.exc.IntegrityError as refused:
            assert "pair" in str(refused)  # noqa: PT017
        else:
            raise AssertionError("a second running series was taken")


def test_a_day_passes_quickly_however_long_a_series_has_run(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.clock.advance(timedelta(days=3650))
    tend.settle()
    assert meetings_in(tend.database)[-1].starts_at > tend.clock.now()
