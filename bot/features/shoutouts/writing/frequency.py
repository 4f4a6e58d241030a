"""How often one person may thank: not the same colleague every day, and not the whole channel at once.

It looks at what the author gave, never at how it arrived: that would tell what the other has chosen.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import Person
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock, local_day

# Both judgement: thanks from one to the other stay something of their own, and a channel has room for all.
DAYS_BETWEEN = 3
MOST_A_DAY = 5


def reason_to_wait(
    session: Session, workspace_id: str, *, author_id: str, receiver_ids: Sequence[str], now: datetime
) -> str | None:
    """Why the author has to wait with this one, as plain words; None when they need not.

    Days are days on the author's own calendar.
    """
    zone = enrolments.working_time_of(session, workspace_id, author_id).zone
    today = local_day(now, zone)
    begins = at_wall_clock(today, time(0), zone)
    # What was taken back counts too: it may have rung, and Undo must not make that without limit.
    given_today = session.scalar(
        sa.select(sa.func.sum(Shoutout.times_given)).where(
            Shoutout.workspace_id == workspace_id,
            Shoutout.author_id == author_id,
            sa.or_(Shoutout.given_at >= begins, Shoutout.undone_at >= begins),
        )
    )
    if (given_today or 0) >= MOST_A_DAY:
        return words("shoutouts/refusals", most=MOST_A_DAY).plain("enough_today")
    for receiver_id in receiver_ids:
        last_on = last_thanked(session, workspace_id, author_id, receiver_id)
        if last_on is not None and today < last_on + timedelta(days=DAYS_BETWEEN):
            name = directory.person(session, workspace_id, receiver_id).name
            next_on = last_on + timedelta(days=DAYS_BETWEEN)
            return words("shoutouts/refusals", name=name, last_on=last_on, next_on=next_on).plain("too_soon")
    return None


def wait_for_turn(session: Session, workspace_id: str, author_id: str) -> None:
    """Let nobody else count what this author gave until this is over: two presses may come at once."""
    session.execute(
        sa.select(Person.id)
        .where(Person.workspace_id == workspace_id, Person.id == author_id)
        .with_for_update(key_share=True)
    )


def count_giving(session: Session, draft: Shoutout, *, now: datetime) -> None:
    """Count that it is given now, on top of how often it was today before it was taken back."""
    zone = enrolments.working_time_of(session, draft.workspace_id, draft.author_id).zone
    begins = at_wall_clock(local_day(now, zone), time(0), zone)
    was_today = draft.undone_at is not None and draft.undone_at >= begins
    draft.times_given = draft.times_given + 1 if was_today else 1


def last_thanked(session: Session, workspace_id: str, author_id: str, receiver_id: str) -> date | None:
    """The day, on the author's calendar, on which they last thanked this person here; None for never."""
    given_at = session.scalar(
        sa.select(Shoutout.given_at)
        .join(ShoutoutReceiver, ShoutoutReceiver.shoutout_id == Shoutout.id)
        .where(
            Shoutout.workspace_id == workspace_id,
            Shoutout.author_id == author_id,
            Shoutout.given_at.is_not(None),
            ShoutoutReceiver.person_id == receiver_id,
        )
        .order_by(Shoutout.given_at.desc())
        .limit(1)
    )
    if given_at is None:
        return None
    return local_day(given_at, enrolments.working_time_of(session, workspace_id, author_id).zone)
