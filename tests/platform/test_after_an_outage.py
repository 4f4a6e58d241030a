"""After nine days without Tend each person gets what one day may bring, and not nine of them.

What becomes of each kind by itself stands in its feature's own tests; here all of them fall due at once.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.features.cards import service as cards
from bot.features.one_on_ones import early, invitations
from bot.features.reconnections.acts import reminders
from bot.features.shoutouts.channel import round_ups, threads
from bot.features.shoutouts.receiving import telling
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.agendas import share_a_series
from tests.features.one_on_ones.arranging import set_up
from tests.features.one_on_ones.test_told_early import HOUR_BEFORE
from tests.features.one_on_ones.test_told_early import choose as choose_when_told
from tests.features.reconnections.reaching import ask_regularly
from tests.features.reconnections.test_drift import keep_in_touch
from tests.features.reconnections.test_reminded_at_a_time import remind_at_two
from tests.features.shoutouts.test_friday_thread import opt
from tests.features.shoutouts.thanking import WORDS, give

NINE_DAYS = timedelta(days=9)
FRIDAY, THURSDAY, MONDAY = utc(2026, 10, 16, 10), utc(2026, 10, 22, 10), utc(2026, 11, 2, 10)
USUAL = {cards.PURPOSE, invitations.PURPOSE, telling.QUESTION}
"""What product.md lets come by itself, each once a day and person at most."""
TOO_LATE = {reminders.PURPOSE}
"""What belonged to its own moment, and is left to the card."""


def live(tend: Sandbox, *, until: datetime) -> None:
    """Let a team use everything that comes by itself, and have some of it wait in the evening it ends."""
    share_a_series(tend)
    choose_when_told(tend, "sam", HOUR_BEFORE)
    set_up(tend, "@noor weekly friday 15:00", by="kofi")
    keep_in_touch(tend, "maya", "ana", "Every week")
    ask_regularly(tend, "maya", "leo")
    opt(tend, thread=True, round_up=True)
    tend.turn_to(until - timedelta(hours=12))
    for handle in ("maya", "ana", "sam"):
        note(tend, handle, "call the harbour master")
        note(tend, handle, "send the budget")
    give(tend, "maya", f"@jonas {WORDS}")
    if until < utc(2026, 10, 8):
        remind_at_two(tend)
    tend.turn_to(until - timedelta(minutes=1))
    set_up(tend, "@leo weekly wednesday 15:00", by="ana")
    give(tend, "sam", f"@kofi {WORDS}")
    tend.turn_to(until)


def said_between(tend: Sandbox, since: datetime, until: datetime) -> Counter[tuple[str, str]]:
    """How often each kind of message reached each person or channel by then."""
    with tend.database.reading() as session:
        found = session.execute(
            sa.select(OutboxMessage.purpose, OutboxMessage.person_id, OutboxMessage.channel_id).where(
                OutboxMessage.kind == Kind.POST,
                OutboxMessage.state == State.SENT,
                OutboxMessage.ended_at >= since,
                OutboxMessage.ended_at < until,
            )
        )
        return Counter((purpose, person_id or channel_id) for purpose, person_id, channel_id in found)


@pytest.mark.parametrize(
    ("back_at", "of_this_day"),
    [(FRIDAY, threads.PURPOSE), (THURSDAY, early.PURPOSE), (MONDAY, round_ups.PURPOSE)],
)
def test_everything_that_fell_due_meanwhile_makes_one_usual_day(
    tend: Sandbox, back_at: datetime, of_this_day: str
) -> None:
    live(tend, until=back_at - NINE_DAYS)
    tend.clock.turn_to(back_at)
    tend.settle()
    night = back_at.replace(hour=23)
    tend.turn_to(night)
    said = said_between(tend, back_at, night)
    assert {purpose for purpose, _ in said} == {*USUAL, of_this_day}
    assert set(said.values()) == {1}, said


def test_the_days_after_are_as_usual_too(tend: Sandbox) -> None:
    live(tend, until=FRIDAY - NINE_DAYS)
    tend.clock.turn_to(FRIDAY)
    tend.settle()
    for day in range(7):
        begins = FRIDAY.replace(hour=0) + timedelta(days=day)
        tend.turn_to(begins + timedelta(days=1))
        said = said_between(tend, begins, begins + timedelta(days=1))
        assert all(times == 1 for (purpose, _), times in said.items()), said
        assert not TOO_LATE & {purpose for purpose, _ in said}
