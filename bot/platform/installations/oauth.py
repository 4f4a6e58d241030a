"""Slack's side of installing: the page on which people allow it, and the tokens it hands out for that.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from slack_sdk import WebClient

from bot.platform.slack.errors import InDoubt
from bot.platform.slack.wire import as_object, faults_named

_SECONDS_TO_ANSWER = 10
# Slack's own last for twelve hours; what is said to last for years is a mistake on the way.
_LONGEST_LIFE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A token of the bot's. ``lasts`` is how long Slack takes it; None: until it is revoked."""

    bot_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    lasts: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody allowed: where, and with which scopes. ``is_for_all``: in a whole organisation."""

    workspace_id: str
    enterprise_id: str | None
    is_for_all: bool
    bot_user_id: str
    scopes: frozenset[str]
    tokens: Tokens


class SlackOAuth:
    """Knows the app's id and secret. ``api_url`` ends in a slash; ``public_url`` does not."""

    def __init__(self, *, client_id: str, client_secret: str, api_url: str, public_url: str) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._back_to = f"{public_url}/slack/oauth_redirect"
        self._page = f"{api_url.removesuffix('api/')}oauth/v2/authorize"
        self._client = WebClient(base_url=api_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[])

    def page_to_allow_it(self, *, state: str, scopes: Sequence[str]) -> str:
        """The address of Slack's page on which somebody allows the app what it asks for."""
        asked = {
            "client_id": self._client_id,
            "scope": ",".join(scopes),
            "state": state,
            "redirect_uri": self._back_to,
        }
        return f"{self._page}?{urlencode(asked)}"

    def exchange(self, code: str) -> Grant:
        """What was allowed with the ``code`` that Slack sent along. Raises DeliveryError."""
        answer = self._ask(grant_type="authorization_code", code=code, redirect_uri=self._back_to)
        team_id, enterprise_id = _id_in(answer.get("team")), _id_in(answer.get("enterprise"))
        is_for_all = bool(answer.get("is_enterprise_install"))
        place = enterprise_id if is_for_all else team_id
        if place is None:
            raise InDoubt("unreadable_answer")
        return Grant(
            workspace_id=place,
            enterprise_id=enterprise_id,
            is_for_all=is_for_all,
            bot_user_id=str(answer.get("bot_user_id") or ""),
            scopes=frozenset(filter(None, str(answer.get("scope") or "").split(","))),
            tokens=_tokens(answer),
        )

    def renew(self, refresh_token: str) -> Tokens:
        """New tokens in place of those that end soon; each refresh token is good for one time.

        Raises DeliveryError.
        """
        return _tokens(self._ask(grant_type="refresh_token", refresh_token=refresh_token))

    def _ask(self, **arguments: str) -> dict[str, Any]:
        with faults_named("oauth.v2.access"):
            secrets = {"client_id": self._client_id, "client_secret": self._client_secret}
            return as_object(self._client.api_call("oauth.v2.access", data=arguments | secrets).data)


def _tokens(answer: dict[str, Any]) -> Tokens:
    token, seconds = answer.get("access_token"), answer.get("expires_in")
    if answer.get("token_type", "bot") != "bot" or not isinstance(token, str) or not token:
        raise InDoubt("no_token_for_a_bot")
    refresh_token = answer.get("refresh_token")
    try:
        lasts = timedelta(seconds=int(seconds)) if seconds else None
    except (TypeError, ValueError, OverflowError):
        raise InDoubt("unreadable_answer") from None
    if lasts is not None and not timedelta(0) < lasts < _LONGEST_LIFE:
        raise InDoubt("unreadable_answer")
    return Tokens(token, refresh_token if isinstance(refresh_token, str) and refresh_token else None, lasts)


def _id_in(place: object) -> str | None:
    found = place.get("id") if isinstance(place, dict) else None
    return found if isinstance(found, str) and found else None
