"""What asks "is anything due?" reads an index, however much is waiting."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from benchmarks.company import CARDS_AT, MEETS_AT, fill
from benchmarks.company import TEAM as COMPANY
from bot.features.cards.jobs import people_due
from bot.features.follow_ups import pairs
from bot.features.follow_ups import service as follow_ups
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.follow_ups.models import State as Stands
from bot.features.home import openings
from bot.features.home.freshness import ask_for
from bot.features.home.models import HomeOpening
from bot.features.home.touched import Touched
from bot.features.one_on_ones import absences, jobs, past, prompts, series, service, sides
from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Rhythm, Series, SeriesSide
from bot.features.people.models import BlockedPerson, Enrolment, Person
from bot.features.people.reader import Reader
from bot.features.reconnections.acts import handing, reminders
from bot.features.reconnections.acts.models import ActReminder, HandedWords
from bot.features.shoutouts.channel import turns
from bot.features.workspace.models import Workspace
from bot.platform.database import Base, Database
from bot.platform.delivery import parked
from bot.platform.delivery.models import Kind, OutboxMessage, SlackPace, State
from bot.platform.delivery.pace import CONVERSATION
from bot.platform.delivery.turns import due_messages, soonest, workspaces_due
from bot.platform.encryption import Cipher
from bot.platform.working_time import WorkingTime
from bot.pollers import passed
from tests.conftest import KEY

WAITING = 20_000
NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TEAM = "T0TEND0001"


_EACH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module", params=_EACH)
def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Twenty thousand of everything: most due later, a few due now, and as many long done.

    One for all tests of this file, each of which fills further tables of its own.
    """
    with _opened(request, tmp_path_factory.mktemp("crowded")) as database:
        _crowd(database)
        yield database


@contextmanager
def _opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    template = request.getfixturevalue(f"migrated_{request.param}")
    if request.param == "sqlite":
        url, drop = f"sqlite:///{shutil.copy(template, folder)}", None
    else:
        server = request.getfixturevalue("postgres_server")
        url, drop = server.create_database(template=template), server.drop
    database = Database(url, Cipher((KEY,)))
    yield database
    database.dispose()
    if drop:
        drop(url)


def _crowd(database: Database) -> None:
    later = [NOW + timedelta(minutes=number) for number in range(1, WAITING - 4)]
    moments = [NOW - timedelta(minutes=number) for number in range(5)] + later
    with database.transaction() as session:
        _insert(session, Workspace, [{"id": TEAM, "name": "", "url": "", "bot_user_id": "U"}])
        ids = [f"U{number:07}" for number in range(WAITING)]
        _insert(session, Person, [{"workspace_id": TEAM, "id": id_, "name": id_} for id_ in ids])
        blocked = [
            {"workspace_id": TEAM, "person_id": id_, "about_id": other, "blocked_at": NOW}
            for id_, other in pairwise(ids[:2_000])
        ]
        _insert(session, BlockedPerson, blocked)
        _insert(
            session,
            Enrolment,
            [
                {"workspace_id": TEAM, "person_id": id_, "enrolled_at": NOW, "next_card_at": moment}
                for id_, moment in zip(ids, moments, strict=True)
            ],
        )
        message = {"workspace_id": TEAM, "kind": Kind.POST, "purpose": "test.note", "created_at": NOW}
        done = {"state": State.SENT, "content": None, "next_attempt_at": None}
        _insert(
            session,
            OutboxMessage,
            [message | {"lane": f"person:{id_}"} | done for id_ in ids]
            + [
                message
                | {"lane": f"person:{id_}", "state": State.WAITING, "content": None, "next_attempt_at": at}
                for id_, at in zip(ids, moments, strict=True)
            ],
        )
        _insert(
            session,
            SlackPace,
            [{"workspace_id": TEAM, "lane": f"person:{id_}", "used_until": NOW} for id_ in ids],
        )
        promise = {
            "workspace_id": TEAM,
            "words": "x",
            "origin": Origin.COMMAND,
            "state": Stands.OPEN,
            "created_at": NOW,
        }
        _insert(
            session,
            FollowUp,
            [
                promise | {"owner_id": id_, "author_id": id_, "due_on": day, "next_nudge_on": day}
                for number in range(WAITING)
                for id_, day in [(ids[number % 200], NOW.date() + timedelta(days=number % 900 - 10))]
            ],
        )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def _insert(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    session.execute(sa.insert(table), rows)


def plan_of(database: Database, ask: Callable[[Session], object]) -> str:
    """How the database goes about the last query of ``ask``."""
    return plans_of(database, ask)[-1]


def plans_of(database: Database, ask: Callable[[Session], object]) -> list[str]:
    """How the database goes about each query of ``ask``."""
    asked: list[tuple[str, Any]] = []

    def remember(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        asked.append((statement, given))

    sa.event.listen(database.engine, "before_cursor_execute", remember)
    try:
        with database.reading() as session:
            ask(session)
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", remember)
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    with database.engine.connect() as connection:
        explained = [
            connection.exec_driver_sql(f"{explain} {statement}", given).all()
            for statement, given in asked
            if not statement.startswith("BEGIN")
        ]
    return ["\n".join(str(row[-1]) for row in rows) for rows in explained]


def reads_only(plan: str, *indexes: str) -> None:
    for index in indexes:
        assert index in plan, plan
    scans_all = [
        line
        for line in plan.splitlines()
        # In an empty table there is nothing that an index could spare.
        if ("Seq Scan" in line and "cost=0.00..0.00" not in line) or _is_full_scan(line)
    ]
    assert scans_all == [], plan
    # An incremental sort orders only what has the same moment, and is none of the whole.
    sorts_all = [line for line in plan.splitlines() if "->  Sort" in line or "TEMP B-TREE" in line]
    assert sorts_all == [], plan


def _is_full_scan(line: str) -> bool:
    return line.startswith("SCAN ") and "USING" not in line


def _due(now: datetime, *, since: datetime | None) -> sa.Select[OutboxMessage]:
    held = [Kind.UPDATE, Kind.FILE]
    asked = due_messages(now, workspace_id=TEAM, since=since, kinds_held=held, conversation=CONVERSATION)
    return asked.limit(1)


def test_what_is_due_is_found_by_an_index_however_much_is_waiting(crowded: Database) -> None:
    plan = plan_of(crowded, lambda session: session.scalar(soonest(NOW, None)))
    reads_only(plan, "ix_outbox_messages_due")
    plan = plan_of(crowded, lambda session: session.scalar(soonest(NOW, NOW - timedelta(minutes=1))))
    reads_only(plan, "ix_outbox_messages_due")
    # In a single workspace PostgreSQL may take the index over all of them: it reads the same entries.
    turn = "ix_outbox_messages_turn" if crowded.is_sqlite else "ix_outbox_messages_"
    for since in (None, NOW):
        plan = plan_of(crowded, lambda session: session.scalars(_due(NOW, since=since)).all())  # noqa: B023
        reads_only(plan, turn, "ix_outbox_messages_lane")
    plan = plan_of(crowded, lambda session: session.scalars(workspaces_due(NOW)).all())
    assert "ix_outbox_messages_turn" in plan, plan
    assert not any(_is_full_scan(line) and "outbox" in line for line in plan.splitlines()), plan
    plan = plan_of(crowded, lambda session: session.scalars(parked.old(NOW).limit(500)).all())
    reads_only(plan, "ix_outbox_messages_parked")
    plan = plan_of(crowded, lambda session: session.scalars(people_due(NOW).limit(1)).all())
    reads_only(plan, "ix_enrolments_next_card_at")
    plan = plan_of(crowded, lambda session: session.scalar(_first(OutboxMessage.next_attempt_at)))
    reads_only(plan, "ix_outbox_messages_due")
    for asked in (_first(Enrolment.next_card_at), passed(Enrolment.next_card_at).params(now=NOW)):
        plan = plan_of(crowded, lambda session, asked=asked: session.scalar(asked))
        reads_only(plan, "ix_enrolments_next_card_at")
    plan = plan_of(
        crowded, lambda session: follow_ups.due(session, TEAM, "U0000007", today=NOW.date(), most=5)
    )
    reads_only(plan, "ix_follow_ups_due")


def test_a_persons_meetings_are_found_by_way_of_their_series(crowded: Database) -> None:
    with crowded.transaction() as session:
        row = {
            "workspace_id": TEAM,
            "rhythm": Rhythm.WEEKLY,
            "starts_on": NOW.date(),
            "at": NOW.time(),
            "zone": "UTC",
            "minutes": 25,
            "answer": Answer.NOT_YET,
            "created_at": NOW,
        }
        couples = [(f"U{number:07}", f"U{number + 1:07}") for number in range(0, 8000, 2)]
        _insert(
            session,
            Series,
            [
                row | {"id": number, "organizer_id": one, "other_id": other, "pair_id": f"{one}:{other}"}
                for number, (one, other) in enumerate(couples, start=1)
            ],
        )
        meeting = {"workspace_id": TEAM, "state": MeetingState.PLANNED}
        _insert(
            session,
            Meeting,
            [
                meeting | {"series_id": number, "starts_at": NOW - timedelta(hours=hours)}
                for number in range(1, len(couples) + 1)
                for hours in (1, 2, 3)
            ],
        )
    with crowded.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    reader = Reader(TEAM, "U0000004", WorkingTime("UTC"), NOW)
    plan = plan_of(crowded, lambda session: prompts.over(session, reader))
    assert "ix_series_organizer" in plan, plan
    # Both begin with the series; which of them is cheaper is for the database to say.
    assert "ix_meetings_of_series" in plan or "uq_meetings_series_id_starts_at" in plan, plan
    assert "Seq Scan on meetings" not in plan


@pytest.fixture(scope="module", params=_EACH)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Five thousand weekly series, five hundred of them due, with their sides, meetings and agendas."""
    with _opened(request, tmp_path_factory.mktemp("company")) as database:
        fill(database, 5_000, due=500)
        yield database


def test_the_series_that_are_due_are_found_by_an_index(company: Database) -> None:
    plan = plan_of(company, lambda session: session.scalars(jobs.TO_PLAN, {"now": MEETS_AT}).all())
    reads_only(plan, "ix_series_plan_next_at")
    plan = plan_of(company, lambda session: session.scalars(jobs.TO_PROMPT, {"now": MEETS_AT}).all())
    reads_only(plan, "ix_series_sides_prompt_next_at")
    plan = plan_of(company, lambda session: session.scalar(_first(SeriesSide.prompt_next_at)))
    reads_only(plan, "ix_series_sides_prompt_next_at")


def test_what_is_asked_about_two_people_is_found_by_way_of_the_two(company: Database) -> None:
    one_id, other_id = "U00000007", "U00000008"
    reader = Reader(COMPANY, one_id, WorkingTime("UTC"), CARDS_AT)
    with company.reading() as session:
        joint = series.between(session, COMPANY, one_id, other_id)
        assert joint is not None
        side = session.get_one(SeriesSide, (joint.id, one_id))
        meeting = service.next_meeting(session, joint, now=CARDS_AT).meeting
        assert meeting is not None
    questions: list[Callable[[Session], object]] = [
        lambda session: series.between(session, COMPANY, one_id, other_id),
        lambda session: series.running(session, COMPANY, one_id),
        lambda session: series.ended_by_others(session, COMPANY, one_id, now=CARDS_AT),
        lambda session: items.open_items(session, reader, other_id),
        lambda session: sides.next_untold(session, side, now=CARDS_AT),
        lambda session: past.begun(session, reader, other_id),
        lambda session: absences.other_slots(session, meeting, now=CARDS_AT),
        lambda session: prompts.coming(session, reader),
        lambda session: prompts.over(session, reader),
    ]
    for plan in (plan for ask in questions for plan in plans_of(company, ask)):
        assert "Seq Scan" not in plan, plan
        assert not any(_is_full_scan(line) for line in plan.splitlines()), plan
        # An index of which only the workspace is used leads past everybody in it.
        assert "(workspace_id=?)" not in plan, plan


def test_promises_between_two_people_are_found_by_way_of_the_two(crowded: Database) -> None:
    plan = plan_of(
        crowded,
        lambda session: pairs.between(session, TEAM, viewer_id="U0000007", other_id="U0000008"),
    )
    assert "ix_follow_ups_" in plan, plan
    assert "Seq Scan" not in plan, plan
    assert "(workspace_id=?)" not in plan, plan


def test_the_acts_that_are_due_are_found_by_an_index(crowded: Database) -> None:
    with crowded.transaction() as session:
        ids = list(session.scalars(sa.select(FollowUp.id).order_by(FollowUp.id)))
        person = {"workspace_id": TEAM, "person_id": "U0000007", "act": "x"}
        moments = [NOW + timedelta(minutes=number - 5) for number in range(len(ids))]
        _insert(
            session,
            ActReminder,
            [
                person | {"follow_up_id": id_, "words": "x", "remind_at": moment}
                for id_, moment in zip(ids, moments, strict=True)
            ],
        )
        _insert(session, HandedWords, [person | {"delete_at": moment} for moment in moments])
    with crowded.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    plan = plan_of(crowded, lambda session: session.scalars(reminders.due(NOW).limit(1)).first())
    reads_only(plan, "ix_act_reminders_due")
    plan = plan_of(crowded, lambda session: session.scalars(handing.due(NOW).limit(1)).first())
    reads_only(plan, "ix_handed_words_delete_at")
    for column in (ActReminder.remind_at, HandedWords.delete_at):
        for asked in (_first(column), passed(column).params(now=NOW)):
            assert "ix_" in plan_of(crowded, lambda session, asked=asked: session.scalar(asked))


def test_the_channels_whose_turn_it_is_are_found_by_an_index(database: Database) -> None:
    moments = [NOW + timedelta(minutes=number - 5) for number in range(2_000)]
    with database.transaction() as session:
        _insert(
            session,
            Workspace,
            [
                {"id": f"T{number:07}", "name": "", "url": "", "bot_user_id": "U"}
                | {"thread_next_at": moment, "round_up_next_at": moment}
                for number, moment in enumerate(moments)
            ],
        )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    for column in (Workspace.thread_next_at, Workspace.round_up_next_at):
        index = f"ix_workspaces_{column.key}"
        due = turns.due(column, NOW).limit(1)
        reads_only(plan_of(database, lambda session, due=due: session.scalars(due).first()), index)
        for asked in (_first(column), passed(column).params(now=NOW)):
            reads_only(plan_of(database, lambda session, asked=asked: session.scalar(asked)), index)


def test_the_tabs_that_are_to_be_shown_anew_are_found_by_an_index(crowded: Database) -> None:
    with crowded.transaction() as session:
        opened = {"workspace_id": TEAM, "opened_at": NOW, "tries": 0, "pages": {}}
        _insert(
            session,
            HomeOpening,
            [
                opened | {"person_id": f"U{number:07}", "show_at": None if number % 100 else NOW}
                for number in range(WAITING)
            ],
        )
    with crowded.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    plan = plan_of(crowded, lambda session: session.scalars(openings.due(NOW).limit(1)).first())
    reads_only(plan, "ix_home_openings_show_at")
    named = {Touched("U0000007", TEAM)}
    for touched in (named, named | {Touched(5, "", way="meetings")}):
        plan = plan_of(crowded, partial(_ask_for, touched))
        assert "home_openings" in plan
        assert [line for line in plan.splitlines() if "Seq Scan on home_openings" in line] == [], plan
        assert [line for line in plan.splitlines() if line.startswith("SCAN home_openings")] == [], plan


def _ask_for(touched: set[Touched], session: Session) -> None:
    ask_for(session.connection(), touched, now=NOW)


def _first(column: InstrumentedAttribute[datetime | None]) -> sa.Select[tuple[datetime | None]]:
    """As ``Tend.next_due_at`` asks for the first moment at which something is due."""
    return sa.select(column).where(column.is_not(None)).order_by(column).limit(1)
