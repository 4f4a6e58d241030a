"""What happens by itself: whatever is due by a column has a poller that looks at that column."""

from unittest.mock import Mock

from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.pollers import DUE, pollers
from bot.sandbox.slack.harbour import START


def test_whatever_is_due_by_a_column_has_a_poller_that_looks_at_it(sqlite_database: Database) -> None:
    found = pollers(
        sqlite_database,
        ManualClock(START),
        courier=Mock(),
        gateway_of=Mock(),
        manager_field="Xf01",
        oauth=Mock(),
    )
    names = [poller.name for poller in found]
    assert len(set(names)) == len(names)
    assert set(DUE) <= set(names)
    # The courier has something to write down even where nothing is due.
    assert {poller.name for poller in found if poller.is_due is not None} == DUE.keys() - {"deliver"}
