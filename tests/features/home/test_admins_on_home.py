"""What is left to set up stands on an admin's Home tab, and shrinks to a line once it is done."""

from bot.sandbox.sandbox import Sandbox
from tests.features.shoutouts.thanking import modal_of
from tests.features.workspace.deciding import decide, switch_off, words_of


def home(tend: Sandbox, handle: str = "maya") -> str:
    tend.hands(handle).opens_home()
    return words_of(tend.workspace.home_of(handle))


def test_an_admin_sees_what_is_there_and_what_is_missing_before_they_begin_themselves(tend: Sandbox) -> None:
    words = home(tend)
    assert "✓ *Channel*" in words
    assert "– *Contacts*" in words
    assert "✓ *How it begins*" in words
    assert "○ *Values and names*" in words
    assert "○ *Who can use Tend*" in words


def test_nobody_else_sees_it(tend: Sandbox) -> None:
    tend.hands("leo").types("/tend quieter")
    assert "Admin settings" not in home(tend, "leo")
    assert "Contacts" not in home(tend, "leo")


def test_each_line_leads_to_its_form_and_home_shows_what_was_saved_there(tend: Sandbox) -> None:
    home(tend)
    hands = tend.hands("maya")
    hands.press(tend.workspace.home_of("maya"), "Change", near="Values and names")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Your company's values": "Care"})
    assert hands.submit(form) is None
    assert tend.workspace.modal_of("maya") is None
    assert "✓ *Values and names*" in words_of(tend.workspace.home_of("maya"))
    assert tend.workspace.refused_calls() == []


def test_it_shrinks_to_a_line_once_what_is_needed_is_there(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend quieter")
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": "Ines"})
    words = home(tend)
    assert "Everything is set up for this workspace." in words
    assert "Values and names" not in words
    tend.hands("maya").press(tend.workspace.home_of("maya"), "Admin settings")
    assert "Values and names" in words_of(tend.workspace.modal_of("maya"))


def test_a_channel_that_was_taken_out_is_missing_again_unless_shout_outs_are_off(tend: Sandbox) -> None:
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": "Ines"})
    decide(tend, "*Channel*", {"Where are shout-outs posted?": None})
    assert "– *Channel*" in home(tend)
    switch_off(tend, "Shout-outs")
    assert "Everything is set up for this workspace." in home(tend)
