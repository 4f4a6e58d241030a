"""Two admins who decide at the same moment: one holds, neither gets a trace, on either database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from bot.features.workspace import pilot, values
from bot.features.workspace.models import PilotChannel, Workspace
from bot.features.workspace.pilot import PilotList
from bot.platform.database import Database

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def decided(database: Database) -> Database:
    with database.transaction() as session:
        session.add(Workspace(id="T1", name="", url="", bot_user_id="U"))
    return database


def test_one_list_of_values_holds_as_a_whole(decided: Database) -> None:
    lists = [["Care", "Craft", "Courage"], ["Courage", "Care", "Candour"]]
    begin = Barrier(2)

    def choose(lines: list[str]) -> None:
        begin.wait(10)
        with decided.transaction() as session:
            values.choose_values(session, "T1", text="\n".join(lines))

    for _ in range(5):
        with ThreadPoolExecutor(2) as admins:
            assert list(admins.map(choose, lists)) == [None, None]
        with decided.reading() as session:
            assert values.values_of(session, "T1") in lists


def test_a_channel_taken_off_while_it_is_read_puts_nobody_on_the_list(decided: Database) -> None:
    with decided.transaction() as session:
        pilot.choose_pilot(session, "T1", PilotList(True, ["U1"], ["C1"]), now=NOW)
    with decided.transaction() as session:
        assert pilot.take_one_channel(session, now=NOW) == ("T1", "C1")
        assert pilot.take_one_channel(session, now=NOW) is None
    with decided.transaction() as session:
        pilot.choose_pilot(session, "T1", PilotList(True, ["U1"], []), now=NOW)
    with decided.transaction() as session:
        pilot.put_members_on(session, "T1", "C1", ["U2"], now=NOW)
    with decided.reading() as session:
        assert not pilot.may_use(session, "T1", "U2")
        assert pilot.may_use(session, "T1", "U1")
        assert session.query(PilotChannel).count() == 0


def test_the_same_list_saved_again_does_not_read_its_channels_anew(decided: Database) -> None:
    chosen = PilotList(True, ["U1", "U1"], ["C1"])
    with decided.transaction() as session:
        pilot.choose_pilot(session, "T1", chosen, now=NOW)
        pilot.take_one_channel(session, now=NOW)
        pilot.put_members_on(session, "T1", "C1", ["U1", "U2", "U2"], now=NOW)
    with decided.transaction() as session:
        pilot.choose_pilot(session, "T1", chosen, now=NOW)
        assert pilot.take_one_channel(session, now=NOW) is None
        assert pilot.may_use(session, "T1", "U2")
        assert pilot.pilot_list(session, "T1") == PilotList(True, ["U1"], ["C1"])
