"""Cards name a meeting once before it and ask once after it, on each reader's own clock."""

from datetime import UTC, datetime

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from tests.features.one_on_ones.arranging import (
    ASKED,
    cards_naming,
    cards_of,
    invitations_of,
    join,
    listed,
    set_up,
)


def posted_on(message: Message) -> datetime:
    return datetime.fromtimestamp(int(float(message.ts)), UTC)


def test_todays_meetings_stand_on_the_card(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly thursday 10:00")
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    [card] = cards_of(tend, "maya")
    assert "10:00 · one-on-one with <@U0LEO00001>" in card.words
    assert card.text == "A few things for today"


def test_each_reads_their_own_wall_clock(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly thursday 16:00")
    tend.turn_to(utc(2026, 10, 7, 13, 30))
    join(tend, "leo")
    tend.turn_to(utc(2026, 10, 8, 14, 1))
    assert "16:00 · one-on-one with <@U0LEO00001>" in cards_of(tend, "maya")[0].words
    assert "10:00 · one-on-one with <@U0MAYA0001>" in cards_of(tend, "leo")[0].words


def test_right_after_the_hour_of_the_card_stands_on_the_working_day_before(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly monday 9:30")
    set_up(tend, "@ana weekly monday 9:31")
    tend.turn_to(utc(2026, 10, 12, 8))
    friday, monday = cards_of(tend, "maya")
    assert posted_on(friday) == utc(2026, 10, 9, 7)
    assert "U0ANA00001" not in friday.words
    assert "09:31 · one-on-one with <@U0ANA00001>" in monday.words
    assert "09:30 · one-on-one" not in monday.words


def test_before_the_hour_it_is_named_with_its_day(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly friday 8:00")
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    [card] = cards_of(tend, "maya")
    assert "Friday 9 October, 08:00 · one-on-one with <@U0SAM00001>" in card.words


def test_each_is_named_once_before_and_asked_about_once(tend: Sandbox) -> None:
    set_up(tend, "@sam monthly thursday 14:00")
    named, asked = set(), set()
    for _ in range(26):
        tend.let_days_pass(1)
        named |= {card.ts for card in cards_naming(tend, "maya", "14:00 · one-on-one")}
        asked |= {card.ts for card in cards_naming(tend, "maya", ASKED)}
    assert len(named) == len(asked) == 1


def test_the_question_comes_on_the_card_after(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 9, 7, 1))
    [card] = cards_naming(tend, "maya", ASKED)
    assert "Your one-on-one with <@U0SAM00001>, yesterday at 14:00: did it happen?" in card.words


def test_a_meeting_that_is_still_going_on_is_not_asked_about(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 14:30")
    set_up(tend, "@sam weekly thursday 14:00 50 minutes")
    tend.turn_to(utc(2026, 10, 8, 13))
    assert cards_naming(tend, "maya", ASKED) == []
    tend.turn_to(utc(2026, 10, 9, 13))
    assert len(cards_naming(tend, "maya", ASKED)) == 1


def test_both_are_asked_once_both_are_in(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 9, 7, 1))
    assert len(cards_naming(tend, "sam", ASKED)) == 1
    assert len(cards_naming(tend, "maya", ASKED)) == 1


def test_whoever_joins_later_is_not_asked_about_what_was_before(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 8, 14))
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 14, 18))
    assert cards_naming(tend, "sam", ASKED) == []


def test_after_a_holiday_there_is_one_question_a_series(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.hands("maya").types("/tend pause 3 weeks")
    tend.let_days_pass(23)
    asked = cards_naming(tend, "maya", ASKED)
    assert len(asked) == 1
    assert asked[0].words.count(ASKED) == 1


def test_what_is_long_over_is_never_asked_about(tend: Sandbox) -> None:
    set_up(tend, "@sam monthly thursday 14:00")
    tend.hands("maya").types("/tend pause 3 weeks")
    tend.let_days_pass(27)
    assert cards_naming(tend, "maya", ASKED) == []


def test_nothing_is_said_once_one_of_the_two_has_left(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 8, 14))
    tend.hands("sam").is_deactivated()
    tend.let_days_pass(20)
    assert cards_naming(tend, "maya", ASKED) == []
    assert (
        "Sam Becker no longer has an active account here, so this one is quiet." in listed(tend, "maya").words
    )


def test_nothing_is_said_to_the_other_once_the_organizer_has_left(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(20)
    assert cards_of(tend, "sam") == []


def test_an_invitation_from_somebody_who_has_left_is_not_shown(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly thursday 16:00")
    tend.hands("maya").is_deactivated()
    tend.let_days_pass(2)
    assert invitations_of(tend, "leo") == []
    assert tend.hands("leo").types("/1on1").modal is not None


def test_summer_time_moves_nothing_on_the_wall(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly monday 10:00")
    tend.turn_to(utc(2026, 10, 26, 8, 1))  # the clocks went back on the 25th
    assert "10:00 · one-on-one with <@U0SAM00001>" in cards_of(tend, "maya")[-1].words


def test_a_card_says_why_a_meeting_stands_on_it(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    tend.turn_to(utc(2026, 10, 8, 7, 1))
    tend.hands("maya").press(cards_of(tend, "maya")[0], "Why this?")
    assert "On Wednesday 7 October you set up a one-on-one with" in str(
        tend.workspace.modal_of("maya").blocks
    )
    tend.hands("sam").press(cards_of(tend, "sam")[0], "Why this?")
    assert "and you said that it looks good" in str(tend.workspace.modal_of("sam").blocks)


def test_an_older_card_says_how_it_stands_without_buttons(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 8, 8))
    tend.turn_to(utc(2026, 10, 9, 8))
    older, newer = cards_of(tend, "maya")
    assert "open. `/1on1` shows it." in older.words
    assert all(block["type"] != "actions" for block in older.blocks)
    assert any(block["type"] == "actions" for block in newer.blocks)
