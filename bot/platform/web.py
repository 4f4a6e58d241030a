"""The HTTP doors: where Slack calls, and where an operator asks whether the bot is well."""

from collections.abc import Sequence

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.platform import metrics
from bot.platform.operating.readiness import healthz

# Slack's own requests stay far below this; whatever is larger is not from Slack.
_LARGEST_BODY = 1_000_000


def web_app(bolt: App, *, signing_secret: str | None, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """``POST /slack/events`` for everything of Slack's, ``GET /healthz`` for the operator, then ``routes``.

    Without a ``signing_secret`` (Socket Mode needs none) nobody can be told from Slack, and nobody gets in.
    """

    verifier = SignatureVerifier(signing_secret) if signing_secret else None

    async def slack_events(request: Request) -> Response:
        body = b""
        async for part in request.stream():  # counted as it comes: a length can be left out
            body += part
            if len(body) > _LARGEST_BODY:
                return Response("too large", status_code=413, headers={"Connection": "close"})
        # Bolt reads a body before it looks at the signature, and trips over what cannot be read.
        if verifier is None or not _is_from_slack(verifier, request, body):
            return Response("not signed by Slack", status_code=401)
        # Bolt's dispatch works in the database: on the event loop's own thread it would hold up all others.
        asked = to_bolt_request(request, body)
        with metrics.answering(asked.body) as ack:
            answer = await run_in_threadpool(bolt.dispatch, asked)
            ack.status = answer.status
        return to_starlette_response(answer)

    return Starlette(
        routes=[
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/healthz", healthz, methods=["GET"]),
            *routes,
        ]
    )


def _is_from_slack(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    try:
        return verifier.is_valid_request(body, dict(request.headers))
    except (ValueError, TypeError):  # a time that is no number, a body or a signature that is no plain text
        return False
