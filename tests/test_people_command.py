"""`python -m bot people import org.csv`: look first, write all of it or nothing, and say what is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.features.people.models import Person, Source
from bot.features.people.org import told
from bot.features.people.org.planning import Leads
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from tests.conftest import KEY

NOW = datetime(2026, 10, 7, tzinfo=UTC)
BIG = 20_000


@pytest.fixture
def team(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A workspace with three people in it, and the settings of its bot in the environment."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": sqlite_url,
    }.items():
        monkeypatch.setenv(name, value)
    database = Database(sqlite_url, Cipher((KEY,)))
    with database.transaction() as session:
        session.add(Workspace(id="T1", name="", url="", bot_user_id="U", people_read_at=NOW))
        session.flush()
        session.add_all(
            Person(workspace_id="T1", id=f"U{number}", name=name)
            for number, name in enumerate(("Ana", "Maya", "Léo"))
        )
    return database


def lines(database: Database) -> dict[str, Leads]:
    with database.reading() as session:
        return dict(told.lines_in(session, "T1", source=Source.LIST))


def test_nothing_is_written_until_it_is_said_and_then_once(
    team: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "org.csv"
    file.write_text("Person;Manager\nAna;Maya\nLéo;U1\nMaya;\n", encoding="utf-16")
    assert main(["people", "import", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "added    line 2: Ana (U0) is led by Maya (U1)",
        "added    line 3: Léo (U2) is led by Maya (U1)",
        "2 added, 0 changed, 0 ended, 0 as before. Nothing is written without --apply.",
    ]
    assert lines(team) == {}
    assert main(["people", "import", str(file), "--apply"]) == 0
    assert capsys.readouterr().out.endswith("2 added, 0 changed, 0 ended, 0 as before. Written.\n")
    assert lines(team) == {"U0": Leads("U1"), "U2": Leads("U1")}
    assert main(["people", "import", str(file), "--apply"]) == 0
    assert capsys.readouterr().out == "Nothing changes: 2 lines as before.\n"


def test_a_list_of_a_big_company_is_written_as_a_whole(
    team: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = [f"U{number:08}" for number in range(BIG)]
    with team.transaction() as session:
        session.execute(sa.insert(Person), [dict(workspace_id="T1", id=id_, name="Kim") for id_ in crowd])
    led = {report: crowd[number // 8] for number, report in enumerate(crowd) if number}
    file = tmp_path / "org.csv"
    rows = "".join(f"{report},{manager}\n" for report, manager in led.items())
    file.write_text(f"person,manager\n{rows}", encoding="utf-8")
    assert main(["people", "import", str(file), "--apply"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == f"{BIG - 1} added, 0 changed, 0 ended, 0 as before. Written."
    assert len(said) == BIG
    assert lines(team) == {report: Leads(manager) for report, manager in led.items()}


def test_every_line_that_is_wrong_is_named_and_nothing_is_written(
    team: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "org.csv"
    file.write_text("person,manager\nAna,Maya\nMaya,Ana\nLéo,=cmd\nBo,Maya\n", encoding="utf-8")
    assert main(["people", "import", str(file), "--apply"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Line 2: A circle: Ana (U0), who is led by Maya (U1), who is led by Ana (U0) (lines 2, 3).",
        'Line 4: "=cmd" begins like a formula and is no name. Use the member id from their profile in Slack.',
        'Line 5: Nobody here is called "Bo" in Slack. Use that name exactly, or the member id.',
        "3 problems. Nothing was written: mend the file first.",
    ]
    assert lines(team) == {}


def test_a_file_that_is_not_there_and_a_workspace_that_is_not_known_are_told_in_a_sentence(
    team: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "import", "nowhere.csv"]) == 1
    assert capsys.readouterr().err == "nowhere.csv cannot be read: No such file or directory.\n"
    file = tmp_path / "org.csv"
    file.write_text("person,manager\nAna,Maya\n", encoding="utf-8")
    assert main(["people", "import", str(file), "--workspace", "T2"]) == 1
    assert capsys.readouterr().err == "There is no workspace T2 in this database.\n"
    with team.transaction() as session:
        session.get_one(Workspace, "T1").people_read_at = None
    assert main(["people", "import", str(file)]) == 1
    assert "Start Tend once" in capsys.readouterr().err
