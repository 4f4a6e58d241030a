"""How long it takes to say when a person may be written to next."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.measuring import timed
from bot.features.people.free_days import FreeDays
from bot.features.people.stretches import Stretch
from bot.platform.working_time import WorkingTime

_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_STEP = timedelta(hours=7, minutes=13)
_ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
_EASTER = Stretch(date(2026, 4, 6), date(2026, 4, 17))
_A_YEAR = Stretch(date(2026, 1, 2), date(2027, 2, 5))


def page(*, quick: bool) -> str:
    """The section about working time, as Markdown."""
    calls = 100 if quick else 20_000
    lines = [
        f"- {what}: {_microseconds_a_call(free, calls):.1f} µs a call"
        for what, free in (
            ("no days off", FreeDays()),
            ("ten days off and the holidays of DE-BE", FreeDays((_EASTER,), "DE-BE")),
            ("400 days off and the same holidays", FreeDays((_A_YEAR,), "DE-BE")),
        )
    ]
    return "\n".join(["## When may this person be written to next", "", *lines])


def _microseconds_a_call(free: FreeDays, calls: int) -> float:
    working = [WorkingTime(zone=zone, days_off=free) for zone in _ZONES]
    moments = [_FROM + _STEP * (step % 1000) for step in range(calls)]
    _ask(working[0], moments[:1000])  # from here on the holidays are known
    return timed(lambda: [_ask(one, moments) for one in working]) / (calls * len(working) * 2) * 1e6


def _ask(working_time: WorkingTime, moments: Iterable[datetime]) -> None:
    for moment in moments:
        working_time.next_moment(after=moment)
        working_time.next_moment(after=moment, at=time(8, 30))
