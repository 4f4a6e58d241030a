"""What is said to the database on behalf of two workspaces: which statements, and by which poller."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.pollers import DUE_COLUMNS
from bot.schema import METADATA
from tests.installations.two_teams import TwoTeams

CARRYING = {table.name for table in METADATA.sorted_tables if "workspace_id" in table.c}
# What looks across all workspaces, by the column of which it asks, and why it may.
ACROSS = {
    str(column.property.columns[0]): "the clockwork: what is due, whosever it is" for column in DUE_COLUMNS
} | {
    "line_changes.changed_at": "changes of a year ago",
    "setting_changes.changed_at": "changes of a year ago",
    "times_away.last_on": "times away that no act can matter to",
    "act_drafts.forget_at": "drafts whose week is over",
    "handled_requests.handled_at": "requests that Slack repeats no more",
    "home_openings.opened_at": "tabs that were opened hours ago",
    "outbox_messages.ended_at": "what could not be delivered a fortnight ago",
    "pilot_channels.read_next_at": "whose members are read next",
    "reconnect_wishes.wished_at": "wishes that are over",
    "shoutouts.forget_at": "drafts whose week is over",
    "slack_paces.held_until": "when Slack lets something through again",
    "slack_paces.used_until": "paces that are over",
}
# A row's own number, or that of the row it hangs on, which no two workspaces share; an id of Slack's is none.
# Whose row a number leads to, the presses below ask.
NUMBERS = {
    f"{table.name}.{column.name}"
    for table in METADATA.sorted_tables
    for column in table.columns
    if isinstance(column.type, sa.Integer) and (column.primary_key or column.name.endswith("_id"))
}
BY_NUMBER = re.compile(r"\b([a-z_]+?)(?:_[0-9])?\.([a-z_]+) (?:= |IN )")


@contextmanager
def wrote(teams: TwoTeams) -> Iterator[set[str]]:
    """The pollers that change a row of anybody's meanwhile."""
    names: set[str] = set()
    turn: list[str] = []
    pollers, engine = teams.tend._scheduler._pollers, teams.database.engine

    def note(_c: Any, cursor: Any, statement: str, *_: Any) -> None:
        if turn and cursor.rowcount > 0 and not statement.lstrip().startswith(("SELECT", "WITH")):
            names.add(turn[-1])

    def stepping(name: str, step: Callable[[], bool]) -> bool:
        turn.append(name)
        try:
            return step()
        finally:
            turn.pop()

    before = dict(pollers)
    for name, poller in before.items():
        pollers[name] = replace(poller, step=partial(stepping, name, poller.step))
    sa.event.listen(engine, "after_cursor_execute", note)
    try:
        yield names
    finally:
        sa.event.remove(engine, "after_cursor_execute", note)
        pollers.update(before)


@contextmanager
def statements(teams: TwoTeams) -> Iterator[set[str]]:
    """Every statement that is sent to the database meanwhile."""
    said: set[str] = set()

    def remember(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.add(" ".join(statement.split()))

    sa.event.listen(teams.database.engine, "before_cursor_execute", remember)
    try:
        yield said
    finally:
        sa.event.remove(teams.database.engine, "before_cursor_execute", remember)


def is_across(statement: str) -> bool:
    """Whether a statement reads or changes rows without saying of which workspace, and without a reason."""
    named = re.findall(r"(?:FROM|JOIN|UPDATE) \"?([a-z_]+)\"?", statement)
    if statement.startswith("INSERT") or not CARRYING & set(named):
        return False
    condition = statement.partition(" WHERE ")[2]
    by_number = NUMBERS & {".".join(found) for found in BY_NUMBER.findall(condition)}
    has_reason = bool(by_number) or any(column in condition for column in ACROSS)
    says_which = "workspace_id" in condition or (
        "workspaces.id = ?" in condition and ".workspace_id = workspaces.id" in statement
    )
    return not says_which and not has_reason
