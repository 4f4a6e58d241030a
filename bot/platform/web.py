"""The HTTP doors: where Slack calls, and where an operator asks whether the bot is well."""

import hmac
import logging
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

log = logging.getLogger(__name__)

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
            if verifier is not None and _is_signed(verifier, request, body):
                log.warning("a signed request came too late, or early: a second time, or this clock is off")
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


def _is_signed(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    """Whether it has Slack's signature, at whatever time it was signed."""
    signed_at = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    try:
        expected = verifier.generate_signature(timestamp=signed_at, body=body)
        return expected is not None and hmac.compare_digest(expected, given)
    except (ValueError, TypeError):
        return False
