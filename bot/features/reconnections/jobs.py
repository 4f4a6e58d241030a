"""What is due around reconnecting: remind at a set time, take words away, forget what is old."""

import logging

from bot.features.one_on_ones.agenda import wishes
from bot.features.questions import forgetting as old_questions
from bot.features.reconnections import sides
from bot.features.reconnections.acts import drafts, handing, reminders
from bot.features.relationships import watching
from bot.features.workspace import retention
from bot.features.workspace.retention import Kept
from bot.platform.clock import Clock
from bot.platform.database import Database

log = logging.getLogger(__name__)


def forget_what_is_old(database: Database, clock: Clock) -> bool:
    """Forget everything whose time is over, as each workspace chose. False: nothing is left to do."""
    now = clock.now()
    with database.transaction() as session:
        forgotten = old_questions.forget_old(session, now=now)
        wishes.forget_old(session, now=now)
        for kept in retention.times_in_use(session, Kept.STATES):
            forgotten += sides.forget_old(session, kept=kept, now=now)
            forgotten += old_questions.forget_states(session, kept=kept, now=now)
        for kept in retention.times_in_use(session, Kept.ACTS):
            forgotten += watching.forget_old(session, kept=kept, today=now.date())
        forgotten += watching.forget_times_away(session, today=now.date())
    if forgotten:
        log.info("%d rows were forgotten, as the workspaces' admins chose", forgotten)
    return False


def forget_one_draft(database: Database, clock: Clock) -> bool:
    """Delete one draft of an act whose week is over."""
    with database.transaction() as session:
        return drafts.forget_one(session, now=clock.now())


def remind_one_person(database: Database, clock: Clock) -> bool:
    """Remind one person of an act at the time they set."""
    now = clock.now()
    with database.transaction() as session:
        taken = reminders.take_one(session, now=now)
    if taken is None:
        return False
    with database.transaction() as session:
        reminders.remind(session, taken, now=now)
    return True


def take_words_away(database: Database, clock: Clock) -> bool:
    """Take away one message with somebody's own words, a day after it was sent."""
    with database.transaction() as session:
        return handing.take_one_away(session, now=clock.now())
