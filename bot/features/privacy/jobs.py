"""What is due around people's data: files whose day is over, old messages, people who left a month ago."""

import logging

from bot.features.people import leaving
from bot.features.people.erased import marks
from bot.features.people.models import Person
from bot.features.privacy import exporting, sent
from bot.features.privacy.erasing import erase
from bot.platform.clock import Clock
from bot.platform.database import Database

log = logging.getLogger(__name__)


def take_one_export_away(database: Database, clock: Clock) -> bool:
    """Take one file out of Slack whose day is over. False when there is none."""
    now = clock.now()
    with database.transaction() as session:
        export_id = exporting.put_off_one(session, now=now)
    if export_id is None:
        return False
    with database.transaction() as session:
        exporting.take_one_away(session, export_id, now=now)
    return True


def forget_sent_messages(database: Database, clock: Clock) -> bool:
    """Forget a batch of messages that went long ago. False when there was none left."""
    with database.transaction() as session:
        return sent.forget(session, now=clock.now()) > 0


def forget_one_leaver(database: Database, clock: Clock) -> bool:
    """Forget one person who left a month ago. False when there is nobody.

    They get no mark: whoever comes back is as new here as anybody.
    """
    now = clock.now()
    with database.transaction() as session:
        person = session.scalars(leaving.due(now).limit(1)).first()
        if person is None:
            return False
        whose = (person.workspace_id, person.id)
        # First: somebody who cannot be forgotten today does not hold up those behind them.
        leaving.put_off(person, now=now)
    with database.transaction() as session:
        person = session.get(Person, whose, with_for_update=True)
        if person is None or person.forget_at is None:  # they have come back
            return True
        erase(session, *whose, now=now, is_marked=False)
        session.refresh(person)
        leaving.forget(session, person, now=now)
        marks.take_off(session, *whose)
    return True
