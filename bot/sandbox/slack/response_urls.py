"""Response URLs: an app may answer an act five times within thirty minutes, member or not."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.refusals import Refused

# https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """Where an answer goes: who acted, in which channel, on which message, if on any."""

    person_id: str
    channel_id: str
    message: Message | None
    born: datetime
    uses: int = 0


class ResponseUrls:
    """The response URLs given out, by the secret at their end. Their age is the workspace's time."""

    def __init__(self) -> None:
        self._given: dict[str, ResponseUrl] = {}

    def issue(self, person_id: str, *, channel_id: str, message: Message | None, now: datetime) -> str:
        """The secret of a fresh response URL. What is expired is forgotten after a day."""
        if len(self._given) > 1000:
            day = timedelta(days=1)
            self._given = {key: url for key, url in self._given.items() if now - url.born < day}
        secret = secrets.token_urlsafe(18)
        self._given[secret] = ResponseUrl(person_id, channel_id, message, now)
        return secret

    def knows(self, secret: str) -> bool:
        return secret in self._given

    def use(self, secret: str, *, now: datetime) -> ResponseUrl:
        """Count one use. Raises Refused: ``invalid_url``, ``expired_url`` or ``used_url``."""
        url = self._given.get(secret)
        if url is None:
            raise Refused("invalid_url")
        if now - url.born > LIFETIME:
            raise Refused("expired_url")
        if url.uses >= USES:
            raise Refused("used_url")
        url.uses += 1
        return url

    def forget(self) -> None:
        self._given.clear()
