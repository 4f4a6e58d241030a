"""How people live through some weeks with one-on-ones, for tests that read their digests."""

from datetime import timedelta

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import cards_of
from tests.features.one_on_ones.arranging import ASKED, cards_naming, join, set_up

MONDAY = utc(2026, 10, 12, 9)


def lead(tend: Sandbox, handle: str, *others: str) -> None:
    """Say whom one leads."""
    for other in others:
        tend.hands(handle).types(f"/tend report @{other}")


def asked(tend: Sandbox, handle: str = "maya") -> Message:
    """The answer to ``/digest``."""
    [message] = tend.hands(handle).types("/digest")
    return message


def opened(tend: Sandbox, handle: str = "maya") -> View:
    """The page behind the latest card."""
    tend.hands(handle).press(cards_of(tend, handle)[-1], "Open my week")
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return view


def named(tend: Sandbox, words: str) -> str:
    """``words`` with everybody's handle in the place of their id."""
    for person in tend.workspace.people:
        words = words.replace(f"<@{person.id}>", f"@{person.handle}")
    return words


def page_of(tend: Sandbox, handle: str = "maya") -> str:
    """All that can be read on the page behind the latest card; it is closed again."""
    view = opened(tend, handle)
    tend.hands(handle).close(view, all_of_them=True)
    return named(tend, words_in(view.blocks))


def meet_for_weeks(tend: Sandbox, weeks: int) -> None:
    """Maya and Sam meet on Thursdays, and Maya notes each one on the next day's card."""
    set_up(tend, "@sam weekly thursday 14:00")
    tend.let_days_pass(1)
    join(tend, "sam")
    for week in range(weeks):
        tend.turn_to(utc(2026, 10, 9, 9) + timedelta(weeks=week))
        tend.hands("maya").press(cards_naming(tend, "maya", ASKED)[-1], "Held")
