"""How long until the sandbox's first page, and how much memory it takes when nothing happens."""

import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.measuring import median_ms

_SECONDS_TO_START = 20


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    runs = [_start_once() for _ in range(1 if quick else 5)]
    seconds = median_ms(first_page for first_page, _ in runs) / 1000
    memory = sorted(megabytes for _, megabytes in runs)[len(runs) // 2]
    return "\n".join(
        [
            "## Start",
            "",
            "| | |",
            "|---|---|",
            f"| `python -m bot sandbox` to its first page | {seconds:.2f} s |",
            f"| resident memory of the whole sandbox, idle | {memory:.0f} MB |",
        ]
    )


def _start_once() -> tuple[float, float]:
    """Seconds to the first page, and megabytes a moment later."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            address = _address(process)
            with urllib.request.urlopen(address, timeout=_SECONDS_TO_START) as answer:  # noqa: S310
                answer.read()
            first_page = time.perf_counter() - start
            time.sleep(1)
            return first_page, _resident_megabytes(process.pid)
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    if process.stdout is not None:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found[0]
    raise RuntimeError("The sandbox did not start.")


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():  # only Linux tells it here
        return float("nan")
    kilobytes = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    return int(kilobytes[1]) / 1024 if kilobytes else float("nan")
