"""Everything on the tab is done in place, without a message; what is settled already is told gently."""

from datetime import date, timedelta

import pytest

from bot.features.follow_ups.models import FollowUp, State
from bot.features.home.pages import SIZES, Part
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import note
from tests.features.home.looking import home, opened, press, read, start
from tests.features.one_on_ones.arranging import set_up
from tests.features.shoutouts.thanking import give, previewed
from tests.features.workspace.deciding import switch_off


def in_front(tend: Sandbox, handle: str) -> str:
    """What stands on the modal in front of somebody."""
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return words_in([{"type": "header", "text": view.content["title"]}, *view.blocks])


def test_what_others_set_up_waits_on_the_tab_also_of_those_who_have_not_begun(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly thursday 14:00")
    opened(tend, "leo")
    assert "Start" in read(tend, "leo")
    press(tend, "leo", "Looks good")
    assert "one-on-one with <@U0MAYA0001>" in read(tend, "leo")


def test_a_meeting_is_closed_on_the_tab(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly friday 10:00")
    tend.let_days_pass(3)
    opened(tend, "maya")
    cards = len(tend.workspace.in_dm("maya"))
    press(tend, "maya", "Held")
    assert "did it happen" not in read(tend, "maya")
    assert len(tend.workspace.in_dm("maya")) == cards


def test_thanks_are_taken_down_on_the_tab(tend: Sandbox) -> None:
    start(tend, "maya")
    give(tend, "leo", "@maya found out why the import broke")
    press(tend, "maya", "Take it down")
    assert "found out why" not in read(tend, "maya")


def test_long_thanks_are_read_in_full_behind_a_button(tend: Sandbox) -> None:
    start(tend, "maya")
    give(tend, "leo", f"@maya {'stayed late with the import ' * 16}to the very end")
    assert "to the very end" not in read(tend, "maya")
    press(tend, "maya", "Read all")
    assert "to the very end" in in_front(tend, "maya")


def test_a_shout_out_that_was_begun_is_taken_up_again(tend: Sandbox) -> None:
    start(tend, "maya")
    previewed(tend, "maya", "@ana found out why the import broke")
    assert "You began to say thanks: “found out why the import broke”" in read(tend, "maya")
    press(tend, "maya", "Go on with it")
    assert "found out why the import broke" in str(tend.workspace.modal_of("maya").blocks)


def test_thanks_are_begun_on_the_tab(tend: Sandbox) -> None:
    start(tend, "maya")
    press(tend, "maya", "Say thanks")
    assert tend.workspace.modal_of("maya").content["submit"]


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("My week", "Your week"),
        ("Two worked examples", "Worked examples"),
        ("Is it so?", "What was found"),
        ("My data", "From Slack"),
    ],
)
def test_what_there_is_to_read_opens_in_front(tend: Sandbox, label: str, answer: str) -> None:
    start(tend, "maya")
    press(tend, "maya", label)
    assert answer in in_front(tend, "maya")


def test_people_stand_there_by_what_was_said_of_them_with_the_way_to_them(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @leo")
    tend.hands("maya").types("/tend manager @sam")
    tend.hands("maya").types("/tend peer @ana")
    set_up(tend, "@sam weekly friday 10:00")
    opened(tend, "maya")
    seen = read(tend, "maya")
    sam, leo = seen.index("<@U0SAM00001>* · leads you · you meet weekly"), seen.index("you lead them")
    assert sam < leo
    assert "a peer" not in seen
    press(tend, "maya", "Reconnect", near="you lead them")
    assert "It's everyday" in in_front(tend, "maya")


def test_where_reconnecting_is_switched_off_they_stand_there_without_a_way_to_it(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @leo")
    switch_off(tend, "Reconnecting")
    opened(tend, "maya")
    assert "you lead them" in read(tend, "maya")
    assert "home.reconnect" not in str(home(tend, "maya").blocks)
    switch_off(tend)
    opened(tend, "maya")
    assert "home.reconnect" in str(home(tend, "maya").blocks)


def settle_elsewhere(tend: Sandbox, label: str = "Done") -> None:
    """Let Maya's tab grow old, and let her press something on the list of her promises."""
    tend.advance(timedelta(minutes=61))
    [listed] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(listed, label)


def test_what_is_settled_already_is_told_gently_and_the_tab_is_shown_as_it_is(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    opened(tend, "maya")
    settle_elsewhere(tend, "Let it go")
    messages = len(tend.workspace.in_dm("maya"))
    assert "call Leo" in read(tend, "maya")
    press(tend, "maya", "Done")
    assert "was settled meanwhile" in in_front(tend, "maya")
    assert "call Leo" not in read(tend, "maya")
    assert len(tend.workspace.in_dm("maya")) == messages
    with tend.database.reading() as session:
        assert [row.state for row in session.query(FollowUp)] == [State.LET_GO]


def test_what_has_moved_to_another_page_meanwhile_is_still_done(tend: Sandbox) -> None:
    last = SIZES[Part.PROMISES] - 1
    for number in range(last + 1):
        note(tend, "maya", f"promise number {number}", due_on=date(2026, 10, 20))
    opened(tend, "maya")
    tend.advance(timedelta(minutes=61))
    note(tend, "maya", "an earlier one")
    press(tend, "maya", "Done", near=f"promise number {last}")
    assert tend.workspace.modal_of("maya") is None
    assert f"promise number {last}" not in read(tend, "maya")


def test_pressing_pause_on_an_old_tab_does_not_pause_twice(tend: Sandbox) -> None:
    start(tend, "maya")
    tend.advance(timedelta(minutes=61))
    tend.hands("maya").types("/tend pause 2 weeks")
    press(tend, "maya", "Pause")
    assert "was settled meanwhile" in in_front(tend, "maya")
    assert "Paused until Wednesday 21 October 2026" in read(tend, "maya")


def test_what_cannot_be_done_there_is_said_and_the_tab_is_shown_as_it_is(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @leo")
    opened(tend, "maya")
    tend.advance(timedelta(minutes=61))
    note(tend, "maya", "call Leo")
    tend.hands("leo").is_deactivated()
    press(tend, "maya", "Reconnect")
    assert tend.workspace.modal_of("maya") is not None
    assert "call Leo" in read(tend, "maya")
    assert "you lead them" not in read(tend, "maya")
