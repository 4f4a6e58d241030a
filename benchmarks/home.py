"""How long does a Home tab take with two hundred of everything open: drawn, and drawn and shown in Slack?"""

import tempfile
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks.crowd import crowd
from benchmarks.measuring import median_ms, percentile_ms, timed
from bot.features.home import openings, tab
from bot.features.home.pages import Pages
from bot.features.home.showing import show
from bot.features.people import enrolments
from bot.features.people.reader import reader_of
from bot.platform.encryption import new_key
from bot.sandbox.sandbox import Sandbox


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    times = 5 if quick else 50
    rows = [_row(count, times=times) for count in ((0, 20) if quick else (0, 40, 200))]
    return "\n".join(
        [
            "## Home",
            "",
            f"One tab with so many promises of either side, one-on-ones, people and thanks, {times} times.",
            "",
            "| of each | drawn, median | drawn and shown, median | p95 | queries |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def _row(count: int, *, times: int) -> str:
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        sandbox = Sandbox(database_url=f"sqlite:///{Path(folder) / 'tend.db'}", encryption_key=new_key())
        workspace_id, maya_id = sandbox.workspace.team_id, sandbox.workspace.person("maya").id
        with sandbox.database.transaction() as session:
            enrolments.enrol(session, workspace_id, maya_id, now=sandbox.now())
            openings.note(session, workspace_id, maya_id, now=sandbox.now())
            crowd(session, workspace_id, maya_id, count=count, now=sandbox.now())
        draw = partial(_draw, sandbox, workspace_id, maya_id)
        publish = partial(
            show,
            sandbox.database,
            sandbox.clock,
            sandbox.tend.parts.gateway_of,
            workspace_id=workspace_id,
            person_id=maya_id,
        )
        # The first one pays for templates and content that are read once.
        publish()
        drawn = [timed(draw) for _ in range(times)]
        shown = [timed(publish) for _ in range(times)]
        queries = _queries(sandbox, draw)
        sandbox.stop()
    return (
        f"| {count} | {median_ms(drawn):.0f} ms | {median_ms(shown):.0f} ms "
        f"| {percentile_ms(shown, 95):.0f} ms | {queries} |"
    )


def _draw(sandbox: Sandbox, workspace_id: str, person_id: str) -> None:
    with sandbox.database.reading() as session:
        reader = reader_of(session, workspace_id, person_id, now=sandbox.now())
        tab.view(session, reader, Pages())


def _queries(sandbox: Sandbox, draw: partial[None]) -> int:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(sandbox.database.engine, "before_cursor_execute", note)
    draw()
    sa.event.remove(sandbox.database.engine, "before_cursor_execute", note)
    return len(asked)
