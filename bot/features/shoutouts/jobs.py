"""What is due around shout-outs, a step at a time: a first question, old drafts, what the channel gets."""

from functools import partial

from bot.features.shoutouts.channel import round_ups, threads, turns
from bot.features.shoutouts.receiving import preferences, telling, thanking_back
from bot.features.shoutouts.writing import drafts
from bot.features.workspace.models import Workspace
from bot.platform.clock import Clock
from bot.platform.database import Database


def ask_one_receiver(database: Database, clock: Clock) -> bool:
    """Tell one person privately that they were thanked, or ask them how thanks should reach them."""
    with database.transaction() as session:
        return telling.ask_one(session, now=clock.now())


def tell_one_author(database: Database, clock: Clock) -> bool:
    """Tell one author that whom they thanked says thank you back."""
    with database.transaction() as session:
        return thanking_back.tell_one(session, now=clock.now())


def forget_one_draft(database: Database, clock: Clock) -> bool:
    """Delete one draft whose week is over."""
    with database.transaction() as session:
        return drafts.forget_one(session, now=clock.now())


def invite_one_channel(database: Database, clock: Clock) -> bool:
    """Begin one workspace's Friday thread, if its hour has come."""
    return turns.take_one(
        database, clock, Workspace.thread_next_at, make=threads.invite, next_at=threads.next_at
    )


def round_up_one_channel(database: Database, clock: Clock) -> bool:
    """Make one workspace's monthly round-up, if its hour has come."""
    return turns.take_one(
        database,
        clock,
        Workspace.round_up_next_at,
        make=partial(round_ups.make, way_from=preferences.way_from),
        next_at=round_ups.next_at,
    )
