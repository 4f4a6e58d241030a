"""A row in every table, with a canary in every private field: its person gets it, and nobody else."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.people.reader import Reader, reader_of
from bot.features.privacy.erasing import erase
from bot.features.privacy.exporting import packed
from bot.features.privacy.rows import EVERY, Said, names_in, rows_of
from bot.platform.database import Database, EncryptedText
from bot.schema import METADATA
from tests.features.privacy.own_data import unpacked
from tests.features.privacy.test_erasing import STAYS

NOW = datetime(2026, 10, 7, 8, tzinfo=UTC)
ME, THEM, TEAM = "U0ME000001", "U0THEM0001", "T1"
OWN = ("person_id", "owner_id", "author_id", "asker_id", "organizer_id", "report_id", "actor_id")
# A row that is its person's alone, though the two have something to do with each other.
GIVEN = {
    "follow_ups": {"state": "open", "origin": "command", "author_id": ME},
    "series": {"answer": "not yet", "kind": "peer", "rhythm": "weekly", "pair_id": f"{ME}:{THEM}"},
    "agenda_items": {"is_private": True, "state": "open", "pair_id": f"{ME}:{THEM}"},
    "shoutouts": {"state": "draft"},
    "reporting_lines": {"relation": "report"},
    "enrolments": {"weekdays": "01234"},
    "people": {"zone": "UTC"},
    "handed_words": {"follow_up_id": 1},
}
NOBODYS = {
    "workspaces",
    "people",
    "handled_requests",
    "key_checks",
    "outbox_messages",
    "figure_reports",
    "installations",
}


def fill(database: Database) -> set[str]:
    """One row of mine, about them, in each table; the canaries in those that are mine alone to see."""
    canaries = set()
    with database.transaction() as session:
        for table in METADATA.sorted_tables:
            if table.name == "workspaces":
                session.execute(sa.insert(table).values(_row(table) | {"id": TEAM}))
            elif table.name == "people":
                for person_id in (ME, THEM):
                    session.execute(sa.insert(table).values(_row(table) | {"id": person_id}))
            elif table.name not in NOBODYS:
                row = _row(table)
                session.execute(sa.insert(table).values(row))
                canaries |= {str(value) for value in row.values() if str(value).startswith("canary")}
    # What opens a calendar is no word of anybody's; the workspace's own words are nobody's in particular.
    return {one for one in canaries if one.split()[1].split(".")[0] not in ("calendar_feeds", "erasure_keys")}


def _row(table: sa.Table) -> dict[str, Any]:
    people = {
        key.parent.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name == "people"
        for key in constraint.elements
    } - {"workspace_id"}
    own = next((name for name in OWN if name in table.columns), None)
    values = {column.name: _value(column, table) for column in table.columns}
    values |= {name: ME if name == own else THEM for name in people}
    if own:
        values[own] = ME
    return values | GIVEN.get(table.name, {})


def _value(column: sa.Column[Any], table: sa.Table) -> Any:
    if isinstance(column.type, EncryptedText):
        return f"canary {table.name}.{column.name}"
    if column.name == "workspace_id":
        return TEAM
    if column.nullable:
        return None
    kinds: tuple[tuple[Any, Any], ...] = (
        (sa.Boolean, False),
        (sa.JSON, {}),
        (sa.String, "x"),
        (sa.Integer, 1),
        (sa.Time, time(9)),
        (sa.Date, date(2026, 10, 7)),
    )
    return next((value for kind, value in kinds if isinstance(column.type, kind)), NOW)


@pytest.fixture
def filled(database: Database) -> tuple[Database, set[str]]:
    return database, fill(database)


def reader(session: Any, person_id: str) -> Reader:
    return reader_of(session, TEAM, person_id, now=NOW)


def test_the_copy_of_its_person_has_every_word_and_the_others_none(
    filled: tuple[Database, set[str]],
) -> None:
    database, canaries = filled
    with database.reading() as session:
        mine = "".join(map(str, unpacked(packed(session, reader(session, ME))[0])))
        theirs = "".join(map(str, unpacked(packed(session, reader(session, THEM))[0])))
    assert len(canaries) > 20
    assert {one for one in canaries if one not in mine} == set()
    assert "canary" not in theirs


def test_every_row_can_be_said(filled: tuple[Database, set[str]]) -> None:
    database, _canaries = filled
    with database.reading() as session:
        me = reader(session, ME)
        rows = rows_of(session, me)
        said = Said(names_in(session, me, rows), reader=me)
        lines = [said.in_slack(row) for row in rows]
    tables = {holder.table.__tablename__ for holder in EVERY if holder.kind != "shared"}
    assert {row.table for row in rows if row.kind != "shared"} >= tables - {"shoutout_receivers"}
    assert all(lines)
    assert not [line for line in lines if "None" in line]


def test_no_table_holds_the_id_afterwards_but_where_it_stays(filled: tuple[Database, set[str]]) -> None:
    database, _canaries = filled
    with database.transaction() as session:
        erase(session, TEAM, ME, now=NOW)
    with database.reading() as session:
        left = {
            f"{table.name}.{column.name}"
            for table in METADATA.sorted_tables
            for row in session.execute(sa.select(table)).all()
            for column, value in zip(table.columns, row, strict=True)
            if ME in str(value)
        }
    assert left - STAYS.keys() == set()


def test_what_the_other_one_keeps_is_as_it_was(filled: tuple[Database, set[str]]) -> None:
    database, canaries = filled
    with database.transaction() as session:
        erase(session, TEAM, THEM, now=NOW)
    with database.reading() as session:
        mine = "".join(map(str, unpacked(packed(session, reader(session, ME))[0])))
    assert {one for one in canaries if one not in mine} == set()
