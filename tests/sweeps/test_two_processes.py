"""Whatever people, two processes and a failing Slack do, in any order: nothing is lost or twice public."""

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from bot.platform.delivery.models import OutboxMessage, State
from tests.features.follow_ups.noting import nudges_of
from tests.sweeps.two_offices import TEAM, TwoOffices

# Judgement: longer than any promise rests between two nudges, and than the longest pause of a courier.
_DAYS_TO_COME_TO_REST = 20


class TwoProcesses(TwoOffices):
    """What has to be true after each step, and once Slack works again."""

    @invariant()
    def nobody_has_two_cards_a_day(self) -> None:
        assert self.doubled_cards() <= self.drops

    @invariant()
    def nothing_stands_in_public_twice(self) -> None:
        assert all(times <= 1 for times in self.times_posted())

    def check_at_the_end(self) -> None:
        self.sandbox.workspace.faults.forget()
        before = {who: len(nudges_of(self.sandbox, who)) for who in TEAM}
        self.sandbox.let_days_pass(_DAYS_TO_COME_TO_REST)
        for who in TEAM:
            came = len(nudges_of(self.sandbox, who)) - before[who]
            assert came or not self.open[who], f"{who} has an open promise and heard of none"
            assert self.open[who] or came == 0, f"{who} has none left and was nudged"
        missing = self.times_posted().count(0)
        assert missing <= self._in_doubt(), "a post is lost, and nobody was asked"

    def _in_doubt(self) -> int:
        asked = sa.select(sa.func.count()).where(OutboxMessage.state == State.IN_DOUBT)
        with self.sandbox.database.reading() as session:
            return session.scalar(asked) or 0


TwoProcesses.TestCase.settings = settings(
    max_examples=5,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestTwoProcesses = TwoProcesses.TestCase
