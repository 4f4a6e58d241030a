"""Slack's OAuth door: an admin allows the app, and a code or a refresh token is exchanged for tokens.

https://docs.slack.dev/authentication/installing-with-oauth, https://docs.slack.dev/authentication/using-token-rotation
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.sandbox.slack.granted import Granted
from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.workspace import Workspace

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class _Allowed:
    """Where the app was allowed, and where the browser was sent with the code."""

    workspace: Workspace
    is_for_all: bool
    redirect_uri: str
    scopes: str


class OAuth:
    """One app in several workspaces. ``is_rotating``: whether its tokens end after twelve hours.

    What is allowed for a whole organisation is allowed in every workspace with its ``enterprise_id``.
    """

    client_id = "1.2"
    client_secret = "sandbox-client-secret"  # noqa: S105  opens nothing but a sandbox

    def __init__(self, workspaces: Sequence[Workspace], *, is_rotating: bool = False) -> None:
        self.workspaces = list(workspaces)
        self.is_rotating = is_rotating
        self._codes: dict[str, _Allowed] = {}
        self._refreshing: dict[str, tuple[_Allowed, Granted]] = {}
        self.used_refresh_tokens: list[str] = []
        """Every refresh token that was brought, in order; one brought twice stands here twice."""

    def allow(self, team_id: str, *, redirect_uri: str, scopes: str, is_for_all: bool = False) -> str:
        """An admin presses Allow. The code that their browser brings to the app. Raises Refused."""
        found = next((each for each in self.workspaces if each.team_id == team_id), None)
        if found is None:
            raise Refused("team_not_found")
        code = secrets.token_urlsafe(12)
        self._codes[code] = _Allowed(found, is_for_all, redirect_uri, scopes)
        return code

    def access(self, given: dict[str, Any]) -> dict[str, Any]:
        """``oauth.v2.access``. Raises Refused."""
        if (given.get("client_id"), given.get("client_secret")) != (self.client_id, self.client_secret):
            raise Refused("bad_client_secret")
        if given.get("grant_type") == "refresh_token":
            return self._refresh(str(given.get("refresh_token")))
        allowed = self._codes.pop(str(given.get("code")), None)
        if allowed is None:
            raise Refused("invalid_code")
        if allowed.redirect_uri != given.get("redirect_uri"):
            raise Refused("bad_redirect_uri")
        granted = Granted(is_for_all=allowed.is_for_all)
        for workspace in self._reached(allowed):
            workspace.grants.append(granted)
            workspace.is_installed = True
        return self._answer(allowed, granted)

    def _refresh(self, refresh_token: str) -> dict[str, Any]:
        self.used_refresh_tokens.append(refresh_token)
        found = self._refreshing.pop(refresh_token, None)
        if found is None or not found[0].workspace.is_installed:
            raise Refused("invalid_refresh_token")
        return self._answer(*found)

    def _answer(self, allowed: _Allowed, granted: Granted) -> dict[str, Any]:
        workspace = allowed.workspace
        ends_at = workspace.now() + LIFETIME if self.is_rotating else None
        enterprise = {"id": workspace.enterprise_id, "name": "Harbour Group"}
        answer: dict[str, Any] = {
            "access_token": granted.hand_out(ends_at=ends_at),
            "token_type": "bot",
            "scope": allowed.scopes,
            "bot_user_id": workspace.bot.id,
            "app_id": workspace.app_id,
            "team": None if allowed.is_for_all else {"id": workspace.team_id, "name": workspace.name},
            "enterprise": enterprise if workspace.enterprise_id else None,
            "is_enterprise_install": allowed.is_for_all,
            "authed_user": {"id": workspace.people[-1].id},
        }
        if self.is_rotating:
            refresh_token = f"xoxe-1-{secrets.token_urlsafe(12)}"
            self._refreshing[refresh_token] = (allowed, granted)
            answer |= {"expires_in": int(LIFETIME.total_seconds()), "refresh_token": refresh_token}
        return answer

    def _reached(self, allowed: _Allowed) -> list[Workspace]:
        if not allowed.is_for_all:
            return [allowed.workspace]
        return [each for each in self.workspaces if each.enterprise_id == allowed.workspace.enterprise_id]
