"""`/tend`: the settings a person types."""

import pytest

from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox, utc


def test_tend_alone_and_help_say_what_there_is(tend: Sandbox) -> None:
    for line in ("/tend", "/tend help", "/tend HELP"):
        assert "/tend pause 2 weeks" in tend.hands("maya").types(line).words


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/tend dance", 'I don\'t know "dance".'),
        ("/tend hour", "At which hour, between 6:00 and 20:00?"),
        ("/tend hour 25:00", "At which hour, between 6:00 and 20:00?"),
        ("/tend hour 3:00", "At which hour, between 6:00 and 20:00?"),
        ("/tend hour ٣", "At which hour, between 6:00 and 20:00?"),
        ("/tend pause for ever", "Until when?"),
        ("/tend pause 2020-01-01", "Until when?"),
        ("/tend pause 2026-02-30", "Until when?"),
        ("/tend away", "On which days are you away?"),
        ("/tend away soon", "On which days are you away?"),
        ("/tend away 12/10/2026", "On which days are you away?"),
        ("/tend away 2026-02-30", "On which days are you away?"),
        ("/tend away 2026-10-16 to 2026-10-12", "That ends before it begins."),
        ("/tend away 2026-10-06", "Those days are over."),
        ("/tend away 2026-10-12 to 2027-10-13", "That is more than a year."),
        ("/tend away 9999-12-31", "That is years away."),
        ("/tend back", "You have no days off noted"),
        ("/tend holidays", "No public holidays are chosen"),
        ("/tend holidays Narnia", 'I know no public holidays for "Narnia".'),
        ("/tend holidays <!channel> & co", 'for "&lt;!channel&gt; &amp; co".'),
        ("/tend holidays DE-XX", "Use its code, for example DE-BB, or DE alone"),
        ("/tend manager", "Name one person with @"),
        ("/tend manager @ana @leo", "Name one person with @"),
        ("/tend manager @maya", "That is you."),
        ("/tend channel", "Name a public channel with #"),
        ("/tend channel #project-tide", "I am not in that channel yet."),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(tend: Sandbox, line: str, answer: str) -> None:
    assert answer in tend.hands("maya").types(line).words


def test_each_side_says_who_leads_whom(tend: Sandbox) -> None:
    assert "<@U0LEO00001> leads you" in tend.hands("noor").types("/tend manager @leo").words
    assert "you lead <@U0NOOR0001>" in tend.hands("leo").types("/tend report @noor").words


def test_only_admins_choose_the_channel(tend: Sandbox) -> None:
    assert "Only the admins" in tend.hands("leo").types("/tend channel #general").words
    assert "<#C0GENERAL1>" in tend.hands("maya").types("/tend channel #general").words
    with tend.database.reading() as session:
        assert session.get_one(Workspace, "T0TEND0001").shoutouts_channel_id == "C0GENERAL1"


def test_every_setting_answers_in_words(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    assert "three times at most" in hands.types("/tend quieter").words
    assert "every second working day" in hands.types("/tend steady").words
    assert "2, 5 and every 10" in hands.types("/tend standard").words
    assert "8:30" in hands.types("/tend hour 8:30").words


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("2026-10-12 to 2026-10-16", "you are away from Monday 12 October to Friday 16 October."),
        ("2026-10-12", "you are away on Monday 12 October."),
        ("tomorrow", "you are away on Thursday 8 October."),
        ("friday", "you are away on Friday 9 October."),
        ("next week", "you are away from Monday 12 October to Sunday 18 October."),
        ("28 December to 3 January", "away from Monday 28 December to Sunday 3 January 2027."),
    ],
)
def test_days_off_are_said_back_with_the_way_to_take_them_back(tend: Sandbox, said: str, answer: str) -> None:
    words = tend.hands("maya").types(f"/tend away {said}").words
    assert answer in words
    assert "`/tend back` takes it back" in words


def test_a_day_off_is_meant_on_ones_own_calendar(tend: Sandbox) -> None:
    tend.turn_to(utc(2026, 10, 8, 1))  # still Wednesday evening in New York
    assert "on Wednesday 7 October" in tend.hands("leo").types("/tend away today").words
    assert "on Thursday 8 October" in tend.hands("maya").types("/tend away today").words


def test_back_takes_back_one_after_another_and_away_alone_says_what_is_left(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend away today to friday")
    hands.types("/tend away 2026-10-20")
    said = hands.types("/tend away").words
    assert "from Wednesday 7 October to Friday 9 October, on Tuesday 20 October" in said
    assert "Welcome back. You are not away from Wednesday 7" in hands.types("/tend back").words
    assert "you work on Tuesday 20 October after all" in hands.types("/tend back").words
    assert "You have no days off noted" in hands.types("/tend back").words


def test_public_holidays_are_said_back_with_the_next_one_and_a_way_to_be_closer(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    said = hands.types("/tend holidays us").words
    assert "Public holidays of US are days off for you; the next one is Monday 12 October." in said
    assert "`/tend holidays US-AK`" in said
    said = hands.types("/tend holidays DE-BE").words
    assert "of DE-BE are days off for you; the next one is Friday 25 December." in said
    assert "region" not in said
    assert hands.types("/tend holidays").words == said
    assert "working days like any other" in hands.types("/tend holidays none").words
    assert "No public holidays are chosen" in hands.types("/tend holidays").words
