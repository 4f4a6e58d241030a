"""The wheel: everything inside, installed in an empty environment, and run from another folder."""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from bot.commands.licences import licence_of
from tests.conftest import KEY

ROOT = Path(__file__).parent.parent
SECONDS = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this checkout, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], cwd=ROOT)
    [built] = folder.glob("tend-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it and nothing else of ours; the packages it needs are borrowed."""
    place = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(place, symlinks=True)
    [packages] = place.glob("lib/python*/site-packages")
    # What is named in a .pth is found, and no .pth in there is read: this checkout stays out of sight.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"))
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "--python",
        place / "bin/python",
    ]
    run([*pip, "install", "--no-deps", "--no-index", wheel], cwd=place)
    return place / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another folder, with the settings of a bot in the environment."""
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "SLACK_APP_TOKEN": "xapp-invented",
        "TEND_SLACK_API_URL": "http://127.0.0.1:9/api/",
        "TEND_ENCRYPTION_KEYS": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return tmp_path


def run(command: list[str | Path], *, cwd: Path, status: int = 0) -> str:
    """Everything that a command said, once it has ended with ``status``."""
    ended = subprocess.run(  # noqa: S603  our own commands
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == status, ended.stdout
    assert "Traceback" not in ended.stdout
    return ended.stdout


def test_every_file_that_tend_reads_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {str(file.relative_to(ROOT)) for file in files_in("bot")}
    wanted |= {
        f"bot/{file.relative_to(ROOT)}" for name in ("templates", "migrations") for file in files_in(name)
    }
    wanted.add("bot/manifest.yml")
    assert wanted - inside == set()
    for name in ("templates/content/en/agendas.yml", "migrations/env.py", "sandbox/assets/sandbox.css"):
        assert f"bot/{name}" in wanted
    assert {name.split("/")[0] for name in inside} == {"bot", wheel.name.split("-py3")[0] + ".dist-info"}


def files_in(folder: str) -> list[Path]:
    found = (ROOT / folder).rglob("*")
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]


def test_it_is_the_wheel_that_runs_and_not_this_checkout(installed: Path, elsewhere: Path) -> None:
    said = run([installed / "python", "-c", "import bot; print(bot.__file__)"], cwd=elsewhere)
    assert Path(said.strip()).is_relative_to(installed.parent)


def test_from_another_folder_it_says_what_it_can_do(installed: Path, elsewhere: Path) -> None:
    said = run([installed / "tend", "--help"], cwd=elsewhere)
    for command in ("sandbox", "run", "migrate", "backup", "restore", "copy-database", "licences"):
        assert command in said
    assert run([installed / "python", "-m", "bot", "--help"], cwd=elsewhere) == said


def test_from_another_folder_it_makes_its_tables_and_tells_slack_who_it_is(
    installed: Path, elsewhere: Path
) -> None:
    assert "The database is up to date" in run([installed / "tend", "migrate"], cwd=elsewhere)
    assert (elsewhere / "tend.db").is_file()
    assert "is whole" in run([installed / "tend", "backup", "b.db"], cwd=elsewhere)
    assert "/reconnect" in run([installed / "tend", "manifest"], cwd=elsewhere)
    assert "psycopg" in run([installed / "tend", "licences"], cwd=elsewhere)


def test_from_another_folder_it_starts_as_far_as_slack_is_there(installed: Path, elsewhere: Path) -> None:
    assert "Slack could not be reached" in run([installed / "tend", "run"], cwd=elsewhere, status=1)


def test_from_another_folder_the_sandbox_opens(installed: Path, elsewhere: Path) -> None:
    process = subprocess.Popen(  # noqa: S603  our own command
        [installed / "tend", "sandbox", "--port", "0"],
        cwd=elsewhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    try:
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            pytest.fail(said)
        with urllib.request.urlopen(f"{found[0]}/", timeout=SECONDS) as page:
            shown = page.read().decode()
        assert "Maya" in shown
        for name in re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))', shown):
            with urllib.request.urlopen(found[0] + name, timeout=SECONDS) as asset:
                assert asset.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def test_every_package_that_tend_needs_is_listed_with_its_licence(installed: Path, elsewhere: Path) -> None:
    *lines, last = run([installed / "tend", "licences"], cwd=elsewhere).splitlines()
    listed = {line.split()[0].lower().replace("_", "-"): line.split(maxsplit=2)[2] for line in lines}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {re.split(r"[\[><=]", line)[0] for line in wanted} <= listed.keys()
    assert {"markupsafe", "cffi", "h11", "psycopg-binary", "mako"} <= listed.keys(), (
        "others bring these along"
    )
    assert not {"pytest", "hypothesis", "hatchling", "tend"} & listed.keys()
    assert len(listed) == len(lines)
    free = ("MIT", "BSD", "Apache", "PSF", "LGPL-3.0", "MPL", "ISC")
    for name, licence in listed.items():
        assert any(each in licence for each in free), f"{name}: {licence}"
    assert last.startswith("Tend itself is under the MIT licence")


def test_where_a_package_says_it_in_three_ways_the_plainest_is_taken() -> None:
    assert licence_of(distribution("psycopg")) == "LGPL-3.0-only"
    assert licence_of(distribution("six")) == "MIT License"
    assert licence_of(distribution("tzdata")) == "Apache-2.0"
