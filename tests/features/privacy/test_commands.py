"""`python -m bot export` and `erase`: set off by whoever runs Tend, who sees nothing of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.features.follow_ups.models import FollowUp
from bot.features.people.models import Person
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
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
    assert capsys.readouterr().out == "Deleted: 1 rows. Not sent any more: 0 messages.\n"
    assert promises(kept) == ["U1"]
    assert main(["erase", "--person", "U2", "--yes"]) == 0


@pytest.mark.parametrize("command", ["export", "erase"])
def test_an_id_that_nobody_has_is_said(
    kept: Database, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--person", "U9"]) == 1
    assert "Nobody here has the member id U9" in capsys.readouterr().err
