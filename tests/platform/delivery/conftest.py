"""A post office on each database."""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.platform.delivery.office import Office


@pytest.fixture
def office(tend_on_each_database: Sandbox) -> Office:
    """On SQLite, then on PostgreSQL."""
    return Office(tend_on_each_database)


@pytest.fixture
def sqlite_office(tend: Sandbox) -> Office:
    """On SQLite only, for what no database decides."""
    return Office(tend)
