"""A local Slack for each module, emptied before each test."""

from collections.abc import Iterator

import pytest

from tests.sandbox.local_slack import LocalSlack, local_slack


@pytest.fixture(scope="module")
def _one_slack() -> Iterator[LocalSlack]:
    with local_slack("http") as running:
        yield running


@pytest.fixture
def slack(_one_slack: LocalSlack) -> LocalSlack:
    """Harbour with the tiny bot, which is reached over HTTP."""
    return fresh(_one_slack)


def fresh(running: LocalSlack) -> LocalSlack:
    running.workspace.reset()
    running.bot.heard.clear()
    return running
