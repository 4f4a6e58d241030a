"""What answers when acks are measured: Tend, a bare Bolt app, one that commits a row, the check alone."""

import gc
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.features.follow_ups.forms import NOTE
from bot.platform.encryption import new_key
from bot.platform.web import web_app
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve

# Tend has about so many listeners; before it had a table of its own, 212 of them stood before `/tend`.
_BESIDE = {"many": 240, "row of many": 240}
SECRET = "benchmark"  # noqa: S105  nobody's


def main() -> None:
    """``python -m benchmarks.doors KIND [URL]``: serve until the input ends."""
    kind = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        secret, team, person, sandbox = SECRET, "T1", "U1", None
        if kind.startswith("Tend"):
            url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{Path(folder) / 'tend.db'}"
            sandbox = Sandbox(database_url=url, encryption_key=new_key())
            secret, team = sandbox.workspace.signing_secret, sandbox.workspace.team_id
            person, web = sandbox.workspace.person("maya").id, sandbox.tend.web
        elif kind == "check":
            web = _check_alone()
        else:
            bare = _bare(
                Path(folder) / "one.db" if kind.startswith("row") else None, beside=_BESIDE.get(kind, 0)
            )
            web = web_app(bare, signing_secret=secret)
        if kind == "Tend, gc frozen":
            gc.collect()
            gc.freeze()  # would it make the longest waits shorter? It did not, so bot/serve.py leaves it
        server = serve(web)
        print(server.url, secret, team, person, flush=True)
        sys.stdin.read()
        server.stop()
        if sandbox is not None:
            sandbox.stop()


def _bare(file: Path | None, *, beside: int = 0) -> App:
    """An app that only acks, or commits a row; its two listeners stand amid ``beside`` others."""
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U", bot_token=SECRET)
    app = App(
        signing_secret=SECRET,
        process_before_response=True,
        authorize=lambda **_: known,
    )
    own = threading.local()
    if file is not None:
        _connection(own, file).execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT, due_on TEXT)")

    def store(words: str) -> None:
        if file is not None:
            connection = _connection(own, file)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO notes (words, due_on) VALUES (?, '2026-10-09')", (words,))
            connection.execute("COMMIT")

    def other(ack: Ack) -> None:
        ack()

    for number in range(beside // 2):
        app.action(f"other.{number}")(other)

    @app.command("/tend")
    def tend(ack: Ack) -> None:
        ack("Here is what I can do.")

    @app.view(NOTE)
    def note(ack: Ack, view: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]) -> None:
        store(view["state"]["values"]["words"]["words"]["value"])
        ack()

    for number in range(beside // 2, beside):
        app.action(f"other.{number}")(other)
    return app


def _connection(own: threading.local, file: Path) -> sqlite3.Connection:
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(file, timeout=10, isolation_level=None)
        own.connection.execute("PRAGMA journal_mode = WAL")
        own.connection.execute("PRAGMA synchronous = FULL")
    found: sqlite3.Connection = own.connection
    return found


def _check_alone() -> Starlette:
    verifier = SignatureVerifier(SECRET)

    async def events(request: Request) -> Response:
        known = verifier.is_valid_request(await request.body(), dict(request.headers))
        return Response("", status_code=200 if known else 401)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


if __name__ == "__main__":
    main()
