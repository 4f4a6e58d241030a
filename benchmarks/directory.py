"""How long does it take to read ten thousand people from Slack, page by page: at first, and every night?"""

import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks.measuring import timed
from bot.features.people.jobs import read_one_directory
from bot.platform.encryption import new_key
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.people import Person as Member


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown. The local Slack's own time is in them; its limits are not."""
    count = 300 if quick else 10_000
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        sandbox = Sandbox(database_url=f"sqlite:///{Path(folder) / 'tend.db'}", encryption_key=new_key())
        for number in range(count):
            sandbox.workspace.add_person(
                Member(f"U1{number:06}", f"p{number}", f"Person {number}", tz="Asia/Tokyo")
            )
        rows = [_row(sandbox, "at first"), _row(sandbox, "the night after, nobody changed")]
        for number in range(0, count, 100):
            sandbox.workspace.person(f"p{number}").real_name = f"Renamed {number}"
        rows.append(_row(sandbox, f"the next night, {count // 100} changed"))
        sandbox.stop()
    return "\n".join(
        [
            "## The member list",
            "",
            f"{count:,} people, read in pages of 200.",
            "",
            "| | wall | CPU | rows written |",
            "|---|---|---|---|",
            *rows,
        ]
    )


def _row(sandbox: Sandbox, what: str) -> str:
    sandbox.clock.turn_to(sandbox.now() + timedelta(days=1))
    written = 0

    def count(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        nonlocal written
        if statement.startswith(("INSERT INTO people ", "UPDATE people SET name")):
            written += len(given) if isinstance(given, list) else 1

    sa.event.listen(sandbox.database.engine, "before_cursor_execute", count)
    cpu = time.process_time()
    wall = timed(partial(_read_all, sandbox))
    cpu = time.process_time() - cpu
    sa.event.remove(sandbox.database.engine, "before_cursor_execute", count)
    return f"| {what} | {wall:.1f} s | {cpu:.1f} s | {written:,} |"


def _read_all(sandbox: Sandbox) -> None:
    while read_one_directory(sandbox.database, sandbox.clock, sandbox.tend.parts.gateway_of):
        pass
