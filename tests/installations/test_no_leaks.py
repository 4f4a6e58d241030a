"""Two workspaces whose people have the very same ids use everything, and never meet."""

import json
import re
import shutil
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Delivery
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import cards_of, note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import join, set_up
from tests.features.one_on_ones.preparing import forged
from tests.features.privacy.own_data import delete_all, files_of, have_it_sent, unpacked
from tests.features.reconnections.reaching import reconnect
from tests.features.shoutouts.thanking import choose, give
from tests.installations import quarter
from tests.installations.said import CARRYING, is_across, statements, wrote
from tests.installations.two_teams import NORTH, SOUTH, Side, TwoTeams, two_teams
from tests.sweeps.registered import listener_of, listeners

PEOPLE = ("maya", "ana", "leo")
BUTTONS = frozenset(name for name in listeners() if name.startswith("action "))
# Forms that nobody comes to in these weeks, and what happens to an app: each has a scene in tests/sweeps.
NOT_REACHED = frozenset(
    (
        "event .*",
        "event app_uninstalled",
        "event tokens_revoked",
        "view follow_ups.put_off",
        "view one_on_ones.several_plan",
        "view reconnections.act",
        "view reconnections.ask_set_up",
        "view reconnections.last",
        "view reconnections.rhythm",
        "view reconnections.who",
        "view reconnections.whom",
        "view shoutouts.preview",
    )
)
# What has nothing to do there; test_two_workspaces.py lets the first two work in two workspaces.
IDLE = frozenset(("taken_out", "tokens", "line_changes", "parked", "round_ups"))
_FIGURES_ARE_OUT = datetime(2026, 11, 2, 9, tzinfo=UTC)
# Of what was written: a note on a meeting, its agenda, what one expects of the other, thanks.
READ = ("what we said", "plan 0", "wish 0", "expectations", "found out why")
LINES = (
    *(
        "/1on1",
        "/followups",
        "/digest",
        "/shoutout received",
        "/reconnect @leo",
        "/tend data",
        "/shoutout given",
    ),
    *("/tend who", "/tend blocked", "/1on1 calendar"),
)
LINES_OF_A_MANAGER = (*LINES, "/reconnect rhythm", "/tend admin", "/tend figures")


class Month:
    """What was done, said to the database, and seen in both workspaces."""

    def __init__(self, teams: TwoTeams) -> None:
        self.teams = teams
        self.north, self.south = Side(teams, teams.north), Side(teams, teams.south)
        self.sides = ((self.north, "northern"), (self.south, "southern"))
        teams.door.delivered = deque()
        # What follows from all that happens when time passes, and not after each press.
        teams.settles = False
        with statements(teams) as self.said, wrote(teams) as self.wrote:
            for side, words in self.sides:
                start(side, *PEOPLE)
                quarter.begin(side, words)
            for side, words in self.sides:
                use_everything(side, words)
            self.north.let_days_pass(1)
            of_meetings = [quarter.go_on(side, words) for side, words in self.sides]
            quarter.try_everything(self.north, "northern")
            self.north.let_days_pass(1)
            quarter.turn_to(self.north, _FIGURES_ARE_OUT)
            for side, words in self.sides:
                quarter.decide_and_leave(side, words)
            self.north.let_days_pass(3)
            self.delivered = self.delivered_in(NORTH)
            self.in_north, self.in_south = (
                read + look(side) for read, (side, _) in zip(of_meetings, self.sides, strict=True)
            )

    def reached(self, team_id: str) -> set[str | None]:
        """The listeners that something from there has come to so far."""
        return {listener_of(payload) for _, payload in self.delivered_in(team_id)}

    def delivered_in(self, team_id: str) -> list[Delivery]:
        return [each for each in self.teams.door.delivered if team_id in json.dumps(each)]


@pytest.fixture(scope="module")
def month(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    file = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("leaks") / "tend.db")
    with two_teams(f"sqlite:///{file}") as teams:
        teams.install(NORTH)
        teams.install(SOUTH)
        yield Month(teams)


def use_everything(side: Side, canary: str) -> None:
    """What people do in a few days, each of their words with ``canary`` in it."""
    note(side, "maya", f"{canary} call Leo")
    give(side, "maya", f"@ana {canary} found out why the import broke")
    set_up(side, "@ana weekly friday 10:00")
    side.settle()
    join(side, "ana")
    for line in (f"/1on1 add @ana {canary} plan", "/tend manager @leo", "/tend pause 1 week", "/tend resume",
                 "/tend away 2026-12-01 to 2026-12-03", "/tend holidays de", "/tend block @sam"):  # fmt: skip
        side.hands("maya").types(line)
        close(side, "maya")
    reconnect(side, "leo", "priya")
    close(side, "leo")
    side.let_days_pass(1)
    card = cards_of(side, "maya")[-1]
    side.hands("maya").press(card, "Open", near="Something you noted")
    close(side, "maya")
    side.hands("maya").press(card, "Done", near="Something you noted")
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
        side.hands(handle).opens_home()
    side.settle()
    for handle in PEOPLE:
        for line in LINES_OF_A_MANAGER if handle == "maya" else LINES[:6]:
            seen = side.hands(handle).types(line)
            shown.append(seen.words + (words_in(seen.modal.blocks) if seen.modal else ""))
            close(side, handle)
        home = side.workspace.home_of(handle)
        shown.append(words_in(home.blocks) if home else "")
        shown += [message.text + words_in(message.blocks) for message in side.workspace.in_dm(handle)]
    shown.append(quarter.all_seen(side, "maya", "sam"))
    shown += [str(unpacked(content)) for content in files_of(side, "maya")]
    shown += [words_in(message.blocks) for message in side.workspace.in_channel("#shout-outs")]
    return "\n".join(shown)


def close(side: Side, handle: str) -> None:
    modal = side.workspace.modal_of(handle)
    if modal is not None:
        side.hands(handle).close(modal, all_of_them=True)


def rows_of_north(teams: TwoTeams) -> dict[str, list[tuple[object, ...]]]:
    with teams.database.reading() as session:
        return {
            name: sorted(map(tuple, session.execute(
                sa.text(f"SELECT * FROM {name} WHERE workspace_id = '{NORTH}'")  # noqa: S608  our own names
            )), key=str)
            for name in sorted(CARRYING)
        }  # fmt: skip


def test_what_one_workspace_knows_nobody_in_the_other_ever_reads(month: Month) -> None:
    for seen, words in ((month.in_north, "northern"), (month.in_south, "southern")):
        assert [what for what in READ if f"{words} {what}" not in seen] == []
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
    """Whatever was done in one is done once more from the other, with all ids as they were."""
    teams, before = month.teams, rows_of_north(month.teams)
    latest = {listener_of(payload): (kind, payload) for kind, payload in month.delivered}
    assert len(latest) > 120
    for name, (kind, payload) in latest.items():
        if payload.get("type") == "event_callback":  # these name nothing but a person
            continue
        again = json.loads(json.dumps(payload).replace(NORTH, SOUTH).replace("northern", "southern"))
        again["trigger_id"] = teams.south.triggers.issue(_person_in(payload))
        again.pop("response_url", None)
        calls = len(teams.south.calls)
        teams.door.deliver(kind, again)
        told = json.dumps([call.arguments for call in teams.south.calls[calls:]])
        assert "northern" not in told, name
    assert rows_of_north(teams) == before


def _person_in(payload: dict[str, Any]) -> str:
    return str(payload.get("user_id") or payload["user"]["id"])


def test_a_button_that_nobody_was_given_leads_to_nothing_of_the_other_workspace(month: Month) -> None:
    """Every button there is, with the first number of each kind: whatever it counts, it is the north's."""
    teams, before = month.teams, rows_of_north(month.teams)
    calls = len(teams.south.calls)
    for name in sorted(BUTTONS - month.reached(NORTH)):
        action_id = re.sub(r"[\\^]", "", name.partition(" ")[2])
        close(month.south, "maya")
        month.south.hands("maya").press(forged(month.south, action_id, "1"), "Press")
    told = json.dumps([call.arguments for call in teams.south.calls[calls:]])
    assert "northern" not in told
    assert rows_of_north(teams) == before


def test_everything_that_can_reach_tend_did_so_in_both_or_stands_here_by_name(month: Month) -> None:
    """Buttons are pressed again from the other one, above, or forged; whatever else there is, stands here."""
    in_north, in_south = month.reached(NORTH), month.reached(SOUTH)
    assert sorted(set(listeners()) - BUTTONS - in_north) == sorted(NOT_REACHED)
    assert sorted((in_north | BUTTONS) - in_south) == []


def test_everything_that_happens_by_itself_had_something_to_do(month: Month) -> None:
    with wrote(month.teams) as afterwards:
        for days in (1, 100, 300):
            quarter.turn_to(month.north, month.north.now() + timedelta(days=days))
    assert set(month.teams.tend._scheduler._pollers) - month.wrote - afterwards == IDLE
    assert "northern" not in json.dumps([call.arguments for call in month.teams.south.calls])
