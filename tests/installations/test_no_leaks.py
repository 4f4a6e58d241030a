"""Two workspaces whose people have the very same ids use everything, and never meet."""

import json
import re
import shutil
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.workspace.models import Workspace
from bot.pollers import DUE_COLUMNS
from bot.sandbox.slack.words import words_in
from bot.schema import METADATA
from tests.features.follow_ups.noting import cards_of, note
from tests.features.home.looking import opened, start
from tests.features.one_on_ones.arranging import join, set_up
from tests.features.privacy.own_data import delete_all, have_it_sent
from tests.features.reconnections.reaching import reconnect
from tests.features.shoutouts.thanking import choose, give
from tests.installations.two_teams import NORTH, SOUTH, Side, TwoTeams, two_teams

CARRYING = {table.name for table in METADATA.sorted_tables if "workspace_id" in table.c}
# What looks across all workspaces, by the column of which it asks, and why it may.
ACROSS = {
    str(column.property.columns[0]): "the clockwork: what is due, whosever it is" for column in DUE_COLUMNS
} | {
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
PEOPLE = ("maya", "ana", "leo")
LINES = ("/1on1", "/followups", "/digest", "/shoutout received", "/reconnect @leo", "/tend who",
         "/tend blocked", "/tend admin", "/tend data", "/1on1 calendar", "/shoutout given")  # fmt: skip


class Month:
    """What was done, said to the database, and seen in both workspaces."""

    def __init__(self, teams: TwoTeams) -> None:
        self.teams = teams
        self.north, self.south = Side(teams, teams.north), Side(teams, teams.south)
        teams.door.delivered = deque()
        with statements(teams) as self.said:
            use_everything(self.north, "northern")
            use_everything(self.south, "southern")
            self.north.let_days_pass(2)
            self.in_north, self.in_south = look(self.north), look(self.south)
        self.delivered = [each for each in teams.door.delivered if NORTH in json.dumps(each)]


@pytest.fixture(scope="module")
def month(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    file = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("leaks") / "tend.db")
    with two_teams(f"sqlite:///{file}") as teams:
        teams.install(NORTH)
        teams.install(SOUTH)
        yield Month(teams)


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


def use_everything(side: Side, canary: str) -> None:
    """What people do in a few days, each of their words with ``canary`` in it."""
    start(side, *PEOPLE)
    note(side, "maya", f"{canary} call Leo")
    give(side, "maya", f"@ana {canary} found out why the import broke")
    set_up(side, "@ana weekly friday 10:00")
    join(side, "ana")
    for line in (f"/1on1 add @ana {canary} plan", "/tend manager @leo", "/tend pause 1 week", "/tend resume",
                 "/tend away 2026-12-01 to 2026-12-03", "/tend holidays de", "/tend block @sam"):  # fmt: skip
        side.hands("maya").types(line)
        close(side, "maya")
    reconnect(side, "leo", "priya")
    close(side, "leo")
    side.let_days_pass(1)
    card = cards_of(side, "maya")[-1]
    side.hands("maya").press(card, "Open")
    close(side, "maya")
    side.hands("maya").press(card, "Done")
    use_the_rest(side, canary)


def use_the_rest(side: Side, canary: str) -> None:
    """What is used more rarely: a message's menu, a calendar file, one's own data, taking down, leaving."""
    said = side.hands("leo").says(f"{canary} I will send the draft")
    side.hands("maya").shortcut("Follow up on this", said)
    close(side, "maya")
    side.hands("maya").shortcut("Add to a one-on-one", said)
    close(side, "maya")
    side.hands("maya").shortcut("Say thanks for this", said)
    close(side, "maya")
    side.hands("maya").press(side.hands("maya").types("/1on1 calendar")[0], "Send me the file")
    with side.database.transaction() as session:
        channel = side.workspace.find_channel("shout-outs")
        assert channel is not None
        session.get_one(Workspace, side.workspace.team_id).shoutouts_channel_id = channel.id
    choose(side, "ana", "In the channel")
    give(side, "leo", f"@ana {canary} stayed until the import ran")
    side.settle()
    side.hands("ana").press(side.hands("ana").types("/shoutout received")[0], "Take it down")
    have_it_sent(side, "maya")
    note(side, "leo", f"{canary} forget me")
    delete_all(side, "leo")


def look(side: Side) -> str:
    """All that can be opened, as it reads."""
    shown = []
    for handle in PEOPLE:
        opened(side, handle)
        for line in LINES:
            seen = side.hands(handle).types(line)
            shown.append(seen.words + (words_in(seen.modal.blocks) if seen.modal else ""))
            close(side, handle)
        home = side.workspace.home_of(handle)
        shown.append(words_in(home.blocks) if home else "")
        shown += [message.text + words_in(message.blocks) for message in side.workspace.in_dm(handle)]
    shown += [words_in(message.blocks) for message in side.workspace.in_channel("#shout-outs")]
    return "\n".join(shown)


def close(side: Side, handle: str) -> None:
    modal = side.workspace.modal_of(handle)
    if modal is not None:
        side.hands(handle).close(modal, all_of_them=True)


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


def rows_of_north(teams: TwoTeams) -> dict[str, list[tuple[object, ...]]]:
    with teams.database.reading() as session:
        return {
            name: sorted(map(tuple, session.execute(
                sa.text(f"SELECT * FROM {name} WHERE workspace_id = '{NORTH}'")  # noqa: S608  our own names
            )), key=str)
            for name in sorted(CARRYING)
        }  # fmt: skip


def test_what_one_workspace_knows_nobody_in_the_other_ever_reads(month: Month) -> None:
    assert "northern" in month.in_north
    assert "southern" in month.in_south
    assert "southern" not in month.in_north
    assert "northern" not in month.in_south


def test_every_statement_says_of_which_workspace_it_is_or_why_not(month: Month) -> None:
    assert len(month.said) > 150
    assert sorted(each for each in month.said if is_across(each)) == []


def test_the_check_of_the_statements_sees_what_is_missing() -> None:
    assert is_across("SELECT follow_ups.id FROM follow_ups WHERE follow_ups.owner = ?")
    assert is_across("UPDATE people SET name=?")
    assert is_across("DELETE FROM cards")
    assert is_across("SELECT follow_ups.id FROM follow_ups WHERE follow_ups.owner_id = ?")
    assert not is_across("UPDATE follow_ups SET words=? WHERE follow_ups.id = ?")


def test_nothing_of_the_other_workspace_can_be_pressed_by_its_numbers(month: Month) -> None:
    """Whatever was pressed in one is pressed once more from the other, with all ids as they were."""
    teams, before, tried = month.teams, rows_of_north(month.teams), 0
    for kind, payload in month.delivered:
        if payload.get("type") != "block_actions":
            continue
        forged = json.loads(json.dumps(payload).replace(NORTH, SOUTH))
        forged["trigger_id"] = teams.south.triggers.issue(payload["user"]["id"])
        forged.pop("response_url", None)
        calls = len(teams.south.calls)
        teams.door.deliver(kind, forged)
        tried += 1
        if "northern" not in json.dumps(forged):
            told = json.dumps([call.arguments for call in teams.south.calls[calls:]])
            assert "northern" not in told, payload["actions"]
    assert tried >= 8
    assert rows_of_north(teams) == before
