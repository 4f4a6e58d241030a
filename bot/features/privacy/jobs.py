"""What is due around people's data: files whose day is over, and people who left a month ago."""

import logging

from bot.features.people import leaving
from bot.features.privacy import exporting
from bot.features.privacy.erasing import erase
from bot.platform.clock import Clock
from bot.platform.database import Database

log = logging.getLogger(__name__)


def take_one_export_away(database: Database, clock: Clock) -> bool:
    """Take one file out of Slack whose day is over. False when there is none."""
    with database.transaction() as session:
        return exporting.take_one_away(session, now=clock.now())


def forget_one_leaver(database: Database, clock: Clock) -> bool:
    """Forget one person who left a month ago. False when there is nobody.

    They get no mark: whoever comes back is as new here as anybody.
    """
    now = clock.now()
    with database.transaction() as session:
        person = session.scalars(leaving.due(now).limit(1)).first()
        if person is None:
            return False
        erase(session, person.workspace_id, person.id, now=now, is_marked=False)
        session.refresh(person)
        leaving.forget(session, person, now=now)
    return True
