"""Putting something right: heard first, piece by piece, and with power the deeds before the words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.questions.hints import FieldId
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.repair.composing import reminder, sentences, whole
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import nudges_of
from tests.features.reconnections.acting import (
    AFTER,
    GATES,
    LEADS,
    OWN,
    PEER,
    PIECES,
    choose_act,
    compose,
    draft_of,
    kept_drafts,
    past_safety,
    plan,
    preview_on,
    promises,
    value_of,
)
from tests.features.reconnections.reaching import TENSE, front, has_field, shows

DID, COST, RIGHT = PIECES.values()
HEARD = "Have you heard how it was for them?"
IN_PUBLIC = "Did it happen in front of others?"


def at_the_pieces(tend: Sandbox, relation: str = LEADS) -> View:
    choose_act(tend, act=OWN, relation=relation)
    tend.hands("maya").fill(front(tend, "maya"), dict(GATES))
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    return front(tend, "maya")


def titles_on(screen: View) -> list[str]:
    return [block["label"]["text"] for block in screen.blocks if block["type"] == "input"]


def test_the_formal_process_stands_on_the_first_screen_with_both_ways_out(tend: Sandbox) -> None:
    screen = choose_act(tend, act=OWN)
    assert shows(screen, "If either side is in a formal process, check with the person handling it first.")
    assert shows(screen, "Something more serious")
    assert shows(screen, "I need distance")
    assert shows(screen, "Name one thing you care about in how you treat people.")


def test_who_leads_whom_is_not_asked_twice(tend: Sandbox) -> None:
    assert titles_on(choose_act(tend, act=OWN)) == [HEARD, IN_PUBLIC]


def test_whether_they_were_heard_has_to_be_said(tend: Sandbox) -> None:
    screen = choose_act(tend, act=OWN)
    assert list(tend.hands("maya").submit(screen) or {}) == ["gate:heard"]


def test_whoever_has_not_heard_asks_first(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), choose_act(tend, act=OWN)
    hands.choose(screen, HEARD, "Not yet")
    assert hands.submit(screen) is None
    words = front(tend, "maya")
    assert value_of(words, "words:").startswith("I'd like to understand how ___ was for you")
    assert hands.submit(words)
    hands.choose(words, "Your words", "I'd like to understand how Tuesday was for you. I'll listen.")
    assert hands.submit(words) is None
    assert preview_on(front(tend, "maya")).startswith("I'd like to understand how Tuesday was for you.")
    hands.press(front(tend, "maya"), "Back")
    hands.press(front(tend, "maya"), "Back")
    hands.choose(front(tend, "maya"), HEARD, "Yes")
    assert hands.submit(front(tend, "maya")) is None
    assert has_field(front(tend, "maya"), "piece:what_i_did")


def test_between_peers_the_pieces_come_in_their_order(tend: Sandbox) -> None:
    assert preview_on(compose(tend, relation=PEER)) == (
        f"{DID} {COST} I'm sorry. {RIGHT} What do you need from me now? "
        "You don't need to answer, now or later."
    )


def test_with_power_what_is_put_right_comes_before_sorry(tend: Sandbox) -> None:
    screen = at_the_pieces(tend)
    assert shows(screen, "Say it in person if you can.")
    assert shows(screen, "Write it to them alone, not in a channel")
    assert preview_on(compose_again(tend)) == (
        f"{DID} {COST} {RIGHT} I'm sorry. If there's something you need from me, I'd like to hear it. "
        "You don't have to make me feel better about this. You don't need to answer, now or later."
    )


def compose_again(tend: Sandbox) -> View:
    tend.hands("maya").fill(front(tend, "maya"), dict(PIECES))
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    return front(tend, "maya")


@pytest.mark.parametrize("relation", [LEADS, PEER])
def test_forgiveness_is_never_asked_for(tend: Sandbox, relation: str) -> None:
    screen = at_the_pieces(tend, relation)
    for label in ("Add: What changes next time", "Add: What happened"):
        tend.hands("maya").press(front(tend, "maya"), label)
    assert "orgive" not in str(screen.blocks) + preview_on(compose_again(tend))


def test_the_text_copied_is_exactly_the_preview(tend: Sandbox) -> None:
    text = preview_on(compose(tend))
    assert value_of(plan(tend), "copy") == text


@pytest.mark.parametrize(
    ("label", "text", "field"),
    [
        ("What I did", "On ___, I was late.", "piece:what_i_did"),
        ("What it cost you", "It meant that you ___.", "piece:what_it_cost"),
        ("What I'm putting right", "I will ___ by Friday.", "piece:putting_right"),
        ("I'm sorry", "I'm sorry. Really. I am.", "piece:sorry"),
    ],
)
def test_a_piece_unfilled_or_too_long_is_refused_at_its_field(
    tend: Sandbox, label: str, text: str, field: str
) -> None:
    at_the_pieces(tend)
    tend.hands("maya").fill(front(tend, "maya"), PIECES | {label: text})
    assert list(tend.hands("maya").submit(front(tend, "maya")) or {}) == [field]
    draft = draft_of(tend)
    assert draft is not None
    assert draft.step == "pieces"


def test_what_is_offered_is_opened_by_a_press_and_what_was_typed_stays(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), at_the_pieces(tend)
    assert not has_field(screen, "piece:next_time")
    hands.choose(screen, "What I did", DID)
    hands.press(front(tend, "maya"), "Add: What changes next time")
    hands.press(front(tend, "maya"), "Add: What happened")
    screen = front(tend, "maya")
    assert value_of(screen, "piece:what_i_did") == DID
    assert titles_on(screen)[-2:] == ["What happened", "And at the end"]
    hands.fill(screen, PIECES | {"What changes next time": "From now on, I'll ask you first."})
    assert hands.submit(screen) is None
    assert f"{RIGHT} From now on, I'll ask you first. I'm sorry." in preview_on(front(tend, "maya"))
    assert "For context only" not in preview_on(front(tend, "maya"))


def test_what_ends_it_can_be_taken_out_and_stays_out(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    at_the_pieces(tend)
    hands.choose(front(tend, "maya"), "And at the end", ["You don't need to answer, now or later."])
    assert preview_on(compose_again(tend)).endswith("I'm sorry. You don't need to answer, now or later.")
    hands.press(front(tend, "maya"), "Back")
    assert [each["value"] for each in value_of(front(tend, "maya"), "ends")] == ["expectation"]
    assert value_of(front(tend, "maya"), "piece:what_i_did") == DID


def test_what_happened_before_others_is_said_on_the_next_screen(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), choose_act(tend, act=OWN)
    hands.fill(screen, GATES | {IN_PUBLIC: "Yes"})
    hands.submit(screen)
    assert shows(front(tend, "maya"), "Ask them privately whether they'd like it put right there too.")


def test_a_hint_goes_by_the_piece_and_never_blocks(tend: Sandbox) -> None:
    at_the_pieces(tend)
    tend.hands("maya").fill(front(tend, "maya"), PIECES | {"What I did": "I am sorry if I hurt anyone."})
    assert tend.hands("maya").submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "A thought:")
    assert plan(tend).callback_id == "reconnections.last"


def test_the_softer_question_of_those_with_power_is_no_reason_for_a_hint(tend: Sandbox) -> None:
    assert not shows(compose(tend), "A thought:")


def test_with_power_it_comes_back_once_in_two_weeks(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    [promise] = promises(tend)
    assert promise.words == (
        "Ana Sousa: You said you would tell them whose work it was by Friday. Is it done?"
    )
    assert promise.due_on == date(2026, 10, 21)
    tend.let_days_pass(60)
    assert len(nudges_of(tend, "maya")) == 1
    assert "Is it done?" in tend.hands("maya").types("/followups").words


def test_going_back_and_on_again_does_not_ask_twice(tend: Sandbox) -> None:
    compose(tend)
    plan(tend)
    tend.hands("maya").press(front(tend, "maya"), "Back")
    plan(tend, when=AFTER, after="lunch")
    assert len(promises(tend)) == 2


def test_it_need_not_come_back(tend: Sandbox) -> None:
    compose(tend)
    tend.hands("maya").choose(front(tend, "maya"), "And in two weeks", None)
    plan(tend)
    assert promises(tend) == []


def test_between_peers_nothing_comes_back_by_itself(tend: Sandbox) -> None:
    screen = compose(tend, relation=PEER)
    assert not has_field(screen, "two_weeks")
    plan(tend)
    assert promises(tend) == []


def test_ones_own_part_may_be_owned_where_it_is_tense(tend: Sandbox) -> None:
    choose_act(tend, act=OWN, side=TENSE)
    assert has_field(past_safety(tend, "maya"), "gate:heard")
    assert len(kept_drafts(tend)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("I'm sorry", 1),
        ("I'm sorry.", 1),
        ("I'm sorry. Truly", 2),
        ("At 9.30 I left.", 1),
        ("Oh … well.", 2),
    ],
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    assert sentences(text) == count


@given(
    power=st.booleans(),
    language=st.sampled_from(("en", "de")),
    pieces=st.dictionaries(st.sampled_from(FieldId), st.sampled_from(("One.", "Two.", ""))),
)
def test_the_whole_has_each_piece_once_and_in_order(
    power: bool, language: str, pieces: dict[FieldId, str]
) -> None:
    fields = content_for(language).repair.fields_for(power=power)
    there = [pieces[field.id] for field in fields if pieces.get(field.id)]
    assert whole(fields, pieces) == " ".join(there)


def test_a_piece_without_an_end_gets_one(tend: Sandbox) -> None:
    screen = compose(tend, **{"What I did": "On Tuesday, I was late"})
    assert preview_on(screen).startswith(f"On Tuesday, I was late. {COST}")


@pytest.mark.parametrize(
    ("language", "text", "comes_back"),
    [
        ("en", "I will call by Monday.", "You said you would call by Monday. Is it done?"),
        ("en", "By Monday, a call from me", 'You said you would "By Monday, a call from me". Is it done?'),
        ("de", "Ich werde bis Montag anrufen.", "Du hast gesagt, du würdest Montag anrufen. Ist es getan?"),
    ],
)
def test_the_reminder_says_what_was_promised(language: str, text: str, comes_back: str) -> None:
    repair = content_for(language).repair
    assert reminder(repair, {"putting_right": text}, power=True) == comes_back


def test_an_apology_that_has_become_a_letter_is_said_in_the_form(tend: Sandbox) -> None:
    at_the_pieces(tend)
    long = {title: f"{text} {'x' * 400}" for title, text in PIECES.items()}
    for label in ("Add: What changes next time", "Add: What happened"):
        tend.hands("maya").press(front(tend, "maya"), label)
    more = {"What changes next time": "y" * 490, "What happened": "z" * 490}
    tend.hands("maya").fill(front(tend, "maya"), long | more)
    refused = tend.hands("maya").submit(front(tend, "maya")) or {}
    assert "are the most" in refused["piece:what_i_did"]
