"""Once a month the channel reads where some of its thanks stand: public ones alone, by lot, uncounted."""

import re
from datetime import timedelta

import pytest

from bot.features.shoutouts.channel import blocks
from bot.platform.slack.check import problems_in_message
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.shoutouts.test_friday_thread import opt
from tests.features.shoutouts.thanking import WORDS, asked, choose, choose_channel, give, posts

MONDAY = utc(2026, 11, 2, 9)  # ten o'clock in Berlin


def round_ups(tend: Sandbox) -> list[Message]:
    return [message for message in posts(tend) if "said here in" in message.words]


def round_up_of(tend: Sandbox) -> Message:
    opt(tend, thread=False, round_up=True)
    tend.turn_to(MONDAY)
    [message] = round_ups(tend)
    return message


def in_order(message: Message) -> list[str]:
    return re.findall(r"\|([^<>|]+)>", message.blocks[1]["text"]["text"])


def names_in(message: Message) -> set[str]:
    return set(in_order(message))


def test_on_the_first_monday_it_leads_to_last_months_posts(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    give(tend, "maya", f"@ana @leo {WORDS}")
    [post] = posts(tend)
    message = round_up_of(tend)
    address = f"archives/C0SHOUTS01/p{post.ts.replace('.', '')}|Ana Sousa, Leo Fontaine>"
    assert address in message.blocks[1]["text"]["text"]
    assert message.text == "Some of the thanks that were said here in October"
    assert "<@" not in str(message.blocks) + message.text
    assert "maya" not in message.words.lower()
    assert WORDS not in message.words
    tend.turn_to(MONDAY + timedelta(days=40))
    assert round_ups(tend) == [message]  # November had none
    assert tend.workspace.refused_calls() == []


def test_there_are_five_at_most_in_the_order_of_the_lot_which_stays(tend: Sandbox) -> None:
    given = [
        "Ana Sousa",
        "Leo Fontaine",
        "Sam Becker",
        "Priya Raman",
        "Jonas Vogt",
        "Noor Haddad",
        "Kofi Mensah",
    ]
    for handle in ("ana", "leo", "sam", "priya", "jonas"):
        give(tend, "maya", f"@{handle} {WORDS}")
    for handle in ("noor", "kofi"):
        give(tend, "ana", f"@{handle} {WORDS}")
    message = round_up_of(tend)
    drawn = in_order(message)
    assert len(drawn) == 5
    assert drawn != [name for name in given if name in drawn]
    assert drawn[::-1] != [name for name in given if name in drawn]
    handle = drawn[1].partition(" ")[0].lower()
    [listed] = tend.hands(handle).types("/shoutout received")
    tend.hands(handle).press(listed, "Take it down")
    assert in_order(message) == [drawn[0], *drawn[2:]]


def test_nobody_who_would_rather_not_is_in_it(tend: Sandbox) -> None:
    choose(tend, "sam", "To me")
    choose(tend, "jonas", "Not this way")
    give(tend, "maya", f"@sam {WORDS}")
    give(tend, "maya", f"@jonas {WORDS}")
    give(tend, "maya", f"@priya @sam {WORDS} too")  # her words may be about him
    give(tend, "maya", f"@ana {WORDS}")
    give(tend, "leo", f"@noor {WORDS}")
    give(tend, "maya", f"@kofi {WORDS}")
    tend.hands("ana").press(asked(tend, "ana"), "Take it down")
    choose(tend, "noor", "To me")  # has changed her mind since
    assert names_in(round_up_of(tend)) == {"Kofi Mensah"}


def test_nobody_is_in_it_with_thanks_of_somebody_they_have_blocked_since(tend: Sandbox) -> None:
    give(tend, "leo", f"@noor {WORDS}")
    give(tend, "maya", f"@kofi {WORDS}")
    tend.hands("noor").types("/tend block @leo")
    tend.hands("kofi").types("/tend block @leo")  # her thanks are not his
    assert names_in(round_up_of(tend)) == {"Kofi Mensah"}


def test_what_was_taken_back_or_said_elsewhere_or_in_another_month_is_not_in_it(tend: Sandbox) -> None:
    tend.hands("maya").press(give(tend, "maya", f"@ana {WORDS}"), "Undo")
    choose_channel(tend, "C0GENERAL1")
    give(tend, "maya", f"@leo {WORDS}")
    choose_channel(tend, "C0SHOUTS01")
    opt(tend, thread=False, round_up=True)
    tend.turn_to(utc(2026, 10, 31, 23, 30))  # the first of November in Berlin
    give(tend, "maya", f"@sam {WORDS}")
    tend.turn_to(MONDAY)
    assert round_ups(tend) == []


def test_whoever_takes_theirs_down_later_leaves_the_round_up_too(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    give(tend, "maya", f"@leo @sam {WORDS}")
    message = round_up_of(tend)
    assert names_in(message) == {"Ana Sousa", "Leo Fontaine, Sam Becker"}
    [listed] = tend.hands("sam").types("/shoutout received")
    tend.hands("sam").press(listed, "Take it down")
    assert names_in(message) == {"Ana Sousa"}
    assert len(posts(tend)) == 3  # Leo's thanks stay where they are
    [listed] = tend.hands("ana").types("/shoutout received")
    tend.hands("ana").press(listed, "Take it down")
    assert round_ups(tend) == []
    assert tend.workspace.refused_calls() == []


def test_it_ends_when_it_is_switched_off(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    opt(tend, thread=False, round_up=True)
    opt(tend, thread=False, round_up=False)
    tend.turn_to(MONDAY + timedelta(days=1))
    assert round_ups(tend) == []


@pytest.mark.parametrize(("days", "made"), [(3, 1), (7, 0)])
def test_after_an_outage_it_comes_within_the_week_or_not_at_all(tend: Sandbox, days: int, made: int) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    opt(tend, thread=False, round_up=True)
    tend.clock.turn_to(MONDAY + timedelta(days=days))
    tend.settle()
    assert len(round_ups(tend)) == made


def test_the_longest_names_still_fit(tend: Sandbox) -> None:
    lines = [("https://harbour.slack.com/archives/C0SHOUTS01/p1", "<&|> " * 500)] * 5
    message = blocks.round_up(lines, month=MONDAY.date())
    assert problems_in_message(message.text, message.blocks) == []
