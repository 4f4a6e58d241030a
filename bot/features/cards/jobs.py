"""Send one person's card, a step at a time."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards import service
from bot.features.people import directory, enrolments
from bot.features.people.models import Enrolment
from bot.features.people.reader import reader_of
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed

# Whose card cannot be made is looked at again after this long, and keeps nobody else waiting meanwhile.
_LEASE = timedelta(minutes=5)


def send_one_card(database: Database, clock: Clock) -> bool:
    """Look at the card of one person whose hour has come. False when there is nobody.

    Taking somebody is moving their ``next_card_at``: a little first, and to their next hour together
    with the card, in one transaction. So a card that fails, or a process that is killed, delays one
    person and not those behind them.
    """
    now = clock.now()
    with database.transaction() as session:
        chosen = session.scalars(people_due(now).limit(1)).first()
        if chosen is None:
            return False
        workspace_id, person_id = chosen.workspace_id, chosen.person_id
        if not _move(session, chosen, to=now + _LEASE):
            return True
    with database.transaction(remembering=True) as session:
        chosen = session.get_one(Enrolment, (workspace_id, person_id))
        person = directory.person(session, workspace_id, person_id)
        next_card_at = (
            None if person.is_gone else enrolments.next_card_after(chosen, zone=person.zone, now=now)
        )
        if chosen.next_card_at != now + _LEASE or not _move(session, chosen, to=next_card_at):
            return True  # the lease ran out and somebody else has them, or they have just changed their hour
        reader = reader_of(session, workspace_id, person_id, now=now)
        if enrolments.may_be_written_to(session, workspace_id, person_id, now=now) and service.is_time(
            chosen, reader
        ):
            service.make_card(session, reader)
    return True


def people_due(now: datetime) -> sa.Select[Enrolment]:
    """The people whose next card is due for a look."""
    return (
        sa.select(Enrolment)
        .where(Enrolment.next_card_at <= now)
        .order_by(Enrolment.next_card_at)
        .with_for_update(skip_locked=True)
    )


def _move(session: Session, chosen: Enrolment, *, to: datetime | None) -> bool:
    """Move the due column if it is still what was read; whether it was."""
    moved = session.execute(
        sa.update(Enrolment)
        .where(
            Enrolment.workspace_id == chosen.workspace_id,
            Enrolment.person_id == chosen.person_id,
            Enrolment.next_card_at == chosen.next_card_at,
        )
        .values(next_card_at=to)
        .execution_options(synchronize_session=False)
    )
    return rows_changed(moved) == 1
