"""What was promised in a one-on-one is noted from there; somebody else's waits for their yes."""

from datetime import date

from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import ASKED, cards_naming, cards_of, join, listed, set_up


def note(tend: Sandbox, handle: str, words: str, *, who: str | None = None) -> str:
    """Note a promise from the list; what the form says then."""
    hands = tend.hands(handle)
    hands.press(listed(tend, handle), "Note a promise")
    form = tend.workspace.modal_of(handle)
    hands.choose(form, "What was promised?", words)
    if who is not None:
        hands.choose(form, "Who promised it?", who)
    assert hands.submit(form) is None
    said = str(tend.workspace.modal_of(handle).blocks)
    hands.close(tend.workspace.modal_of(handle))
    return said


def test_after_held_it_is_one_press_away(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 9, 8))
    [card] = cards_naming(tend, "maya", ASKED)
    hands = tend.hands("maya")
    hands.press(card, "Held")
    hands.press(card, "Note a promise")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, "What was promised?", "send the budget")
    assert hands.submit(form) is None
    assert "It comes up on Thursday 15 October" in str(tend.workspace.modal_of("maya").blocks)
    assert "send the budget" in hands.types("/followups").words


def test_ones_own_is_due_by_the_next_meeting(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    said = note(tend, "maya", "send the budget")
    assert "It comes up on Thursday 8 October" in said
    tend.hands("maya").press(tend.hands("maya").types("/followups")[0], "Why this?")
    reason = str(tend.workspace.modal_of("maya").blocks)
    assert "It was promised in your one-on-one with <@U0SAM00001>" in reason


def test_until_the_other_has_joined_only_ones_own_can_be_noted_and_stays_private(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Note a promise")
    form = tend.workspace.modal_of("maya")
    assert "Who promised it?" not in str(form.blocks)
    assert "can be noted too once they have joined" in str(form.blocks)
    hands.close(form)
    note(tend, "maya", "send the budget")
    assert "budget" not in tend.hands("sam").types("/followups").words
    tend.turn_to(utc(2026, 10, 8, 8))
    assert "Something you noted" in cards_of(tend, "maya")[-1].words


def test_ones_own_is_seen_by_both_once_they_share_the_series(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    note(tend, "maya", "send the budget", who="I did")
    assert "send the budget" in tend.hands("sam").types("/followups").words


def test_the_others_is_asked_for_on_their_next_card_and_nudged_once_it_is_theirs(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    said = note(tend, "maya", "read the draft", who="Sam Becker did")
    assert "Their next card asks whether it is theirs" in said
    tend.turn_to(utc(2026, 10, 8, 8))
    card = cards_of(tend, "sam")[-1]
    assert "<@U0MAYA0001> noted this for you: *read the draft*" in card.words
    tend.hands("sam").press(card, "Mine")
    tend.turn_to(utc(2026, 10, 9, 8))
    assert "read the draft" in cards_of(tend, "sam")[-1].words


def test_a_report_can_note_what_their_manager_promised(tend: Sandbox) -> None:
    set_up(tend, "@maya weekly thursday 14:00", by="sam")
    join(tend, "maya")
    note(tend, "sam", "ask about the budget", who="Maya Okafor did")
    assert "ask about the budget" in tend.hands("sam").types("/followups").words
    assert "ask about the budget" in tend.hands("maya").types("/followups").words


def test_an_empty_promise_or_a_day_that_has_passed_is_refused_at_its_field(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Note a promise")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"What was promised?": "   ", "By when?": date(2026, 10, 20)})
    assert "words" in hands.submit(form)
    hands.fill(form, {"What was promised?": "call", "By when?": date(2026, 10, 1)})
    assert "due_on" in hands.submit(form)
