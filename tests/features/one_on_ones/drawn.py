"""What is drawn from when two people do anything in any order: slots, zones, days near a clock change."""

from datetime import UTC, datetime, time

from hypothesis import strategies as st

from bot.features.one_on_ones import sides
from bot.features.one_on_ones.models import Rhythm
from bot.features.one_on_ones.recurrence import Schedule
from tests.features.one_on_ones.arranging import ANA, MAYA

TWO = (MAYA, ANA)
PEOPLE = st.sampled_from(TWO)
NORTH = ("Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata")
ZONES = st.sampled_from((*NORTH, "Australia/Sydney", "Pacific/Chatham"))
# Days before the clocks change, south and north, into winter and into summer.
STARTS = [datetime(2026, month, day, 8, tzinfo=UTC) for month, day in ((9, 24), (10, 20), (3, 9))]
SCHEDULES = st.builds(
    Schedule,
    rhythm=st.sampled_from((Rhythm.WEEKLY, *Rhythm)),
    weekday=st.integers(0, 6),
    at=st.sampled_from((time(2, 30), time(8), time(9, 30), time(16, 45), time(23, 30))),
    minutes=st.sampled_from((15, 25, 50)),
    ordinal=st.sampled_from((None, 1, 4, -1)),
    zone=st.none() | ZONES,
)
LEADS = st.sampled_from((None, *sides.LEADS, sides.LEADS[-1]))
WHICH = st.integers(0, 3)
MOSTLY, SELDOM = st.sampled_from((True, True, False)), st.sampled_from((False, False, False, True))


def other_of(person_id: str) -> str:
    """The other one of the two."""
    return ANA if person_id == MAYA else MAYA
