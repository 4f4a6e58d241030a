"""Four people whose notes are empty, on each database."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bot.platform.database import Database
from tests.features.relationships.team import fill


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Maya, Leo, Ana and Sam, whose notes are empty."""
    with database.transaction() as opened:
        fill(opened, "maya", "leo", "ana", "sam")
        yield opened
