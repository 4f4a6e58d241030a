"""Only requests from where Tend is installed get in; an organisation's installation is met place by place."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse

from bot.platform.errors import UserError
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.installations import ending, keeping
from bot.platform.templating import words


class NotInstalledHere(UserError):
    """Somebody asks from a workspace in which Tend is not installed, or not any more."""


def register(app: App, parts: Parts, *, meet: Callable[[str, str], None]) -> None:
    """Look at each request before anybody else does.

    ``meet`` is told a workspace's and its organisation's id when the organisation's installation reaches it
    for the first time; it keeps both, and knows the workspace.
    """

    @app.middleware
    def only_where_installed(body: Body, next: Callable[[], Any]) -> BoltResponse | None:
        """Raises NotInstalledHere. Events are taken without a word: Slack would bring them again."""
        event = body.get("event") or {}
        if ending.is_the_end(event) or event.get("type") == "tokens_revoked":
            next()
            return None
        workspace_id, enterprise_id = asker_of(body).workspace_id, enterprise_of(body)
        with parts.look() as (session, now):
            found = keeping.reach(session, workspace_id, enterprise_id=enterprise_id, now=now)
        if found is False:
            if "event" in body:
                return BoltResponse(status=200, body="")
            raise NotInstalledHere(words("installations/gate").plain("not_installed"))
        if found is None and enterprise_id is not None:
            meet(workspace_id, enterprise_id)
        next()
        return None


def enterprise_of(body: Body) -> str | None:
    """The organisation that a request comes from, if any."""
    given = body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return str(given) if given else None
