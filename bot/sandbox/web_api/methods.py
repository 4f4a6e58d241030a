"""Slack's web API: every call checked for token, scope and rules, recorded, and made to fail on order."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.hanging_up import HangUp
from bot.sandbox.slack.calls import Call
from bot.sandbox.slack.faults import (
    DropAfter,
    DropBefore,
    Fault,
    HtmlAnswer,
    RateLimit,
    Refusal,
    ServerError,
    Slow,
)
from bot.sandbox.slack.oauth import OAuth
from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.scopes import NEEDED, require_scope
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api import auth, chat, conversations, files, users, views
from bot.sandbox.web_api.arguments import Arguments, read
from bot.sandbox.web_api.respond import respond

Method = Callable[[Workspace, Arguments], dict[str, Any]]

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}
# https://docs.slack.dev/apis/web-api#methods_supporting_json: methods that only read do not look at a JSON
# body. users.info then knows no user, users.list no limit.
_NO_JSON = frozenset(
    {
        "bots.info",
        "chat.getPermalink",
        "conversations.info",
        "conversations.list",
        "conversations.members",
        "files.getUploadURLExternal",
        "team.info",
        "users.info",
        "users.list",
        "users.profile.get",
    }
)


class WebApi:
    """The HTTP side of a workspace: ``/api/{method}``, ``/respond/{secret}`` and ``/upload/v1/{secret}``.

    With ``oauth`` of all its workspaces: whose token or address it is decides which one is meant.
    """

    def __init__(self, workspace: Workspace, *, oauth: OAuth | None = None) -> None:
        self._workspace = workspace
        self._oauth = oauth
        self._all: Sequence[Workspace] = oauth.workspaces if oauth else [workspace]

    def routes(self) -> list[Route]:
        return [
            Route("/api/{method}", self._call, methods=["GET", "POST"]),
            Route("/respond/{secret}", self._respond, methods=["POST"]),
            Route("/upload/v1/{secret}", self._upload, methods=["POST"]),
        ]

    async def _call(self, request: Request) -> Response:
        name = request.path_params["method"]
        for each in self._all:
            each.address = each.address or str(request.base_url).rstrip("/")
        try:
            arguments, token = await read(request, takes_json=name not in _NO_JSON)
        except Refused as refused:
            return JSONResponse(refused.as_answer())

        workspace = self._meant(token, arguments)

        def do() -> dict[str, Any]:
            if name == "oauth.v2.access" and self._oauth is not None:
                return self._oauth.access(arguments.given)
            self._admit(workspace, name, token)
            return _for_all(workspace, name, token, METHODS[name](workspace, arguments))

        return await self._answer(workspace, name, arguments, do)

    def _meant(self, token: str | None, arguments: Arguments) -> Workspace:
        known = [each for each in self._all if token and each.knows_token(token)]
        named = [each for each in known if each.team_id == arguments.text("team_id")]
        return next(iter([*named, *known]), self._workspace)

    async def _respond(self, request: Request) -> Response:
        try:
            arguments, _ = await read(request, takes_json=True)
        except Refused as refused:
            return JSONResponse(refused.as_answer(), status_code=400)
        secret = request.path_params["secret"]
        asked = (each for each in self._all if each.response_urls.knows(secret))
        workspace = next(asked, self._workspace)
        answer = await self._answer(
            workspace, "respond", arguments, lambda: respond(workspace, secret, arguments)
        )
        return _plainly(answer, done="ok")

    async def _upload(self, request: Request) -> Response:
        """The bytes of a file, as they are; an address for them is good for nothing else."""
        content = await request.body()
        secret = request.path_params["secret"]
        size = Arguments({"length": len(content)})
        workspace = next((each for each in self._all if each.uploads.knows(secret)), self._workspace)
        answer = await self._answer(
            workspace, "upload", size, lambda: files.bring(workspace, secret, content)
        )
        return _plainly(answer, done=f"OK - {len(content)}")

    async def _answer(
        self, workspace: Workspace, name: str, arguments: Arguments, do: Callable[[], dict[str, Any]]
    ) -> Response:
        """Do it, unless a fault on order prevents that; record it; answer, unless a fault prevents that."""
        fault = workspace.faults.take(name)
        if fault is not None and not isinstance(fault, DropAfter | Slow):
            workspace.record(Call(name, arguments.given, None, type(fault).__name__))
            return _failed(fault)
        answer: dict[str, Any]
        try:
            answer = {"ok": True, **do()}
            response: Response = JSONResponse(answer)
        except Refused as refused:
            answer = refused.as_answer()
            response = _Refusal(refused)
        kind = type(fault).__name__ if fault else None
        workspace.record(Call(name, arguments.given, answer, kind))
        if isinstance(fault, DropAfter):
            return HangUp()
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        granted = ",".join(sorted(workspace.manifest.scopes))
        response.headers["x-oauth-scopes"] = granted
        response.headers["x-accepted-oauth-scopes"] = NEEDED.get(name, "")
        return response

    def _admit(self, workspace: Workspace, name: str, token: str | None) -> None:
        """Raise Refused unless this token may call this method."""
        if name not in METHODS:
            raise Refused("unknown_method", req_method=name)
        if not token:
            raise Refused("not_authed")
        if name == "apps.connections.open":
            if token != workspace.app_token:
                raise Refused("not_allowed_token_type" if token == workspace.bot_token else "invalid_auth")
            return
        if token == workspace.app_token:
            raise Refused("not_allowed_token_type")
        fault = workspace.fault_of_token(token)
        if fault is not None:
            raise Refused(fault)
        require_scope(workspace, NEEDED[name])


def _for_all(workspace: Workspace, name: str, token: str | None, answer: dict[str, Any]) -> dict[str, Any]:
    """With a token for a whole organisation Slack names that, whatever workspace was meant."""
    is_for_all = any(each.is_for_all and each.knows(token or "") for each in workspace.grants)
    if name != "auth.test" or not is_for_all:
        return answer
    organisation = {"team_id": workspace.enterprise_id, "enterprise_id": workspace.enterprise_id}
    return answer | organisation | {"team": "Harbour Group", "is_enterprise_install": True}


class _Refusal(JSONResponse):
    """``{"ok": false}``, with 429 and Retry-After where Slack gives those."""

    def __init__(self, refused: Refused) -> None:
        limited = refused.code == "ratelimited"
        super().__init__(
            refused.as_answer(),
            status_code=429 if limited else 200,
            headers={"Retry-After": "1"} if limited else None,
        )
        self.refused = refused


def _plainly(answer: Response, *, done: str) -> Response:
    """The answer of an address that is no method: a plain word when it was done, a status when it was not."""
    if isinstance(answer, _Refusal):
        return JSONResponse(answer.refused.as_answer(), status_code=_status_of(answer.refused))
    was_done = isinstance(answer, JSONResponse) and answer.status_code == 200
    return PlainTextResponse(done) if was_done else answer


def _status_of(refused: Refused) -> int:
    unknown = ("invalid_url", "expired_url", "used_url", "file_not_found")
    return 404 if refused.code in unknown else 400


def _failed(fault: Fault) -> Response:
    match fault:
        case RateLimit(seconds):
            refused = {"ok": False, "error": "ratelimited"}
            return JSONResponse(refused, status_code=429, headers={"Retry-After": str(seconds)})
        case ServerError(status):
            return PlainTextResponse("Internal Server Error", status_code=status)
        case HtmlAnswer():
            return HTMLResponse("<!doctype html><title>Back soon</title><p>We are having a moment.</p>")
        case Refusal(code):
            return _Refusal(Refused(code))
        case DropBefore() | DropAfter() | Slow():
            return HangUp()
