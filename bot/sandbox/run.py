"""`make sandbox`: serve the workspace until Ctrl-C, with the bot in it and some history."""

import signal
import tempfile
import threading
from pathlib import Path

from bot.platform.encryption import new_key
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seed import play_history


def run_sandbox(*, port: int, database_url: str | None, transport: str) -> int:
    """Serve the sandbox on 127.0.0.1 until it is told to stop.

    Without ``database_url`` the bot's rows are kept in a temporary file that goes with the sandbox.
    Raises BotError when the port is in use.
    """
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with tempfile.TemporaryDirectory(prefix="tend-sandbox-") as folder:
        sandbox = Sandbox(
            database_url=database_url or f"sqlite:///{Path(folder) / 'tend.db'}",
            encryption_key=new_key(),
            transport="socket" if transport == "socket" else "http",
            port=port,
            history=play_history,
            clock_runs=True,
        )
        sandbox.tend.start(socket=False)
        print(_welcome(sandbox.url, sandbox.clock.now().strftime("%A %d %B %Y")), flush=True)  # noqa: T201
        stop.wait()
        sandbox.stop()
    return 0


def _welcome(url: str, day: str) -> str:
    return (
        f"\n  Tend's sandbox is open:  {url}\n\n"
        f"  It is {day} in a team of eight. You are Maya; switch to anybody else at the top left.\n"
        "  Try /shoutout, /1on1 and /reconnect, then turn the clock. Ctrl-C ends it.\n"
    )
