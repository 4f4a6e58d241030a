"""Measuring: medians of several runs, in one process, with the machine named beside them."""

import os
import platform
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

Seconds = float


def timed(act: Callable[[], object]) -> Seconds:
    """How long ``act`` takes once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median_ms(times: Iterable[Seconds]) -> float:
    """The median, in milliseconds."""
    return statistics.median(times) * 1000


def percentile_ms(times: Iterable[Seconds], percent: int) -> float:
    """The value that so many percent of the times stay under, in milliseconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000


def machine() -> str:
    """The machine and the versions, as one line of Markdown."""
    named = ("slack-bolt", "slack-sdk", "SQLAlchemy", "psycopg", "uvicorn", "APScheduler")
    packages = ", ".join(f"{name} {version(name)}" for name in named)
    system = f"{os.cpu_count()} cores, {_processor()}{platform.machine()}, {platform.system()}"
    return f"{system}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")  # only Linux tells it here
    found = re.search(r"model name\s*: (.+)", told.read_text()) if told.exists() else None
    return f"{found[1]}, " if found else ""
