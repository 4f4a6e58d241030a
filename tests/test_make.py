"""The commands that people type say what is missing, and set up once; the pins cover what we depend on."""

# ruff: noqa: S603, S607  (what is run is make, in a folder of the test's own)

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
STAMPS = ("ready-to-run", "ready-to-test")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What make reads, in a folder whose name has spaces, as people's folders do."""
    folder = tmp_path / "my own tend"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def test_an_old_python_is_named_and_so_is_the_way_out(checkout: Path) -> None:
    python = script(
        checkout / "old python", 'case "$*" in *version_info*) exit 1;; --version) echo Python 3.9.2;; esac'
    )
    made = make(checkout, "sandbox", PYTHON=python)
    assert made.returncode != 0
    assert made.stdout == (
        "Tend needs Python 3.11 or newer, and this is Python 3.9.2."
        " With a newer one: PYTHON=python3.12 make sandbox\n"
    )


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    made = make(checkout, "check", PYTHON="python9")
    assert made.returncode != 0
    assert made.stdout == (
        "There is no python9 here. Tend needs Python 3.11 or newer."
        " If it has another name: PYTHON=python3.12 make check\n"
    )


def test_where_environments_cannot_be_made_the_package_is_named(checkout: Path) -> None:
    python = script(
        checkout / "python",
        'case "$*" in *"import ensurepip"*) exit 1;; *print*) echo python3.11-venv;; esac',
    )
    made = make(checkout, "test", PYTHON=python)
    assert made.returncode != 0
    assert made.stdout == (
        "This Python cannot make virtual environments."
        " On Debian and Ubuntu: apt install python3.11-venv, then again: make test\n"
    )


def test_what_was_set_up_is_not_set_up_again_until_the_pins_change(checkout: Path) -> None:
    said = stand_in_for_the_environment(checkout)
    assert make(checkout, "setup").returncode == 0
    assert "install --constraint constraints.txt --editable .[test]" in said.read_text()
    said.write_text("")
    make(checkout, "setup")
    assert said.read_text() == "-m bot setup\n"
    said.write_text("")
    make(checkout, "sandbox", ARGS="--port 4000")
    assert said.read_text() == "-m bot sandbox --port 4000\n"
    for stamp in STAMPS:
        os.utime(checkout / ".venv" / stamp, (0, 0))
    make(checkout, "sandbox")
    assert "install --constraint constraints.txt --editable .\n" in said.read_text()


def test_the_sandbox_asks_for_nothing_that_only_tests_need(checkout: Path) -> None:
    said = stand_in_for_the_environment(checkout)
    make(checkout, "sandbox")
    assert "[test]" not in said.read_text()
    assert said.read_text().endswith("-m bot sandbox\n")


def test_a_setup_that_failed_is_tried_again(checkout: Path) -> None:
    said = stand_in_for_the_environment(checkout, answer=1)
    assert make(checkout, "setup").returncode != 0
    said.write_text("")
    assert make(checkout, "setup").returncode != 0
    assert "install" in said.read_text()


def test_everything_we_depend_on_is_pinned_to_a_version_that_we_accept() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, pinned())}
    for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        wanted = Requirement(line)
        [version] = [part.version for part in pins[canonicalize_name(wanted.name)].specifier]
        assert wanted.specifier.contains(version), f"{line}, but {version} is pinned"


def test_the_pins_are_sorted_exact_and_come_from_no_particular_address() -> None:
    assert pinned() == sorted(pinned(), key=str.upper)
    for line in pinned():
        pin = Requirement(line)
        assert pin.url is None
        assert [part.operator for part in pin.specifier] == ["=="]


def make(checkout: Path, goal: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``make goal`` with next to nothing in its environment."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(checkout)} | variables
    return subprocess.run(
        ["make", goal], cwd=checkout, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def pinned() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def script(file: Path, body: str) -> str:
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)
    return str(file)


def stand_in_for_the_environment(checkout: Path, answer: int = 0) -> Path:
    """A .venv whose Python only writes down what it was asked to do; the file that it writes to."""
    (checkout / ".venv/bin").mkdir(parents=True)
    script(checkout / ".venv/bin/python", f'echo "$@" >> said\nexit {answer}')
    said = checkout / "said"
    said.write_text("")
    return said
