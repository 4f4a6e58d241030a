"""The benchmarks run; what they measure is read by people, not asserted."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.__main__ import SECTIONS
from benchmarks.monday import as_pace_allows

_SAYS = {
    "due_work": ["a look", "Tend | 200", "2 to 1"],
    "acks": ["the signature check alone", "a bare Bolt app, one row committed", "Tend | 32"],
    "monday": ["time zones", "over the pace"],
    "growth": ["one card, SQLite", "one digest", "one Home view"],
    "start": ["first page"],
    "directory": ["rows written"],
    "cards": ["one person's card"],
    "digests": ["one digest"],
    "home": ["drawn and shown"],
    "one_on_ones": ["planned and prompted"],
    "reconnections": ["everybody planned"],
    "two_years": ["Shown again within a cycle"],
    "working_time": ["µs a call"],
    "workspaces": ["idle workspaces", "memory of the two", "| 4 |"],
}


@pytest.mark.parametrize("section", _SAYS)
def test_a_benchmark_runs(section: str) -> None:
    page = SECTIONS[section](quick=True)
    assert [words for words in _SAYS[section] if words not in page] == []


def test_what_falls_due_at_once_is_late_only_by_more_than_the_pace_needs_for_it() -> None:
    nine = datetime(2026, 10, 12, 9, tzinfo=UTC)
    allowed = list(as_pace_allows([nine] * 260))
    assert allowed[:20] == [nine] * 20
    assert allowed[20:] == [nine + timedelta(seconds=number / 4) for number in range(1, 241)]


def test_every_benchmark_is_tried() -> None:
    assert sorted(SECTIONS) == sorted(_SAYS)


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--only", "working_time", "--page", str(page)]
    subprocess.run(command, timeout=120, check=True, cwd=Path(__file__).parent.parent)  # noqa: S603
    written = page.read_text(encoding="utf-8")
    assert written.startswith("# Benchmarks\n\nMeasured on ")
    assert "µs a call" in written
