"""Two teams with one bot, for the tests of installing and taking out."""

from collections.abc import Iterator

import pytest

from tests.installations.two_teams import TwoTeams, two_teams


@pytest.fixture
def teams(sqlite_url: str) -> Iterator[TwoTeams]:
    with two_teams(sqlite_url) as running:
        yield running


@pytest.fixture
def rotating(database_url: str) -> Iterator[TwoTeams]:
    """Tokens that end after twelve hours, on each database in turn."""
    with two_teams(database_url, is_rotating=True) as running:
        yield running
