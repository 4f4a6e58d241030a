"""How fast Slack may be written to: a pace for each conversation, method and workspace. Pure: told the time.

https://docs.slack.dev/apis/web-api/rate-limits. A pace is kept as one moment, until which it is used up: each
message moves that moment on by its share of a minute, and may go as long as the moment is not further ahead
than a burst of them. So in no minute more than ``burst + per_minute`` go.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.platform.delivery.models import Kind

WORKSPACE = ""
"""Stands for all that is posted in a workspace."""
OPEN = "conversations.open"


@dataclass(frozen=True, slots=True)
class Pace:
    """``per_minute`` in the long run, and ``burst`` of them at once."""

    per_minute: int
    burst: int

    @property
    def share(self) -> timedelta:
        """How much of its time one message uses up."""
        return timedelta(minutes=1) / self.per_minute

    def is_free(self, used_until: datetime | None, *, now: datetime) -> bool:
        """Whether one more may go at ``now``."""
        return used_until is None or self._seen(used_until, now) <= now + self.share * (self.burst - 1)

    def room(self, used_until: datetime | None, *, now: datetime) -> int:
        """How many more may go at ``now``, one after the other."""
        begins = now if used_until is None else max(self._seen(used_until, now), now)
        return max((self.furthest(now) - begins) // self.share, 0)

    def after_one_more(self, used_until: datetime | None, *, now: datetime) -> datetime:
        """Until when it is used up once one more has gone."""
        begins = now if used_until is None else max(self._seen(used_until, now), now)
        return begins + self.share

    def furthest(self, now: datetime) -> datetime:
        """How far ahead it can be used up: what lies beyond was written before the clock was set back."""
        return now + self.share * self.burst

    def _seen(self, used_until: datetime, now: datetime) -> datetime:
        return used_until if used_until <= self.furthest(now) else now


# Slack: one a second in a conversation, a little more now and then.
CONVERSATION = Pace(per_minute=60, burst=1)
# Judgement: Slack names "several hundred" posts a minute for a workspace, and 50 or 100 calls of a method.
# Stay below with what goes on for long and with the burst together: people press buttons meanwhile.
_POSTS = Pace(per_minute=240, burst=20)
_FIFTY = Pace(per_minute=40, burst=10)
_HUNDRED = Pace(per_minute=80, burst=20)

PACES: dict[str, Pace] = {
    WORKSPACE: Pace(per_minute=300, burst=30),
    "chat.postMessage": _POSTS,
    "chat.update": _FIFTY,
    "chat.delete": _FIFTY,
    OPEN: _FIFTY,
    "files.getUploadURLExternal": _HUNDRED,
    "files.completeUploadExternal": _HUNDRED,
    "files.delete": _FIFTY,
}
# Every upload asks for a place and shows a file; an answer goes to an address of its own, by no method.
METHODS: dict[Kind, tuple[str, ...]] = {
    Kind.POST: ("chat.postMessage",),
    Kind.UPDATE: ("chat.update",),
    Kind.DELETE: ("chat.delete",),
    Kind.FILE: ("files.getUploadURLExternal", "files.completeUploadExternal"),
    Kind.DELETE_FILE: ("files.delete",),
    Kind.ANSWER: (),
}
POSTING = (Kind.POST, Kind.FILE)
"""What stands new in a conversation, and so counts for its pace."""


def limits_of(kind: Kind) -> tuple[str, ...]:
    """The limits that a message of this kind uses up, besides that of its conversation."""
    return (WORKSPACE, *METHODS[kind]) if METHODS[kind] else ()
