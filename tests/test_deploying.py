"""What stands in deploy/ and in docs/operations.md can be done: every command, every setting, every file."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import parser
from bot.config import from_environment
from tests.conftest import KEY

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OPERATIONS = (ROOT / "docs/operations.md").read_text()
PAPERS = [ROOT / "docs/operations.md", ROOT / "README.md", *UNITS]
# `tend …`, however it is called.
COMMAND = re.compile(
    r"""(?:(?:/opt/tend/bin/|\.venv/bin/)?\btend|python -m bot) ([a-z][a-z-]+(?: [^`\n'"|&)]+)?)"""
)
CONFIG = (ROOT / "bot/config.py").read_text() + (ROOT / "bot/__main__.py").read_text()


def commands_in(paper: Path) -> list[str]:
    """What is written as code and begins with Tend's own command."""
    text = paper.read_text()
    code = re.findall(r"```\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    code += re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    lines = [line.strip() for block in code for line in block.splitlines()]
    return [
        found[1].rstrip(" .") for line in lines if (found := COMMAND.search(line)) and is_called(line, found)
    ]


def is_called(line: str, found: re.Match[str]) -> bool:
    before = line[: found.start()]
    return before.strip() in ("", "cd /var/lib/tend && sudo -u tend", "/bin/sh -c 'exec") or before.endswith(
        "exec tend "
    )


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_command_that_is_written_down_is_one(paper: Path) -> None:
    for command in commands_in(paper):
        words = shlex.split(command)
        # One that is only named in a sentence stands there without what it needs.
        given = words if len(words) > 1 else [*words, "--help"]
        assert is_understood(given), f"{paper.name}: tend {command}"


def is_understood(words: list[str]) -> bool:
    try:
        parser().parse_args(words)
    except SystemExit as ended:  # after --help with 0, after what it does not know with 2
        return not ended.code
    return True


def test_the_commands_of_an_operator_are_among_them() -> None:
    named = {command.split()[0] for command in commands_in(ROOT / "docs/operations.md")}
    assert {
        "run",
        "backup",
        "restore",
        "copy-database",
        "migrate",
        "rotate-keys",
        "outbox",
        "licences",
    } <= named


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\b(?:TEND|SLACK)_[A-Z_]+\b", text)) - {"TEND_DATABASE_PASSWORD"}


@pytest.mark.parametrize(
    "paper", [DEPLOY / "compose.yml", ROOT / ".env.example", *PAPERS], ids=lambda paper: paper.name
)
def test_every_setting_that_is_named_is_one(paper: Path) -> None:
    for name in settings_in(paper.read_text()):
        assert f'"{name}"' in CONFIG, f"{paper.name}: {name}"


@pytest.fixture
def services() -> dict[str, Any]:
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    return composed


def test_the_container_is_made_from_what_the_wheel_is_made_of() -> None:
    container = (DEPLOY / "Containerfile").read_text()
    taken = {
        name
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", container, re.MULTILINE)
        for name in line.split()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], "pyproject.toml", "constraints.txt"}
    needed |= {project["project"]["readme"], *project["project"]["license-files"]}
    assert needed == taken
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == needed


def test_the_container_runs_as_somebody_without_rights(services: dict[str, Any]) -> None:
    container = (DEPLOY / "Containerfile").read_text()
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", container, re.MULTILINE)
    assert 'ENTRYPOINT ["tend"]\nCMD ["run"]' in container
    assert services["tend"]["cap_drop"] == ["ALL"]
    assert services["tend"]["read_only"] is True
    assert services["tend"]["build"]["dockerfile"] == "deploy/Containerfile"


def test_no_password_stands_in_the_files_and_one_has_to_be_given(services: dict[str, Any]) -> None:
    assert services["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${TEND_DATABASE_PASSWORD:?")
    assert "${TEND_DATABASE_PASSWORD:?" in services["tend"]["environment"]["TEND_DATABASE_URL"]


def test_whoever_stops_it_gives_it_the_time_it_needs(services: dict[str, Any]) -> None:
    assert services["tend"]["stop_grace_period"] == "15s"
    assert "TimeoutStopSec=15" in (DEPLOY / "systemd/tend.service").read_text()


def test_the_container_is_asked_at_a_door_that_is_open(services: dict[str, Any]) -> None:
    port = services["tend"]["environment"]["TEND_METRICS_PORT"]
    settings = from_environment(
        {"SLACK_BOT_TOKEN": "xoxb-1", "TEND_ENCRYPTION_KEYS": KEY, "TEND_METRICS_PORT": port}
    )
    assert settings.metrics == ("127.0.0.1", int(port))
    command, python, _, asking = services["tend"]["healthcheck"]["test"]
    assert (command, python) == ("CMD", "python")
    compile(asking, "compose.yml", "exec")
    assert f"http://127.0.0.1:{port}/readyz" in asking


def test_the_commands_in_the_containers_own_file_are_ours() -> None:
    for line in re.findall(r"command: (\[.+\])", (DEPLOY / "compose.yml").read_text()):
        parser().parse_args(yaml.safe_load(line))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="There is no systemd here to ask.")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    copies = []
    for unit in UNITS:
        copies.append(tmp_path / unit.name)
        # It looks whether what is started is there, and whether it can be read.
        copies[-1].write_text(unit.read_text().replace("/opt/tend/bin/tend", "/bin/true"))
    asked = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", *copies],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    ours = [line for line in asked.stderr.splitlines() if str(tmp_path) in line or "tend" in line]
    assert ours == []
    assert asked.returncode == 0


def test_the_backup_each_night_is_named_so_that_none_is_overwritten() -> None:
    unit = (DEPLOY / "systemd/tend-backup.service").read_text()
    assert "%%Y-%%m-%%dT%%H%%M" in unit, "a percent sign is doubled in a unit"
    assert "-mtime +29 -delete" in unit
    assert "keeps them for\nthirty days" in OPERATIONS


def test_old_backups_go_also_where_the_new_one_failed() -> None:
    unit = (DEPLOY / "systemd/tend-backup.service").read_text()
    (deletes,) = [line for line in unit.splitlines() if line.endswith("-delete")]
    assert deletes.startswith("ExecStopPost=/usr/bin/find "), "a second ExecStart= is left out then"
