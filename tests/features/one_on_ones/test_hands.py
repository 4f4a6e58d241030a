"""When somebody else leads a person, their one-on-ones are kept, kept as peers, or ended, as they say."""

import pytest

from bot.features.one_on_ones.models import Kind
from bot.sandbox.sandbox import Sandbox
from tests.features.one_on_ones.arranging import (
    ANA,
    LEO,
    MAYA,
    join,
    listed,
    series_in,
    set_up,
    submitted,
)

ASKED = "What becomes of your one-on-ones"


@pytest.fixture
def led(tend: Sandbox) -> Sandbox:
    """Ana has one with Maya, who leads her, and Maya has joined."""
    set_up(tend, "@maya weekly tuesday 10:00 my manager", by="ana")
    join(tend, "maya")
    tend.let_days_pass(1)
    return tend


def test_a_new_manager_brings_the_question_below_the_answer_and_on_the_list(led: Sandbox) -> None:
    [answer] = led.hands("ana").types("/tend manager @leo")
    assert f"Noted: <@{LEO}> leads you." in answer.words
    asked = f"You said that <@{LEO}> leads you now. What becomes of your one-on-ones with <@{MAYA}>?"
    assert asked in answer.words
    assert asked in listed(led, "ana").words
    led.let_days_pass(3)
    assert asked in listed(led, "ana").words
    assert ASKED not in listed(led, "maya").words  # her words are Ana's own


def test_kept_as_peers(led: Sandbox) -> None:
    led.hands("ana").types("/tend manager @leo")
    shown = listed(led, "ana")
    led.hands("ana").press(shown, "Keep them, as peers")
    assert f"Your one-on-ones with <@{MAYA}> go on, as peers." in shown.words
    assert ASKED not in shown.words
    assert "every Tuesday at 10:00" in shown.words
    assert series_in(led.database).kind == Kind.PEER
    assert ASKED not in listed(led, "ana").words


def test_kept_as_they_are(led: Sandbox) -> None:
    [answer] = led.hands("ana").types("/tend manager @leo")
    led.hands("ana").press(answer, "Keep them as they are")
    assert "go on, with them leading." in answer.words
    series = series_in(led.database)
    assert (series.kind, series.lead_id) == (Kind.LED, MAYA)
    led.let_days_pass(1)
    assert ASKED not in listed(led, "ana").words
    led.hands("ana").types("/tend manager @leo")  # the same again is nothing new
    assert ASKED not in listed(led, "ana").words


def test_ended(led: Sandbox) -> None:
    led.hands("ana").types("/tend manager @leo")
    form = led.hands("ana").press(listed(led, "ana"), "End them").modal
    assert "have ended" in submitted(led, "ana", form)
    assert "Ended lately" in listed(led, "maya").words
    assert series_in(led.database).ended_by_id == ANA


@pytest.mark.parametrize(
    ("by", "line", "asked", "kept", "lead_id"),
    [
        ("ana", "/tend peer @maya", "work side by side now", "Keep them, as peers", None),
        ("maya", "/tend peer @ana", "work side by side now", "Keep them, as peers", None),
        ("ana", "/tend report @maya", "you lead <@U0MAYA0001> now", "Keep them, with me leading", ANA),
        ("maya", "/tend manager @ana", "leads you now", "Keep them, with Ana Sousa leading", ANA),
    ],
)
def test_another_word_about_each_other_is_asked_about(
    led: Sandbox, by: str, line: str, asked: str, kept: str, lead_id: str | None
) -> None:
    [answer] = led.hands(by).types(line)
    assert asked in answer.words
    assert ASKED in answer.words
    led.hands(by).press(answer, kept)
    assert series_in(led.database).lead_id == lead_id
    assert ASKED not in listed(led, by).words


@pytest.mark.parametrize(
    "lines",
    [
        ["/tend manager @maya"],
        ["/tend report @leo"],
        ["/tend peer @leo"],
        ["/tend manager @leo", "/tend peer @leo"],
    ],
)
def test_what_contradicts_nothing_asks_nothing(led: Sandbox, lines: list[str]) -> None:
    for line in lines:
        led.hands("ana").types(line)
        led.let_days_pass(1)
    assert ASKED not in listed(led, "ana").words


def test_what_was_said_before_the_series_asks_nothing(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend manager @leo")
    tend.let_days_pass(1)
    set_up(tend, "@maya weekly tuesday 10:00 my manager", by="ana")
    assert ASKED not in listed(tend, "ana").words


def test_whoever_has_not_joined_is_asked_nothing(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00 my report")
    tend.let_days_pass(1)
    [answer] = tend.hands("ana").types("/tend manager @leo")
    assert ASKED not in answer.words


def test_nobody_settles_it_for_others(led: Sandbox) -> None:
    led.hands("ana").types("/tend manager @leo")
    blocks = [dict(block) for block in listed(led, "ana").blocks]
    forged = led.workspace.post("#general", author=led.workspace.bot, text="x", blocks=blocks)
    assert "not on your list any more" in led.hands("leo").press(forged, "Keep them, as peers").words
    assert series_in(led.database).kind == Kind.LED
