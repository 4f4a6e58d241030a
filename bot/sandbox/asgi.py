"""The workspace as one web application: Slack's API, Socket Mode, the page and, if wished, the bot itself."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.doors.socket_mode import SocketDoor
from bot.sandbox.hanging_up import SEND
from bot.sandbox.slack.oauth import OAuth
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.allowing import allowing_routes
from bot.sandbox.web_api.methods import WebApi


class SandboxApp(Starlette):
    """A Starlette app that can also hang up, which Slack does at times."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[SEND] = send
        await super().__call__(scope, receive, send)


def sandbox_app(
    workspace: Workspace,
    *,
    socket_door: SocketDoor | None = None,
    bot_web: ASGIApp | None = None,
    page_routes: Sequence[BaseRoute] = (),
    oauth: OAuth | None = None,
) -> Starlette:
    """Everything on one address: ``/api/…``, ``/respond/…``, ``/link``, then the page, then the bot.

    ``oauth``: the app is in several workspaces, each with tokens of its own; ``workspace`` is one of them.
    ``workspace.address`` must be set before a person does anything; ``serve`` gives the address.
    """
    door = socket_door or SocketDoor(workspace)
    routes: list[BaseRoute] = [
        *WebApi(workspace, oauth=oauth).routes(),
        *(allowing_routes(oauth) if oauth else []),
        *door.routes(),
        *page_routes,
    ]
    if bot_web is not None:
        routes.append(Mount("/", app=bot_web))
    # A page elsewhere could point a name of its own at this machine; only these names are ours.
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return SandboxApp(routes=routes, middleware=[hosts])
