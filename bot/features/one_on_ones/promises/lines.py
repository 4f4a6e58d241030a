"""Promises between the two as lines: whose, what, and how each stands."""

from collections.abc import Sequence

from bot.features.follow_ups import pairs
from bot.features.follow_ups.models import FollowUp, State
from bot.features.one_on_ones.agenda.skeleton import first_name
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.templating import words
from bot.platform.working_time import local_day


def promise_lines(promises: Sequence[FollowUp], *, reader: Reader, other: Person, most: int) -> list[str]:
    """Promises between the two as lines of mrkdwn, the latest ``most`` of them, and how many more."""
    shown = promises[-most:]
    said = [_promise(one, reader=reader, other=other) for one in shown]
    more = len(promises) - len(shown)
    return said if not more else [*said, words("one_on_ones/history", count=more)["more_promises"]]


def _promise(one: FollowUp, *, reader: Reader, other: Person) -> str:
    stands = "waiting" if pairs.is_waiting(one) else "open" if pairs.is_open(one) else one.state
    return words(
        "one_on_ones/history",
        is_mine=one.owner_id == reader.person_id,
        name=first_name(other),
        words=one.words,
        stands=stands,
        due_on=one.due_on,
        ended_on=local_day(one.ended_at, reader.zone) if one.ended_at and stands == State.DONE else None,
    )["promise"]
