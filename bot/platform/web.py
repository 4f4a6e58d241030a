"""The HTTP doors: where Slack calls, and where an operator asks whether the bot is well."""

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

# Slack's own requests stay far below this; whatever is larger is not from Slack.
_LARGEST_BODY = 1_000_000


def web_app(bolt: App) -> Starlette:
    """``POST /slack/events`` for everything of Slack's, ``GET /healthz`` for the operator."""

    async def slack_events(request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > _LARGEST_BODY:
            return Response("too large", status_code=413)
        body = await request.body()
        # Bolt's dispatch works in the database: on the event loop's own thread it would hold up all others.
        answer = await run_in_threadpool(bolt.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"ok": True})

    return Starlette(
        routes=[
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/healthz", healthz, methods=["GET"]),
        ]
    )
