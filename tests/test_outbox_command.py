"""`python -m bot outbox`: what did not arrive, without a word of it; one sent again, or let be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.platform.database import Database
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.encryption import Cipher
from tests.conftest import KEY

CANARY = "canary-words"


@pytest.fixture
def bot(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database of a bot, and its settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": sqlite_url,
    }.items():
        monkeypatch.setenv(name, value)
    return Database(sqlite_url, Cipher((KEY,)))


def put(database: Database, **more: object) -> int:
    now = datetime.now(UTC)
    values = {
        "workspace_id": "T1",
        "kind": Kind.POST,
        "lane": "person:U1",
        "person_id": "U1",
        "purpose": "cards.card",
        "content": CANARY,
        "state": State.FAILED,
        "reason": "restricted_action",
        "created_at": now,
        "ended_at": now,
    }
    with database.transaction() as session:
        row = OutboxMessage(**(values | more))
        session.add(row)
        session.flush()
        return row.id


def row(database: Database, row_id: int) -> OutboxMessage:
    with database.reading() as session:
        return session.get_one(OutboxMessage, row_id)


IN_DOUBT = {"state": State.IN_DOUBT, "reason": "timeout", "person_id": None, "channel_id": "C1"}


def test_nothing_parked_is_said_so(bot: Database, capsys: pytest.CaptureFixture[str]) -> None:
    put(bot, state=State.SENT, content=None)
    put(bot, state=State.WAITING, reason=None, ended_at=None, next_attempt_at=datetime.now(UTC))
    assert main(["outbox"]) == 0
    assert capsys.readouterr().out == "Everything has arrived, or is on its way.\n"


def test_a_line_tells_what_when_whom_and_why_and_no_word_of_it(
    bot: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime.now(UTC) - timedelta(days=1)
    first = put(bot, ended_at=at)
    second = put(bot, purpose="shoutouts.post", **IN_DOUBT)
    third = put(bot, purpose="answer", kind=Kind.ANSWER, person_id=None, content=None, reason="used_url")
    assert main(["outbox"]) == 0
    said = capsys.readouterr()
    hours = [f"{moment:%Y-%m-%d %H}:00 UTC" for moment in (at, datetime.now(UTC))]
    assert said.out.splitlines() == [
        f"{first}  {hours[0]}  failed  cards.card (post)  to U1  restricted_action",
        f"{second}  {hours[1]}  in doubt  shoutouts.post (post)  to C1  timeout",
        f"{third}  {hours[1]}  failed  answer (answer)  to whoever asked  used_url  (cannot be sent again)",
        "3 messages did not arrive. Send one again: `outbox retry ID`. Let it be: `outbox drop ID`.",
    ]
    assert CANARY not in said.out + said.err


def test_a_workspace_without_a_token_is_named_with_what_to_do(
    bot: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    waiting = {"state": State.WAITING, "ended_at": None, "next_attempt_at": now}
    put(bot, **waiting | {"reason": "token_revoked"})
    put(bot, **waiting | {"reason": None})
    assert main(["outbox"]) == 0
    said = capsys.readouterr().out
    assert "token for T1 no more; messages that wait there: 2." in said
    assert "SLACK_BOT_TOKEN" in said


def test_one_is_sent_again_another_let_be(bot: Database, capsys: pytest.CaptureFixture[str]) -> None:
    again, let_be = put(bot), put(bot)
    assert main(["outbox", "retry", str(again)]) == 0
    assert main(["outbox", "drop", str(let_be)]) == 0
    assert (row(bot, again).state, row(bot, again).content) == (State.WAITING, CANARY)
    assert (row(bot, let_be).state, row(bot, let_be).content) == (State.DROPPED, None)
    assert capsys.readouterr().err == ""


def test_what_may_be_there_is_sent_only_by_whoever_has_looked(
    bot: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful = put(bot, **IN_DOUBT)
    assert main(["outbox", "retry", str(doubtful)]) == 1
    assert "may stand in C1 already. Look there first" in capsys.readouterr().err
    assert row(bot, doubtful).state == State.IN_DOUBT
    assert main(["outbox", "retry", str(doubtful), "--not-there"]) == 0
    assert row(bot, doubtful).state == State.WAITING


@pytest.mark.parametrize("deed", ["retry", "drop"])
def test_what_cannot_be_done_is_a_sentence(
    bot: Database, deed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox", deed, "4711"]) == 1
    sent = put(bot, state=State.SENT, content=None)
    assert main(["outbox", deed, str(sent)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "There is no message 4711.",
        f"Message {sent} is not parked: it is sent.",
    ]


def test_words_that_are_gone_cannot_be_sent(bot: Database, capsys: pytest.CaptureFixture[str]) -> None:
    forgotten = put(bot, content=None)
    assert main(["outbox", "retry", str(forgotten)]) == 1
    assert "The words of message" in capsys.readouterr().err
