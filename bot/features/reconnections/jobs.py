"""Forget how it was between people once that is sixty days old, and old questions after a year."""

from bot.features.questions import forgetting as old_questions
from bot.features.reconnections import sides
from bot.platform.clock import Clock
from bot.platform.database import Database


def forget_what_is_old(database: Database, clock: Clock) -> bool:
    """Forget everything whose time is over, in one go. False: nothing is left to do."""
    now = clock.now()
    with database.transaction() as session:
        sides.forget_old(session, now=now)
        old_questions.forget_old(session, now=now)
    return False
