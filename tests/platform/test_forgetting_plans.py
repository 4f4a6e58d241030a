"""What is old is found by an index, in all workspaces at once, by as many statements as in one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import Person, TimeAway
from bot.features.people.org import changes
from bot.features.people.org import jobs as org_jobs
from bot.features.people.org.models import LineChange
from bot.features.privacy import jobs as privacy_jobs
from bot.features.privacy import sent
from bot.features.questions import forgetting as old_questions
from bot.features.questions.models import QuestionShown
from bot.features.reconnections import jobs as reconnection_jobs
from bot.features.reconnections import sides
from bot.features.reconnections.models import OwnSide
from bot.features.relationships import watching
from bot.features.relationships.models import Act
from bot.features.shoutouts import forgetting as old_thanks
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver
from bot.features.workspace import audit
from bot.features.workspace import jobs as workspace_jobs
from bot.features.workspace.models import SettingChange, Workspace
from bot.platform.clock import Clock, ManualClock
from bot.platform.database import Base, Database
from bot.platform.delivery.models import OutboxMessage
from tests.platform.test_query_plans import plan_of

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
YEAR, SIXTY = timedelta(days=365), timedelta(days=60)
JOBS = (
    old_thanks.forget_old_words,
    reconnection_jobs.forget_what_is_old,
    workspace_jobs.forget_old_changes,
    org_jobs.forget_old_changes,
    privacy_jobs.forget_sent_messages,
)


def fill(database: Database, *, workspaces: int, rows: int) -> None:
    """So many workspaces at their defaults, each with two people and so many rows of everything, none old."""
    ids = [f"T{number:07}" for number in range(workspaces)]
    with database.transaction() as session:
        for id_ in ids:
            session.add(Workspace(id=id_, name="", url="", bot_user_id="U"))
        session.flush()
        session.add_all(Person(workspace_id=id_, id=who, name=who) for id_ in ids for who in ("U1", "U2"))
        session.flush()
        for id_ in ids:
            for table, row in rows_of(id_).items():
                session.execute(sa.insert(table), [row | key(table, number) for number in range(rows)])


def rows_of(workspace_id: str) -> dict[type[Base], dict[str, object]]:
    two = {"workspace_id": workspace_id, "person_id": "U1", "about_id": "U2"}
    words = {"did": "x", "occasion": "", "effect": ""}
    asked = {
        "workspace_id": workspace_id,
        "asker_id": "U1",
        "about_id": "U2",
        "question_id": "q",
        "version": 1,
    }
    line = {"workspace_id": workspace_id, "report_id": "U1", "manager_id": "U2", "source": "list"}
    return {
        Shoutout: {"workspace_id": workspace_id, "author_id": "U1", "given_at": NOW, "changed_at": NOW}
        | words,
        QuestionShown: asked
        | {"direction": "d", "state": "s", "step": 0, "shown_at": NOW, "outcome": "shown"},
        Act: two | {"kind": "ask", "done_on": NOW.date()},
        TimeAway: {
            "workspace_id": workspace_id,
            "person_id": "U1",
            "first_on": NOW.date(),
            "last_on": NOW.date(),
        },
        SettingChange: {"workspace_id": workspace_id, "changed_at": NOW, "actor_id": "U1", "section": "x"},
        LineChange: line | {"changed_at": NOW, "is_begun": True},
    }


def key(table: type[Base], number: int) -> dict[str, object]:
    return {"key": str(number)} if table is Act else {}


@pytest.fixture
def many(database: Database) -> Database:
    """A hundred workspaces with thirty rows of everything in each, and how it is between many."""
    fill(database, workspaces=100, rows=30)
    with database.transaction() as session:
        rows = [{"workspace_id": "T0000000", "id": f"V{number:07}", "name": ""} for number in range(2_000)]
        session.execute(sa.insert(Person), rows)
        said = {"workspace_id": "T0000000", "person_id": "U1", "side": "tense", "said_at": NOW}
        session.execute(sa.insert(OwnSide), [said | {"about_id": row["id"]} for row in rows])
        message = {"workspace_id": "T0000000", "kind": "post", "lane": "x", "person_id": "U1", "purpose": "x"}
        message |= {"created_at": NOW, "ended_at": NOW, "next_attempt_at": None, "state": "sent"}
        session.execute(sa.insert(OutboxMessage), [message] * 2_000)
        told = {"workspace_id": "T0000000", "shoutout_id": 1, "position": 0}
        session.execute(
            sa.insert(ShoutoutReceiver),
            [told | {"person_id": row["id"], "message_id": number} for number, row in enumerate(rows)],
        )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return database


FORGETTING: list[tuple[Callable[[Session], object], str]] = [
    (partial(old_thanks.forget, kept=timedelta(days=90), now=NOW), "ix_shoutouts_words_old"),
    (partial(sides.forget_old, kept=SIXTY, now=NOW), "ix_own_sides_said_at"),
    (partial(old_questions.forget_states, kept=SIXTY, now=NOW), "ix_questions_shown_states"),
    (partial(old_questions.forget_old, now=NOW), "ix_questions_shown_shown_at"),
    (partial(watching.forget_old, kept=YEAR, today=NOW.date()), "ix_acts_done_on"),
    (partial(watching.forget_times_away, today=NOW.date()), "ix_times_away_last_on"),
    (partial(audit.forget_old_changes, now=NOW), "ix_setting_changes_changed_at"),
    (partial(changes.forget_old, now=NOW), "ix_line_changes_changed_at"),
    (partial(sent.forget, now=NOW), "ix_outbox_messages_ended"),
]


def test_what_is_old_is_found_by_an_index_in_all_workspaces_at_once(many: Database) -> None:
    for forget, index in FORGETTING:
        plan = plan_of(many, forget)
        assert index in plan, plan
        # Which workspaces chose so is looked up for what is old alone. Files and handed words stay for a day.
        few = ("workspaces", "exports", "handed_words")
        others = [line for line in plan.splitlines() if not any(table in line for table in few)]
        assert not any("Seq Scan" in line and "cost=0.00..0.00" not in line for line in others), plan
        assert not any(line.startswith("SCAN ") for line in others), plan


def statements_of(database: Database, job: Callable[[Database, Clock], bool], clock: Clock) -> int:
    said = 0

    def count(*_: object) -> None:
        nonlocal said
        said += 1

    sa.event.listen(database.engine, "before_cursor_execute", count)
    job(database, clock)
    sa.event.remove(database.engine, "before_cursor_execute", count)
    return said


def test_a_look_at_what_is_old_takes_as_many_statements_in_many_workspaces_as_in_one(
    database: Database,
) -> None:
    clock = ManualClock(NOW)
    fill(database, workspaces=1, rows=1)
    in_one = [statements_of(database, job, clock) for job in JOBS]
    with database.transaction() as session:
        session.add_all(Workspace(id=f"W{number}", name="", url="", bot_user_id="U") for number in range(50))
    assert [statements_of(database, job, clock) for job in JOBS] == in_one
    assert sum(in_one) <= 20


def test_each_workspace_keeps_things_for_as_long_as_its_own_admins_chose(database: Database) -> None:
    """Two with the same people and the same rows; one keeps everything for the shortest time."""
    fill(database, workspaces=2, rows=1)
    with database.transaction() as session:
        short = session.get_one(Workspace, "T0000000")
        short.keep_thanks_days, short.keep_acts_days, short.keep_states_days = 30, 90, 14
    for days, left in ((13, 2), (14, 1), (59, 1), (60, 0)):
        reconnection_jobs.forget_what_is_old(database, ManualClock(NOW + timedelta(days=days)))
        assert count_of(database, QuestionShown.state.is_not(None)) == left, days
    for days, left in ((90, 2), (91, 1), (365, 1), (366, 0)):
        reconnection_jobs.forget_what_is_old(database, ManualClock(NOW + timedelta(days=days)))
        assert count_of(database, Act.id.is_not(None)) == left, days
    for days, left in ((29, 2), (30, 1), (89, 1), (90, 0)):
        old_thanks.forget_old_words(database, ManualClock(NOW + timedelta(days=days)))
        assert count_of(database, Shoutout.forgotten_at.is_(None)) == left, days


def count_of(database: Database, condition: sa.ColumnElement[bool]) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).where(condition)) or 0
