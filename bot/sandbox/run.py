"""`make sandbox`: serve the workspace until Ctrl-C, with the bot in it and some history."""

import signal
import tempfile
import threading
from pathlib import Path

from bot.platform.encryption import new_key
from bot.platform.operating.ending import wait_until_told
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
        wait_until_told(stop)
        sandbox.stop()
    return 0


def _welcome(url: str, day: str) -> str:
    return f"""
  Tend's sandbox is open:  {url}

  It is {day} in a team of eight. You are Maya, who leads Ana, Sam, Priya and Jonas.

    1. Open the address, and press Home, at the left: what lies ahead of Maya, and what she promised.
    2. In #general, type   /shoutout @ana wrote it all down, so nobody had to guess   and press Post it.
    3. Type   /1on1 @sam weekly tuesday 10:00   and /reconnect @priya   for one small act.
    4. At the top left, press Maya and be Ana: her Messages show what came to her.
    5. At the top, press What happens next week: seven days pass, and you see what came to whom.
    6. Reset, at the top right, begins anew. Nothing leaves this machine.

  Ctrl-C ends it.
"""
