"""How long a person waits for Slack's yes: signed slash commands over loopback, one after the other."""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measuring import median_ms, percentile_ms, timed
from bot.platform.encryption import new_key
from bot.sandbox.doors.http import HttpDoor
from bot.sandbox.sandbox import Sandbox

# One that only answers, one that reads, one that writes and commits before the yes.
_COMMANDS = (("/tend help", "help"), ("/followups", ""), ("/tend hour 9:00", "hour 9:00"))


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    times = 20 if quick else 200
    rows = []
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        sandbox = Sandbox(database_url=f"sqlite:///{Path(folder) / 'tend.db'}", encryption_key=new_key())
        door = HttpDoor(f"{sandbox.url}/slack/events", signing_secret=sandbox.workspace.signing_secret)
        maya = sandbox.workspace.person("maya")
        for line, text in _COMMANDS:
            measured = []
            for number in range(times):
                payload = {
                    "command": line.split()[0],
                    "text": text,
                    "team_id": sandbox.workspace.team_id,
                    "user_id": maya.id,
                    "channel_id": "C0GENERAL1",
                    "trigger_id": f"bench.{line}.{number}",
                    "response_url": f"{sandbox.url}/respond/none",
                }
                measured.append(timed(partial(door.deliver, "slash_commands", payload)))
            rows.append(f"| `{line}` | {median_ms(measured):.1f} ms | {percentile_ms(measured, 95):.1f} ms |")
        sandbox.stop()
    return "\n".join(
        [
            "## Acks",
            "",
            f"A signed slash command over loopback until Slack's yes, {times} one after the other, SQLite.",
            "",
            "| command | median | p95 |",
            "|---|---|---|",
            *rows,
        ]
    )
