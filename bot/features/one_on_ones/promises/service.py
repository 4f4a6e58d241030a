"""What one of the two promised in a one-on-one, kept as a follow-up."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.one_on_ones import meetings, service
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.models import Series
from bot.features.people.reader import Reader
from bot.platform.templating import words as words_of
from bot.platform.working_time import local_day

# A promise for a later day than that is refused.
_FURTHEST = timedelta(days=366)


def note(
    session: Session, series: Series, *, by: str, is_theirs: bool, words: str, due_on: date, now: datetime
) -> FollowUp:
    """Keep what ``by``, or with ``is_theirs`` the other one, promised for ``due_on`` (its owner's calendar).

    Both see it while the series is shared and runs. What the other promised waits for their *Mine*, and
    their next card asks for it. Raises NotAPromise, and NotOnYourList for a promise of somebody who has
    not joined.
    """
    # Whoever ends the series at this moment comes before this, or takes the promise along.
    meetings.lock(session, series)
    other_id = series.other_end(by)
    is_shared = series.is_shared and series.ended_at is None
    if is_theirs and not is_shared:
        raise NotOnYourList(words_of("one_on_ones/refusals").plain("not_yours"))
    follow_up = follow_ups.open_follow_up(
        session,
        series.workspace_id,
        owner_id=other_id if is_theirs else by,
        author_id=by,
        with_id=by if is_theirs else other_id,
        words=words,
        due_on=due_on,
        origin=Origin.ONE_ON_ONE,
        is_shared=is_shared,
        now=now,
    )
    if is_theirs:
        follow_ups.offer_on_next_card(session, follow_up, now=now)
    return follow_up


def usual_day(session: Session, series: Series, reader: Reader) -> date:
    """By when something is usually promised: the next time the two meet, on the reader's calendar."""
    if series.ended_at is not None:
        return reader.working_time.working_day_after(reader.today)
    next_one = service.next_meeting(session, series, now=reader.now)
    return min(max(local_day(next_one.starts_at, reader.zone), reader.today), reader.today + _FURTHEST)
