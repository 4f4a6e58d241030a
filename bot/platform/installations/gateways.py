"""For each workspace the way out to Slack with its own token, and none where Tend is not installed."""

from collections.abc import Callable
from typing import Any, NoReturn, cast

from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.installations import renewing
from bot.platform.installations.keeping import Held, held_for
from bot.platform.installations.oauth import SlackOAuth
from bot.platform.slack.errors import DeliveryError, Later, Refused
from bot.platform.slack.gateway import SlackGateway, WebGateway

NOT_INSTALLED = "token_revoked"
"""What Slack itself says of a token that is over: whoever asks has an answer to it."""
_RENEWED_ELSEWHERE = "token_is_being_renewed"
# Judgement: each holds two clients, of a few kilobytes.
_MOST_KEPT = 1000


class Gateways:
    """``own`` is the gateway of SLACK_BOT_TOKEN, if there is one; ``oauth`` is None where that is all."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        api_url: str,
        own: WebGateway | None,
        oauth: SlackOAuth | None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._api_url = api_url
        self._own = own
        self._oauth = oauth
        self.own_workspace_id: str | None = None
        """The workspace of SLACK_BOT_TOKEN, once Slack was asked."""
        self._kept: dict[str, tuple[str, SlackGateway]] = {}

    def gateway_of(self, workspace_id: str) -> SlackGateway:
        """The way out to this workspace. Raises nothing: without a token every call of it raises Refused."""
        if self._own is not None and (self._oauth is None or workspace_id == self.own_workspace_id):
            return self._own
        held = self._held(workspace_id)
        if held is not None and held.renew_at is not None and held.renew_at <= self._clock.now():
            self._renew(held.installation_id)
            held = self._held(workspace_id)
        if held is None:
            return _without(lambda: Refused(NOT_INSTALLED))
        if held.ends_at is not None and held.ends_at <= self._clock.now():
            if held.renew_at is None:
                return _without(lambda: Refused(NOT_INSTALLED))
            return _without(lambda: Later(_RENEWED_ELSEWHERE))
        return self._with(held, workspace_id)

    def _held(self, workspace_id: str) -> Held | None:
        with self._database.reading() as session:
            return held_for(session, workspace_id)

    def _renew(self, installation_id: str) -> None:
        if self._oauth is not None:
            renewing.renew(self._database, self._clock, self._oauth, installation_id)

    def _with(self, held: Held, workspace_id: str) -> SlackGateway:
        token, gateway = self._kept.get(workspace_id, ("", None))
        if gateway is None or token != held.token:
            team_id = workspace_id if held.is_for_all else None
            gateway = WebGateway(token=held.token, api_url=self._api_url, team_id=team_id)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[workspace_id] = (held.token, gateway)
        return gateway


class _Without:
    """A gateway that leads nowhere."""

    def __init__(self, fault: Callable[[], DeliveryError]) -> None:
        self._fault = fault

    def __getattr__(self, _method: str) -> Callable[..., NoReturn]:
        def refuse(*_given: Any, **_named: Any) -> NoReturn:
            raise self._fault()

        return refuse


def _without(fault: Callable[[], DeliveryError]) -> SlackGateway:
    return cast(SlackGateway, _Without(fault))
