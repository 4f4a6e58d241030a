"""Whether to try a delivery again, and when. Pure: the fault comes in, a decision goes out."""

from dataclasses import dataclass
from datetime import timedelta

from bot.platform.slack.errors import Code, DeliveryError, InDoubt, Later, Refused

# Judgement: half a day of growing pauses outlasts Slack's incidents; what still fails then needs a person.
_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=30)
MOST_ATTEMPTS = 30


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after ``pause``."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Stop, for this reason (Slack's code)."""

    reason: Code


@dataclass(frozen=True, slots=True)
class AskAPerson:
    """It may have been posted where others can see it: a second time would be worse than asking."""


def decide(fault: DeliveryError, *, attempts: int, public: bool) -> Retry | GiveUp | AskAPerson:
    """What to do about ``fault`` after the ``attempts``-th attempt of a message.

    ``public`` is whether others than one person would see it twice. A message to one person that is
    in doubt is sent again, since a promise must not be lost; a public one is not.
    """
    if isinstance(fault, Refused):
        return GiveUp(fault.code)
    if isinstance(fault, InDoubt) and public:
        return AskAPerson()
    if attempts >= MOST_ATTEMPTS:
        return GiveUp(fault.code)
    pause = min(_FIRST_PAUSE * 2 ** min(attempts - 1, 20), _LONGEST_PAUSE)
    if isinstance(fault, Later) and fault.after is not None:
        # Never sooner than Slack says. Later, if it has said so before: thirty times a second soon end.
        pause = max(pause, fault.after)
    return Retry(pause)
