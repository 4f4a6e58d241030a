"""Dates as Slack writes them into a text: in the words and the zone of whoever reads."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.sandbox.rendering.scene import Scene

_TOKEN = re.compile(r"\{(\w+)\}")
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def write_date(timestamp: int, *, pattern: str, scene: Scene) -> str | None:
    """``pattern`` with each ``{date…}`` and ``{time…}`` filled in, or None for a moment no calendar has.

    ``timestamp`` counts seconds since 1970 in UTC. The day is that of ``scene.zone``, hours run to 24.
    The tokens are those of /messaging/formatting-message-text; unknown ones stay as they are.
    """
    try:
        moment = datetime.fromtimestamp(timestamp, UTC).astimezone(scene.zone)
    except (OverflowError, OSError, ValueError):
        return None
    today = scene.now.astimezone(scene.zone)

    def fill(found: re.Match[str]) -> str:
        writer = _WRITERS.get(found[1])
        return writer(moment, today) if writer else found[0]

    return _TOKEN.sub(fill, pattern)


def clock_time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _date(moment: datetime, _today: datetime) -> str:
    return f"{moment:%B} {moment.day}{_ENDINGS.get(moment.day, 'th')}, {moment.year}"


def _date_short(moment: datetime, _today: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _date_long(moment: datetime, today: datetime) -> str:
    return f"{moment:%A}, {_date(moment, today)}"


def _pretty(plain: Callable[[datetime, datetime], str]) -> Callable[[datetime, datetime], str]:
    def write(moment: datetime, today: datetime) -> str:
        days = (moment.date() - today.date()).days
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days) or plain(moment, today)

    return write


def _ago(moment: datetime, today: datetime) -> str:
    apart = abs(today - moment)
    for size, word in (
        (timedelta(days=1), "day"),
        (timedelta(hours=1), "hour"),
        (timedelta(minutes=1), "minute"),
    ):
        if apart >= size:
            count = apart // size
            words = f"{count} {word}{'' if count == 1 else 's'}"
            return f"{words} ago" if moment <= today else f"in {words}"
    return "just now"


_WRITERS: dict[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda moment, _today: f"{moment:%Y-%m-%d}",
    "date": _date,
    "date_short": _date_short,
    "date_long": _date_long,
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_date_short),
    "date_long_pretty": _pretty(_date_long),
    "day_divider_pretty": _pretty(_date_long),
    "time": lambda moment, _today: clock_time(moment),
    "time_secs": lambda moment, _today: f"{moment:%H:%M:%S}",
    "ago": _ago,
}
