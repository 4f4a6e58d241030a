"""`/tend`: the settings a person types."""

import pytest

from bot.features.people.models import Workspace
from bot.sandbox.sandbox import Sandbox


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
