"""What the machine stands on: a database, a clock, how a deed is done, and what is drawn from."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, series, sides
from bot.features.one_on_ones.models import Meeting, Rhythm, Role, Series
from bot.features.one_on_ones.recurrence import Schedule
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.errors import UserError
from bot.schema import METADATA
from tests.features.one_on_ones.arranging import ANA, MAYA, WORKSPACE

KEY = new_key()

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
ROLES = st.none() | st.sampled_from(Role)
CLOSING = st.sampled_from((meetings.hold, meetings.hold, meetings.skip))
HOURS = st.sampled_from((0, 0, 1, 5, 23))
WHICH = st.integers(0, 3)
MOSTLY, SELDOM = st.sampled_from((True, True, False)), st.sampled_from((False, False, False, True))


def other_of(person_id: str) -> str:
    """The other one of the two."""
    return ANA if person_id == MAYA else MAYA


class Stage(RuleBasedStateMachine):
    """An empty database and a clock; the first rule sets the clock."""

    clock: ManualClock

    def __init__(self) -> None:
        super().__init__()
        self.database = Database("sqlite://", Cipher((KEY,)))
        METADATA.create_all(self.database.engine)

    def teardown(self) -> None:
        self.database.dispose()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def does(self, deed: Callable[[Session], None]) -> None:
        """Do it in one transaction; what is refused is refused in words, and changes nothing."""
        try:
            with self.database.transaction() as session:
                deed(session)
        except UserError as refused:
            assert refused.words  # noqa: PT017

    def does_to_series(self, deed: Callable[[Session, Series], None], *, by: str | None = None) -> None:
        """Do it to the series that runs, if ``by`` is in it."""

        def find_and_do(session: Session) -> None:
            found = series.between(session, WORKSPACE, *TWO)
            if found is not None and (by is None or found.is_in(by)):
                deed(session, found)

        self.does(find_and_do)

    def does_to_meeting(
        self, deed: Callable[[Session, Meeting], None], *, by: str, which: int, has_begun: bool = False
    ) -> None:
        """Do it to one of the meetings that are nearest to now; ``which`` counts from the nearest."""

        def find_and_do(session: Session) -> None:
            until = self.now if has_begun else datetime.max.replace(tzinfo=UTC)
            found = sa.select(Meeting.starts_at, Meeting.id).where(Meeting.starts_at <= until)
            known = session.execute(found).all()
            ids = [meeting_id for _, meeting_id in sorted((abs(at - self.now), one) for at, one in known)]
            meeting_id = ids[which % len(ids)] if ids else 0
            deed(session, meetings.meeting_of(session, WORKSPACE, person_id=by, meeting_id=meeting_id))

        self.does(find_and_do)
