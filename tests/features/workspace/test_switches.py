"""What admins switched off answers so at every door, sends nothing, and is as it was when it is on again."""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import cards_of, note
from tests.features.shoutouts.thanking import give, modal_of, posts, previewed
from tests.features.workspace.deciding import switch_off, words_of


@pytest.mark.parametrize(
    ("name", "line", "answer"),
    [
        ("One-on-ones", "/1on1 @ana weekly friday 10:00", "has switched one-on-ones off."),
        ("One-on-ones", "/1on1", "has switched one-on-ones off."),
        ("Shout-outs", "/shoutout @ana found the bug", "has switched shout-outs off."),
        ("Reconnecting", "/reconnect @ana", "has switched reconnecting off."),
        ("Digests", "/digest", "has switched digests off."),
    ],
)
def test_a_command_says_so_and_does_nothing(tend: Sandbox, name: str, line: str, answer: str) -> None:
    switch_off(tend, name)
    seen = tend.hands("leo").types(line)
    assert f"Your workspace {answer}" in seen.words
    assert seen.modal is None
    switch_off(tend)
    seen = tend.hands("leo").types(line)
    assert "switched" not in seen.words


def test_promises_and_settings_are_always_there(tend: Sandbox) -> None:
    switch_off(tend, "One-on-ones", "Shout-outs", "Reconnecting", "Digests", "Group figures")
    note(tend, "leo", "call Ana")
    assert "call Ana" in tend.hands("leo").types("/followups").words
    assert "Your card comes at 10:00" in tend.hands("leo").types("/tend hour 10").words
    tend.hands("leo").opens_home()
    assert tend.workspace.refused_calls() == []


def test_a_press_says_so_and_a_form_that_was_open_keeps_what_was_typed(tend: Sandbox) -> None:
    preview = previewed(tend, "leo", "@ana found out why the import broke")
    tend.hands("leo").press(preview, "Change")
    form = modal_of(tend, "leo")
    switch_off(tend, "Shout-outs")
    errors = tend.hands("leo").submit(form)
    assert "Your workspace has switched shout-outs off." in str(errors)
    tend.hands("leo").close(form)
    seen = tend.hands("leo").press(preview, "Post it")
    assert "Your workspace has switched shout-outs off." in seen.words
    assert posts(tend) == []
    switch_off(tend)
    tend.hands("leo").press(preview, "Post it")
    assert len(posts(tend)) == 1


def test_a_shortcut_of_what_is_off_says_so_beside_the_message(tend: Sandbox) -> None:
    message = tend.hands("ana").says("the import is slow")
    switch_off(tend, "One-on-ones")
    seen = tend.hands("leo").shortcut("Add to a one-on-one", message)
    assert "has switched one-on-ones off." in seen.words
    assert seen.modal is None
    assert tend.hands("leo").shortcut("Follow up on this", message).modal is not None


def test_whoever_was_thanked_can_still_take_it_down(tend: Sandbox) -> None:
    give(tend, "leo", "@ana found out why the import broke")
    [question] = tend.workspace.in_dm("ana")
    switch_off(tend, "Shout-outs")
    tend.hands("ana").press(question, "Take it down")
    assert posts(tend) == []


def test_no_invitation_goes_out_while_it_is_off_and_it_comes_once_it_is_on(tend: Sandbox) -> None:
    tend.turn_to(tend.now().replace(hour=20))  # Ana's evening: the invitation waits for her morning
    tend.hands("leo").types("/1on1 @ana weekly friday 10:00")
    switch_off(tend, "One-on-ones")
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("ana") == []
    switch_off(tend)
    tend.let_days_pass(4)
    assert any("one-on-one" in message.words for message in tend.workspace.in_dm("ana"))


def test_the_card_leaves_out_what_is_off_and_has_it_again_later(tend: Sandbox) -> None:
    tend.hands("leo").types("/1on1 @ana weekly friday 10:00")
    note(tend, "leo", "call Noor")
    switch_off(tend, "One-on-ones")
    tend.let_days_pass(2)
    assert cards_of(tend, "leo")
    assert "one-on-one" not in "".join(card.words for card in cards_of(tend, "leo"))
    switch_off(tend)
    tend.let_days_pass(7)
    assert "one-on-one" in "".join(card.words for card in cards_of(tend, "leo"))


def test_the_friday_thread_is_left_out_while_shout_outs_are_off(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend admin")
    hands.press(tend.workspace.modal_of("maya"), "Change", near="*Channel*")
    form = modal_of(tend, "maya")
    hands.fill(form, {"What else comes there?": ["On Fridays, a thread that invites a thank-you"]})
    assert hands.submit(form) is None
    switch_off(tend, "Shout-outs")
    tend.let_days_pass(7)
    assert posts(tend) == []
    switch_off(tend)
    tend.let_days_pass(7)
    assert len(posts(tend)) == 1


def test_the_way_out_stays_open_on_a_screen_that_is_open_still(tend: Sandbox) -> None:
    hands = tend.hands("leo")
    hands.types("/reconnect @ana")
    screen = modal_of(tend, "leo")
    switch_off(tend, "Reconnecting")
    hands.press(screen, "Something more serious")
    assert "switched" not in words_of(tend.workspace.modal_of("leo"))
