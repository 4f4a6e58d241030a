"""The sandbox that a scene is played in: the usual one, unless the scene needs more than that."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.platform.database import Database
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY, address_of
from tests.features.one_on_ones.addressing import Reachable
from tests.features.people.test_org_profiles import FIELD
from tests.sweeps.scenes import REACHED_FROM_OUTSIDE, WITH_A_MANAGER_FIELD


@pytest.fixture
def tend(request: pytest.FixtureRequest, sqlite_database: Database) -> Iterator[Sandbox]:
    """Nobody is in it yet, and its clock stands still."""
    callspec = getattr(request.node, "callspec", None)
    sandbox = _built(callspec.params.get("scene", "") if callspec else "", sqlite_database)
    yield sandbox
    sandbox.stop()


def _built(scene: str, database: Database) -> Sandbox:
    url = address_of(database)
    if scene in REACHED_FROM_OUTSIDE:
        return Reachable(database_url=url, encryption_key=KEY, database=database)
    if scene in WITH_A_MANAGER_FIELD:
        sandbox = Sandbox(database_url=url, encryption_key=KEY, database=database, manager_field=FIELD)
        manifest = sandbox.workspace.manifest
        sandbox.workspace.manifest = replace(manifest, scopes=manifest.scopes | {"users.profile:read"})
        return sandbox
    return Sandbox(database_url=url, encryption_key=KEY, database=database)
