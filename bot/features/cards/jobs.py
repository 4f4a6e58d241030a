"""Send one person's card, a step at a time."""

from datetime import datetime

import sqlalchemy as sa

from bot.features.cards import service
from bot.features.people import directory, enrolments
from bot.features.people.models import Enrolment
from bot.features.people.reader import reader_of
from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed


def send_one_card(database: Database, clock: Clock) -> bool:
    """Look at the card of one person whose hour has come. False when there is nobody.

    Taking somebody is moving their ``next_card_at``; the card is in the outbox in the same transaction.
    """
    now = clock.now()
    with database.transaction() as session:
        chosen = session.scalars(people_due(now).limit(1)).first()
        if chosen is None:
            return False
        person = directory.person(session, chosen.workspace_id, chosen.person_id)
        next_card_at = enrolments.next_card_after(chosen, zone=person.zone, now=now)
        taken = session.execute(
            sa.update(Enrolment)
            .where(
                Enrolment.workspace_id == chosen.workspace_id,
                Enrolment.person_id == chosen.person_id,
                Enrolment.next_card_at == chosen.next_card_at,
            )
            .values(next_card_at=None if person.is_gone else next_card_at)
            .execution_options(synchronize_session=False)
        )
        if rows_changed(taken) != 1:
            return True  # somebody else took them
        reader = reader_of(session, person.workspace_id, person.id, now=now)
        if enrolments.may_be_written_to(session, person.workspace_id, person.id, now=now) and service.is_time(
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
