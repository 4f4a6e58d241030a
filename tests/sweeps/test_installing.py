"""Whoever installs Tend or renews a token may be killed at any point: it is in once, or can come in again."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import sqlalchemy as sa

from bot.app import Tend
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.installations import keeping, renewing
from bot.platform.installations.models import Installation
from bot.platform.slack.errors import Refused
from bot.platform.slack.gateway import WebGateway
from tests.conftest import KEY
from tests.installations.two_teams import NORTH, TwoTeams, two_teams
from tests.sweeps.books import copy_sqlite, put_back, raw
from tests.sweeps.victims import Life, Victim


class Quay:
    """Where Tend comes in: a team that may install it, and a victim that lets it in."""

    def __init__(self, teams: TwoTeams, folder: Path) -> None:
        self.teams, self._folder = teams, folder
        self._file = Path(teams.database.engine.url.database or "")
        self._victims, self._snapshot = folder / "victim.db", folder / "snapshot.db"
        settings = replace(teams.tend._settings, database_url=f"sqlite:///{self._victims}")
        self.victim = Victim(settings, clock=teams.clock, folder=folder, cipher=Cipher((KEY,)))

    def keep_snapshot(self) -> None:
        copy_sqlite(self._file, self._snapshot)

    def begin_again(self) -> None:
        put_back(self._snapshot, self._victims)

    def is_unchanged(self) -> bool:
        return raw(self._victims) == raw(self._snapshot)

    def allowed(self) -> Callable[[Tend], int]:
        """Somebody has allowed it at Slack; what brings their browser back, to whichever process is there."""
        with self.teams.browser() as browser:
            back = urlsplit(self.teams.allowed(browser, self.teams.asked_for(browser), NORTH))
            cookies = dict(browser.cookies)

        async def come_back(tend: Tend) -> int:
            door = httpx.ASGITransport(app=tend.web)
            async with httpx.AsyncClient(transport=door, base_url=self.teams.url, cookies=cookies) as browser:
                return (await browser.get(f"{back.path}?{back.query}")).status_code

        return lambda tend: asyncio.run(come_back(tend))

    def works(self) -> bool:
        """It is in once, and Slack knows the token that can be read."""
        database = Database(f"sqlite:///{self._victims}", Cipher((KEY,)))
        with database.reading() as session:
            held = keeping.held_for(session, NORTH)
            rows = [
                session.scalar(sa.select(sa.func.count()).select_from(table))
                for table in (Installation, Workspace)
            ]
        database.dispose()
        if held is None:
            assert rows == [0, 0], "half of an installation is there"
            return False
        assert rows == [1, 1]
        try:
            identity = WebGateway(token=held.token or "", api_url=f"{self.teams.url}/api/").identity()
        except Refused:
            return False
        return identity.workspace_id == NORTH


@pytest.fixture
def quay(sqlite_url: str, tmp_path: Path) -> Iterator[Quay]:
    with two_teams(sqlite_url, is_rotating=True) as teams:
        yield Quay(teams, tmp_path)


def points(life: Life) -> Iterator[tuple[int, str]]:
    assert "commit" in life.points
    yield from enumerate(life.points, start=1)


def test_whoever_installs_is_killed_at_any_point(quay: Quay) -> None:
    quay.keep_snapshot()
    quay.begin_again()
    whole = quay.victim.lives(quay.allowed())
    assert whole.said == 200
    assert quay.works()
    for number, point in points(whole):
        where = f"killed at {number} of {len(whole.points)}, {point}"
        quay.begin_again()
        back = quay.allowed()
        quay.victim.lives(back, until=number)
        quay.works()
        # A browser that comes back once more hears that this link is used, unless it never was.
        was_used = "commit" in whole.points[: number - 1]
        assert quay.victim.lives(back).said == (400 if was_used else 200), where
        if not quay.works():
            assert quay.victim.lives(quay.allowed()).said == 200, where
        assert quay.works(), where


def give_grace(quay: Quay, monkeypatch: pytest.MonkeyPatch, *, lasts: timedelta) -> None:
    """Slack takes a refresh token once more shortly after it was used, as its documentation says."""
    oauth, clock = quay.teams.oauth, quay.teams.clock
    known, used_at = oauth._refreshing, dict[str, Any]()
    refresh = oauth._refresh

    def refresh_again(token: str) -> dict[str, Any]:
        found = known.get(token)
        answer = refresh(token)
        since = used_at.setdefault(token, clock.now())
        if found is not None and clock.now() - since <= lasts:
            known[token] = found
        return answer

    monkeypatch.setattr(oauth, "_refresh", refresh_again)


@pytest.mark.parametrize("step", [timedelta(minutes=1), timedelta(minutes=2)])
def test_whoever_renews_a_token_is_killed_at_any_point(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    """Another process has the old refresh token in hand a minute later, while Slack still takes it."""
    quay.teams.install(NORTH)
    due_at = _renew_at(quay)
    give_grace(quay, monkeypatch, lasts=timedelta(minutes=2))
    quay.keep_snapshot()

    def renew(tend: Tend) -> bool:
        assert tend._oauth is not None
        return renewing.renew_one(tend.parts.database, tend.parts.clock, tend._oauth)

    quay.teams.clock.turn_to(due_at)
    quay.begin_again()
    whole = quay.victim.lives(renew)
    assert not quay.is_unchanged()
    for number, point in points(whole):
        where = f"killed at {number} of {len(whole.points)}, {point}"
        quay.teams.clock.turn_to(due_at)
        quay.begin_again()
        quay.victim.lives(renew, until=number)
        assert quay.works(), f"{where}: the old token is gone before there is a new one"
        quay.teams.clock.turn_to(due_at + step)
        quay.victim.lives(renew)
        assert not quay.victim.lives(renew).said, f"{where}: there is still something to renew"
        quay.teams.clock.turn_to(due_at + timedelta(hours=3))  # the old one has ended by then
        assert quay.works(), where


def test_a_slack_without_grace_is_caught(quay: Quay, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep is worth something: a refresh token that was good for one time only would be lost."""
    monkeypatch.setattr(f"{__name__}.give_grace", lambda *_args, **_more: None)
    with pytest.raises(AssertionError, match="killed at"):
        test_whoever_renews_a_token_is_killed_at_any_point(quay, monkeypatch, timedelta(minutes=1))


def test_when_only_the_answer_is_lost_the_same_refresh_token_is_brought_again_at_once(
    quay: Quay, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams = quay.teams
    teams.install(NORTH)
    give_grace(quay, monkeypatch, lasts=timedelta(seconds=30))
    teams.clock.turn_to(_renew_at(quay))
    whole = teams.oauth.access
    monkeypatch.setattr(teams.oauth, "access", lambda given: whole(given) | {"access_token": 7})
    teams.tend.settle()
    monkeypatch.setattr(teams.oauth, "access", whole)
    teams.let_pass(timedelta(seconds=20))
    first, second = teams.oauth.used_refresh_tokens
    assert first == second
    teams.let_pass(timedelta(hours=3))
    with teams.database.reading() as session:
        held = keeping.held_for(session, NORTH)
    assert held is not None
    assert WebGateway(token=held.token or "", api_url=f"{teams.url}/api/").identity().workspace_id == NORTH


def _renew_at(quay: Quay) -> Any:
    with quay.teams.database.reading() as session:
        return session.get_one(Installation, NORTH).renew_at
