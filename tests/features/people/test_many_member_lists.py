"""Two workspaces whose member lists are read: what Slack refuses to one, the other does not wait for."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.features.people.jobs import read_one_directory
from bot.features.workspace.models import Workspace
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.slack.errors import DeliveryError, InDoubt, Later, Refused
from bot.platform.slack.gateway import SlackGateway
from bot.sandbox.slack.harbour import START

REFUSING, ANSWERING = "T0A", "T0B"
"""The one that is refused comes first, whichever way they are looked through."""


class Lists:
    """The member lists of both, and how often each was asked for."""

    def __init__(self) -> None:
        self.fault: DeliveryError | None = None
        self.asked: list[tuple[str, str | None]] = []
        self.following: str | None = None

    def gateway_of(self, workspace_id: str) -> SlackGateway:
        return _Gateway(self, workspace_id)  # type: ignore[return-value]


class _Gateway:
    def __init__(self, lists: Lists, workspace_id: str) -> None:
        self._lists, self._workspace_id = lists, workspace_id

    def members_page(self, cursor: str | None) -> tuple[list[object], str | None]:
        self._lists.asked.append((self._workspace_id, cursor))
        if self._workspace_id == REFUSING and self._lists.fault is not None:
            raise self._lists.fault
        return [], self._lists.following


@pytest.fixture
def lists() -> Lists:
    return Lists()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def look(database: Database, clock: ManualClock, lists: Lists) -> Callable[[], list[str]]:
    """Look until nothing is due; whom Slack was asked for."""
    know(database, REFUSING, ANSWERING)

    def once() -> list[str]:
        lists.asked.clear()
        for _ in range(6):
            if not read_one_directory(database, clock, lists.gateway_of):
                break
        else:
            raise AssertionError("It asks again and again.")
        return sorted(workspace_id for workspace_id, _ in lists.asked)

    return once


def know(database: Database, *workspace_ids: str) -> None:
    with database.transaction() as session:
        for each in workspace_ids:
            session.add(Workspace(id=each, name=each, url="https://x.example/", bot_user_id="U0TENDBOT1"))


def ask_at_of(database: Database, workspace_id: str) -> object:
    with database.reading() as session:
        return session.get_one(Workspace, workspace_id).people_ask_at


@pytest.mark.parametrize(
    ("fault", "minutes"),
    [
        (Refused("token_revoked"), 10),
        (Later("ratelimited", after=timedelta(seconds=30)), 1),
        (Later("ratelimited", after=timedelta(minutes=7)), 7),
        (Later("internal_error"), 1),
        (InDoubt("no_answer"), 1),
    ],
    ids=["refused", "a short wait", "a long wait", "an error of Slack's", "no answer"],
)
def test_the_other_is_read_and_the_first_is_asked_again_when_its_wait_is_over(
    look: Callable[[], list[str]], clock: ManualClock, lists: Lists, fault: DeliveryError, minutes: int
) -> None:
    lists.fault = fault
    assert look() == [REFUSING, ANSWERING]
    began = clock.now()
    clock.turn_to(began + timedelta(minutes=minutes, seconds=-1))
    assert look() == []
    clock.turn_to(began + timedelta(minutes=minutes))
    lists.fault = None
    assert look() == [REFUSING]
    clock.turn_to(began + timedelta(minutes=minutes, hours=1))
    assert look() == []


def test_what_was_put_off_is_put_off_no_more_once_it_was_read(
    look: Callable[[], list[str]], database: Database, clock: ManualClock, lists: Lists
) -> None:
    lists.fault = Later("ratelimited", after=timedelta(minutes=2))
    look()
    assert ask_at_of(database, REFUSING) == clock.now() + timedelta(minutes=2)
    assert ask_at_of(database, ANSWERING) is None
    clock.turn_to(clock.now() + timedelta(minutes=2))
    lists.fault = None
    look()
    assert ask_at_of(database, REFUSING) is None


@pytest.mark.parametrize(
    ("fault", "goes_on_from"), [(Later("ratelimited"), "page-2"), (Refused("invalid_cursor"), None)]
)
def test_after_a_wait_the_reading_goes_on_and_after_a_no_it_begins_again(
    database: Database,
    clock: ManualClock,
    lists: Lists,
    fault: DeliveryError,
    goes_on_from: str | None,
) -> None:
    know(database, REFUSING)
    read = partial(read_one_directory, database, clock, lists.gateway_of)
    lists.following = "page-2"
    assert read()
    lists.fault, lists.following = fault, None
    assert read()
    assert not read()
    lists.fault = None
    clock.turn_to(clock.now() + timedelta(minutes=10))
    assert read()
    assert [cursor for _, cursor in lists.asked] == [None, "page-2", goes_on_from]
