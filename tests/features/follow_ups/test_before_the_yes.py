"""What stands between a filled-in form and Slack's yes: one look, and one transaction, as short as can be."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from bot.platform.database import Database
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note


@contextmanager
def asked_before_a_yes(database: Database) -> Iterator[list[str]]:
    """Each statement, and each commit, of whoever answers Slack meanwhile."""
    asked: list[str] = []

    def remember(words: str) -> None:
        # The sandbox carries out in the test's own thread what comes after the yes.
        if threading.current_thread() is not threading.main_thread():
            asked.append(" ".join(words.split()))

    def statement(_connection: Any, _cursor: Any, words: str, *_rest: Any) -> None:
        remember(words)

    def commit(_connection: sa.Connection) -> None:
        remember("COMMIT")

    sa.event.listen(database.engine, "before_cursor_execute", statement)
    sa.event.listen(database.engine, "commit", commit)
    try:
        yield asked
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", statement)
        sa.event.remove(database.engine, "commit", commit)


def test_a_promise_is_kept_with_one_look_and_one_short_transaction(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hands = tend.hands("maya")
    hands.types("/followups send Sam the numbers")
    form = tend.workspace.modal_of("maya")
    with asked_before_a_yes(tend.database) as asked:
        assert hands.submit(form) is None
    expected = [
        "BEGIN",
        "SELECT workspaces.is_pilot",
        "BEGIN IMMEDIATE",
        "INSERT INTO handled_requests",
        "SELECT people.zone",
        "INSERT INTO follow_ups",
        "UPDATE home_openings",
        "COMMIT",
    ]
    if not tend.database.is_sqlite:  # its driver begins without a word, and is told how long to wait
        expected = [words for words in expected if not words.startswith("BEGIN")]
        asked = [words for words in asked if not words.startswith("SET LOCAL")]
    assert [words[: len(start)] for words, start in zip(asked, expected, strict=True)] == expected
