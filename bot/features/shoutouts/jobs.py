"""What is due around shout-outs, a step at a time: ask after a first one, forget old drafts."""

from bot.features.shoutouts.receiving import telling
from bot.features.shoutouts.writing import drafts
from bot.platform.clock import Clock
from bot.platform.database import Database


def ask_one_receiver(database: Database, clock: Clock) -> bool:
    """Ask one person, whose first post has reached the channel, how thanks should reach them."""
    with database.transaction() as session:
        return telling.ask_one(session, now=clock.now())


def forget_one_draft(database: Database, clock: Clock) -> bool:
    """Delete one draft whose week is over."""
    with database.transaction() as session:
        return drafts.forget_one(session, now=clock.now())
