"""A company in which every sixth leads five others, with weeks of it behind them, written by the database."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key

TEAM = "T1"
NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
"""A Monday morning, on which every digest is due."""
_TODAY = NOW.date()
_MEETS = timedelta(days=2, hours=3)
_OPEN_PROMISES = 3

# Plain SQL, and words encrypted once: a million rows written one by one would take longer than the measuring.
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)"
_LEADS = "printf('U%08d', {0} / :reports * (:reports + 1))"
_IS_LED = "printf('U%08d', {0} / :reports * (:reports + 1) + 1 + {0} % :reports)"
_MOMENT = "strftime('%Y-%m-%d %H:%M:%S.000000', {0})"
_WEEKS_AGO = "date(:today, printf('-%d days', 7 * {0}))"
_PEOPLE = f"""{_NUMBERS} INSERT INTO people
    (workspace_id, id, name, zone, is_bot, is_guest, is_foreign, is_admin, is_gone)
    SELECT 'T1', printf('U%08d', i), printf('Person %d', i), 'Europe/Berlin', 0, 0, 0, 0, 0 FROM n"""  # noqa: S608
_ENROLMENTS = f"""{_NUMBERS} INSERT INTO enrolments
    (workspace_id, person_id, enrolled_at, card_at, weekdays, opens, closes, digest_day, names_in_digest,
     persistence)
    SELECT 'T1', printf('U%08d', i * (:reports + 1)), '2025-01-01 00:00:00.000000', '09:00:00.000000',
     '01234', '09:00:00.000000', '17:00:00.000000', 0, 1, 'standard' FROM n"""  # noqa: S608
_LINES = f"""{_NUMBERS} INSERT INTO reporting_lines (workspace_id, person_id, other_id, relation, said_at)
    SELECT 'T1', {_LEADS.format("i")}, {_IS_LED.format("i")}, 'report', '2025-01-01 00:00:00.000000' FROM n"""  # noqa: S608
_SERIES = f"""{_NUMBERS} INSERT INTO series
    (id, workspace_id, organizer_id, other_id, pair_id, kind, lead_id, rhythm, starts_on, at, zone, minutes,
     answer, answered_at, said_another_time, created_at, calendar_id, sequence, changed_at)
    SELECT i + 1, 'T1', {_LEADS.format("i")}, {_IS_LED.format("i")},
     {_LEADS.format("i")} || ':' || {_IS_LED.format("i")}, 'led', {_LEADS.format("i")}, 'weekly', :begins,
     '12:00:00.000000', 'Europe/Berlin', 25, 'yes', :since, 0, :since, printf('s%d', i), 0, :since FROM n"""  # noqa: S608
_MEETINGS = f"""{_NUMBERS} INSERT INTO meetings (workspace_id, series_id, starts_at, state, closed_at)
    SELECT 'T1', series.id, {_MOMENT.format("datetime(:meets, printf('-%d days', 7 * i))")},
     CASE i WHEN 0 THEN 'planned' ELSE 'held' END, CASE i WHEN 0 THEN NULL ELSE :since END FROM series, n"""  # noqa: S608
_ACTS = f"""{_NUMBERS} INSERT INTO acts
    (workspace_id, person_id, about_id, kind, done_on, was_unanswered, key)
    SELECT 'T1', organizer_id, other_id, 'one_on_one', {_WEEKS_AGO.format("(i + 1)")}, 0,
     printf('meeting:%d:%d', id, i) FROM series, n"""  # noqa: S608
_THANKS = f"""{_NUMBERS} INSERT INTO acts
    (workspace_id, person_id, about_id, kind, done_on, was_unanswered, key)
    SELECT 'T1', organizer_id, other_id, 'shoutout', {_WEEKS_AGO.format("(5 * (i + 1) + id % 5)")}, 0,
     printf('shoutout:%d:%d', id, i) FROM series, n"""  # noqa: S608
_PROMISES = f"""{_NUMBERS} INSERT INTO follow_ups
    (workspace_id, owner_id, author_id, with_id, is_shared, words, origin, state, due_on, nudges, created_at,
     ended_at)
    SELECT 'T1', person_id, person_id, NULL, 0, :words, 'command',
     CASE WHEN i < {_OPEN_PROMISES} THEN 'open' ELSE 'done' END,
     CASE WHEN i < {_OPEN_PROMISES} THEN date(:today, '+3 days') ELSE {_WEEKS_AGO.format("(i - 2)")} END, 0,
     :since, CASE WHEN i < {_OPEN_PROMISES} THEN NULL
      ELSE {_MOMENT.format("datetime(" + _WEEKS_AGO.format("(i - 2)") + ", '+10 hours')")} END
    FROM enrolments, n"""  # noqa: S608


@contextmanager
def leading(leads: int, *, reports: int = 5, weeks: int) -> Iterator[Database]:
    """A SQLite database with so many people who lead ``reports`` others, met every week for ``weeks``."""
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        cipher = Cipher((new_key(),))
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", cipher)
        migrate(database)
        fill(database, leads, reports=reports, weeks=weeks, words=cipher.encrypt("call Leo"))
        yield database
        database.dispose()


def fill(database: Database, leads: int, *, reports: int, weeks: int, words: str) -> None:
    """Write that company into an empty SQLite database that is up to date. ``words`` are encrypted.

    Each lead has noted every one-on-one, thanked each report every five weeks, kept a promise of their own a
    week, and has three open. The next one-on-ones are on the Wednesday of the week that begins at NOW.
    """
    led = leads * reports
    given = {
        "reports": reports,
        "today": _TODAY.isoformat(),
        "begins": (_TODAY + timedelta(days=2) - timedelta(weeks=weeks)).isoformat(),
        "since": f"{_TODAY - timedelta(weeks=weeks, days=7)} 08:00:00.000000",
        "meets": f"{NOW + _MEETS:%Y-%m-%d %H:%M:%S}",
        "words": words,
    }
    with database.transaction() as session:
        session.execute(sa.insert(Workspace), [{"id": TEAM, "name": "Bench", "url": "", "bot_user_id": "U"}])
    for statement, count in (
        (_PEOPLE, leads * (reports + 1)),
        (_ENROLMENTS, leads),
        (_LINES, led),
        (_SERIES, led),
        (_MEETINGS, weeks + 1),
        (_ACTS, weeks),
        (_THANKS, weeks // 5),
        (_PROMISES, weeks + _OPEN_PROMISES),
    ):
        with database.transaction() as session:
            session.execute(sa.text(statement), given | {"count": count})


def lead_id(number: int, *, reports: int = 5) -> str:
    """The id of one of those who lead."""
    return f"U{number * (reports + 1):08}"
