"""`python -m bot export` and `erase`: set off by whoever runs Tend, who sees nothing of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.features.follow_ups.models import FollowUp
from bot.features.people.models import Person
from bot.features.shoutouts.giving.posting import POST
from bot.features.shoutouts.models import Shoutout
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.encryption import Cipher
from tests.conftest import KEY

NOW = datetime(2026, 10, 7, tzinfo=UTC)
CANARY = "canary-words"


@pytest.fixture
def kept(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Two people, one of them gone, each with a promise, and the settings of their bot."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": sqlite_url,
    }.items():
        monkeypatch.setenv(name, value)
    database = Database(sqlite_url, Cipher((KEY,)))
    with database.transaction() as session:
        session.add(Workspace(id="T1", name="", url="", bot_user_id="UBOT", people_read_at=NOW))
        session.flush()
        session.add(Person(workspace_id="T1", id="U1", name="Ana"))
        session.add(Person(workspace_id="T1", id="U2", name="Leo", is_gone=True))
        session.flush()
        for person_id in ("U1", "U2"):
            session.add(
                FollowUp(
                    workspace_id="T1",
                    owner_id=person_id,
                    author_id=person_id,
                    words=CANARY,
                    origin="command",
                    state="open",
                    due_on=NOW.date(),
                    created_at=NOW,
                )
            )
    return database


def promises(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(sa.select(FollowUp.owner_id).order_by(FollowUp.owner_id)))


def test_an_export_is_put_on_its_way_to_its_person_and_shown_to_nobody(
    kept: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--person", "U1"]) == 0
    said = capsys.readouterr()
    assert said.out == "On its way to U1, who alone gets it: 1 file.\n"
    assert CANARY not in said.out + said.err
    assert list(tmp_path.glob("**/*.zip")) == []
    with kept.reading() as session:
        rows = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(row.kind, row.person_id) for row in rows] == [("file", "U1"), ("post", "U1")]
    assert "started this for you" in json.dumps(json.loads(rows[1].content or ""))


def test_whoever_has_left_gets_none(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--person", "U2"]) == 1
    assert "Leo has left this workspace" in capsys.readouterr().err


def test_erasing_asks_for_the_name(
    kept: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "Leo")
    assert main(["erase", "--person", "U1"]) == 1
    assert "That is not the name. Nothing was deleted." in capsys.readouterr().err
    assert promises(kept) == ["U1", "U2"]
    monkeypatch.setattr("builtins.input", lambda _question: "Ana")
    assert main(["erase", "--person", "U1"]) == 0
    assert promises(kept) == ["U2"]


def test_erasing_somebody_who_has_left_prints_counts_alone(
    kept: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", "--person", "U2", "--yes"]) == 0
    assert capsys.readouterr().out == "Deleted: 1 row. Not sent any more: 0 messages.\n"
    assert promises(kept) == ["U1"]
    assert main(["erase", "--person", "U2", "--yes"]) == 0


def test_before_the_name_is_asked_for_it_says_what_becomes_of_posts(
    kept: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert main(["erase", "--person", "U1"]) == 1
    assert capsys.readouterr().out.startswith("Their posts in channels stay, and their name")
    assert main(["erase", "--person", "U1", "--posts", "remove"]) == 1
    assert capsys.readouterr().out == (
        "Their posts in channels go, too, and their name in posts that thank them.\n"
    )


@pytest.mark.parametrize(("posts", "is_taken_away"), [("keep", False), ("remove", True)])
def test_posts_in_channels_stay_or_are_taken_away(
    kept: Database, capsys: pytest.CaptureFixture[str], posts: str, is_taken_away: bool
) -> None:
    posted(kept, author_id="U2", ts="1700000000.000100")
    posted(kept, author_id="U2", ts=None)
    posted(kept, author_id="U1", ts="1700000000.000200")
    assert main(["erase", "--person", "U2", "--yes", "--posts", posts]) == 0
    with kept.reading() as session:
        deletions = sa.select(OutboxMessage.follows_id).where(OutboxMessage.kind == Kind.DELETE)
        taken_away = session.scalars(deletions).all()
    said = capsys.readouterr().out.splitlines()[1:]
    if is_taken_away:
        assert taken_away == [1]
        assert said == [
            "The bot takes the posts away; it has to be running. Nobody knows any more where 1 of them is: "
            "that stays."
        ]
    else:
        assert (taken_away, said) == ([], [])


def posted(database: Database, *, author_id: str, ts: str | None) -> None:
    """A thank-you that was posted in a channel; without ``ts``, nobody knows where it stands."""
    with database.transaction() as session:
        message = OutboxMessage(
            workspace_id="T1",
            kind=Kind.POST,
            lane="channel:C1",
            channel_id="C1",
            ts=ts,
            purpose=POST,
            content="{}",
            state=State.SENT,
            ended_at=NOW,
            created_at=NOW,
        )
        session.add(message)
        session.flush()
        session.add(
            Shoutout(
                workspace_id="T1",
                author_id=author_id,
                did=CANARY,
                occasion="",
                effect="",
                state="posted",
                channel_id="C1",
                message_id=message.id,
                changed_at=NOW,
            )
        )


@pytest.mark.parametrize("command", ["export", "erase"])
def test_an_id_that_nobody_has_is_said(
    kept: Database, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--person", "U9"]) == 1
    assert "Nobody here has the member id U9" in capsys.readouterr().err
