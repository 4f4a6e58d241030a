"""The benchmarks run; what they measure is read by people, not asserted."""

import subprocess
import sys
from pathlib import Path


def test_every_benchmark_runs() -> None:
    page = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=Path(__file__).parent.parent,
    ).stdout
    assert "first page" in page
    assert "rows written" in page
    assert "one person's card" in page
    assert "one digest" in page
    assert "drawn and shown" in page
    assert page.count("`/") == 3
    assert "planned and prompted" in page
    assert "everybody planned" in page
    assert "Shown again within a cycle" in page
    assert page.count("µs a call") == 3
