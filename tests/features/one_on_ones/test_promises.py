"""What was promised in a one-on-one is noted from there; somebody else's waits for their yes."""

from datetime import date

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.arranging import ASKED, cards_naming, cards_of, join, listed, set_up


def write(tend: Sandbox, handle: str, line: str) -> View:
    """Type a promise in one line, from the list; the form that shows it back."""
    hands = tend.hands(handle)
    hands.choose(listed(tend, handle), "More", "Note a promise")
    form = tend.workspace.modal_of(handle)
    hands.choose(form, "Who promised what, and by when?", line)
    assert hands.submit(form) is None
    return tend.workspace.modal_of(handle)


def note(tend: Sandbox, handle: str, line: str) -> str:
    """Note a promise as it is understood; what the form says then."""
    hands = tend.hands(handle)
    form = write(tend, handle, line)
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
    hands.choose(form, "Who promised what, and by when?", "I'll send the budget")
    assert hands.submit(form) is None
    assert "No day was named, so I took Thursday 15 October." in str(form.blocks)
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
    hands.choose(listed(tend, "maya"), "More", "Note a promise")
    form = tend.workspace.modal_of("maya")
    assert "can be noted too once they have joined" in str(form.blocks)
    hands.choose(form, "Who promised what, and by when?", "Sam: read the draft")
    assert "can be noted once they have joined" in hands.submit(form)["line"]
    hands.choose(form, "Who promised what, and by when?", "I will read the draft")
    hands.submit(form)
    assert "Who promised it?" not in str(form.blocks)
    hands.close(form)
    note(tend, "maya", "send the budget")
    assert "budget" not in tend.hands("sam").types("/followups").words
    tend.turn_to(utc(2026, 10, 8, 8))
    assert "Something you noted" in cards_of(tend, "maya")[-1].words


def test_ones_own_is_seen_by_both_once_they_share_the_series(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    note(tend, "maya", "send the budget")
    assert "send the budget" in tend.hands("sam").types("/followups").words


def test_the_others_is_asked_for_on_their_next_card_and_nudged_once_it_is_theirs(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    said = note(tend, "maya", "Sam: read the draft")
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
    note(tend, "sam", "Maya will ask about the budget by Friday")
    assert "ask about the budget" in tend.hands("sam").types("/followups").words
    assert "ask about the budget" in tend.hands("maya").types("/followups").words


def test_whose_it_is_and_the_day_are_read_from_the_line_and_shown_back_before_it_is_kept(
    tend: Sandbox,
) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    form = write(tend, "maya", "Sam: send the budget by next Friday")
    said = str(form.blocks)
    assert "Sam Becker: send the budget" in said
    assert "By Friday 16 October." in said
    assert "budget" not in tend.hands("sam").types("/followups").words
    tend.hands("maya").fill(form, {"By when?": date(2026, 10, 14), "Who promised it?": "I did"})
    assert tend.hands("maya").submit(form) is None
    assert "comes up on Wednesday 14 October" in str(tend.workspace.modal_of("maya").blocks)


def test_an_empty_promise_or_a_day_that_has_passed_is_refused_at_its_field(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("maya")
    hands.choose(listed(tend, "maya"), "More", "Note a promise")
    form = tend.workspace.modal_of("maya")
    for nothing in ("by Friday", "me:"):
        hands.choose(form, "Who promised what, and by when?", nothing)
        assert hands.submit(form) == {"line": "Say what was promised."}
    hands.choose(form, "Who promised what, and by when?", "call")
    hands.submit(form)
    hands.fill(form, {"What was promised?": "   ", "By when?": date(2026, 10, 20)})
    assert "words" in hands.submit(form)
    hands.fill(form, {"What was promised?": "call", "By when?": date(2026, 10, 1)})
    assert "due_on" in hands.submit(form)
