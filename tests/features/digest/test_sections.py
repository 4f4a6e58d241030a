"""What a digest tells, and what can be done about each line of it."""

from datetime import date, timedelta

import pytest

from bot.features.people.models import Enrolment
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.words import words_in
from tests.features.digest.weeks import MONDAY, asked, lead, meet_for_weeks, named, opened, page_of
from tests.features.follow_ups.noting import cards_of, note
from tests.features.one_on_ones.agendas import add
from tests.features.one_on_ones.arranging import WORKSPACE, join, listed, set_up
from tests.features.reconnections.reaching import ask_regularly, front, reconnect
from tests.features.shoutouts.thanking import give


def shown(tend: Sandbox, handle: str = "maya") -> str:
    return words_in(front(tend, handle).blocks)


def test_a_one_on_one_ahead_opens_its_agenda(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    add(tend, "maya", "@sam the hiring plan")
    tend.turn_to(MONDAY)
    [card] = cards_of(tend, "maya")[-1:]
    assert "One one-on-one lies ahead, with one item that only you see" in card.words
    tend.hands("maya").press(opened(tend), "Agenda", near="Thursday 15 October at 14:00")
    assert "the hiring plan" in shown(tend)


def test_what_both_see_on_an_agenda_is_not_counted(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.let_days_pass(1)
    join(tend, "sam")
    add(tend, "maya", "@sam the hiring plan")
    assert "only you see\n" not in asked(tend).words
    assert "item that only you see" not in asked(tend).words


def test_a_meeting_is_closed_on_the_page_with_one_press(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(MONDAY)
    assert "one to confirm: did it happen?" in cards_of(tend, "maya")[-1].words
    tend.hands("maya").press(opened(tend), "Held")
    assert "Held. Did either of you promise something?" in shown(tend)
    assert "to confirm" not in asked(tend).words


def test_each_report_has_the_same_line(tend: Sandbox) -> None:
    lead(tend, "maya", "sam", "ana")
    meet_for_weeks(tend, 1)
    tend.turn_to(MONDAY)
    assert "The 2 people you lead have a line each" in cards_of(tend, "maya")[-1].words
    page = page_of(tend)
    assert "@ana: not noted" in page
    assert "@sam: last noted Thursday 8 October; you meant weekly" in page


def test_a_report_without_a_series_can_be_given_one(tend: Sandbox) -> None:
    lead(tend, "maya", "ana")
    tend.turn_to(MONDAY)
    tend.hands("maya").press(opened(tend), "Set up a one-on-one")
    assert "With whom" in shown(tend)
    assert tend.workspace.modal_of("maya").filled["other_id"]["other_id"]["selected_user"] == "U0ANA00001"


def test_a_manager_whose_reports_have_all_left_hears_nothing_of_them(tend: Sandbox) -> None:
    lead(tend, "maya", "sam", "ana")
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    set_up(tend, "@sam weekly thursday 14:00")
    for handle in ("sam", "ana"):
        tend.hands(handle).is_deactivated()
    tend.turn_to(MONDAY)
    [card] = cards_of(tend, "maya")
    assert "*Your week*\nOne promise of yours is open." in card.words
    assert "lead" not in card.words
    assert not [name for name in ("@sam", "@ana") if name in page_of(tend)]


def test_what_was_promised_to_me_leads_to_the_agenda_we_share(tend: Sandbox) -> None:
    meet_for_weeks(tend, 1)
    hands = tend.hands("sam")
    hands.choose(listed(tend, "sam"), "More", "Note a promise")
    hands.choose(front(tend, "sam"), "Who promised what, and by when?", "I'll send the plan by 30 October")
    hands.submit(front(tend, "sam"))
    assert hands.submit(front(tend, "sam")) is None
    tend.turn_to(MONDAY)
    assert "One promise was made to you." in cards_of(tend, "maya")[-1].words
    tend.hands("maya").press(opened(tend), "Agenda", near="send the plan")
    assert "send the plan" in shown(tend)


def test_small_acts_are_counted_on_the_card_and_told_on_the_page(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    screen = reconnect(tend, "maya", "ana")
    hands.press(screen, "Promise a small act")
    hands.choose(front(tend, "maya"), "What will you do?", "bring Ana a coffee")
    assert hands.submit(front(tend, "maya")) is None
    hands.close(front(tend, "maya"), all_of_them=True)
    hands.press(reconnect(tend, "maya", "leo"), "I asked it")
    hands.close(front(tend, "maya"), all_of_them=True)
    tend.turn_to(MONDAY)
    [card] = cards_of(tend, "maya")[-1:]
    assert "Small acts of yours: 1 planned, 1 done in the last seven days." in card.words
    assert "@" not in card.words, card.words
    page = page_of(tend)
    assert "bring Ana a coffee" in page
    assert "In the last seven days: 1 done, with @leo." in page


def test_thanks_are_a_number_on_the_card_and_names_on_the_page(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    give(tend, "leo", "@maya found out why the import broke")
    tend.turn_to(MONDAY)
    [card] = cards_of(tend, "maya")[-1:]
    assert "A thank-you reached you." in card.words
    page = opened(tend)
    assert "From @leo, Wednesday 7 October" in named(tend, words_in(page.blocks))
    tend.hands("maya").press(page, "Read")
    assert "found out why the import broke" in shown(tend)


def test_thanks_of_another_week_are_not_told_again(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 11, 30))
    give(tend, "leo", "@maya found out why the import broke")
    tend.turn_to(MONDAY + timedelta(weeks=1))
    assert "reached you" not in cards_of(tend, "maya")[-1].words


def want_a_name(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        key = (WORKSPACE, tend.workspace.person("maya").id)
        session.get_one(Enrolment, key).names_in_digest = True


def test_one_name_comes_to_whoever_wants_it_and_never_on_the_card(tend: Sandbox) -> None:
    lead(tend, "maya", "sam", "ana")
    give(tend, "maya", "@sam found out why the import broke")
    tend.turn_to(utc(2026, 11, 9, 9))
    assert "last thanked" not in page_of(tend)
    want_a_name(tend)
    assert "You last thanked @sam on Wednesday 7 October." in page_of(tend)
    assert not [card for card in cards_of(tend, "maya") if "thanked" in card.words or "@" in card.words]


def test_nobody_is_named_whom_one_has_thanked_lately_or_never(tend: Sandbox) -> None:
    lead(tend, "maya", "sam", "ana")
    give(tend, "maya", "@sam found out why the import broke")
    want_a_name(tend)
    tend.turn_to(utc(2026, 10, 26, 9))
    assert "thanked" not in page_of(tend)


def test_the_names_take_turns(tend: Sandbox) -> None:
    lead(tend, "maya", "sam", "ana")
    for other in ("sam", "ana"):
        give(tend, "maya", f"@{other} found out why the import broke")
    want_a_name(tend)
    told = []
    for week in range(4):
        tend.turn_to(utc(2026, 11, 9, 9) + timedelta(weeks=week))
        told += [other for other in ("sam", "ana") if f"last thanked @{other}" in page_of(tend)]
    assert told in (["sam", "ana", "sam", "ana"], ["ana", "sam", "ana", "sam"])


def test_a_question_that_has_waited_opens_from_the_page(tend: Sandbox) -> None:
    ask_regularly(tend, "maya", "ana")
    tend.turn_to(utc(2026, 10, 19, 9))
    assert "One question waits." in cards_of(tend, "maya")[-1].words
    tend.hands("maya").press(opened(tend), "See one")
    assert "I asked it" in str(front(tend, "maya").blocks)


def test_a_small_act_is_a_thought_and_no_reason_for_a_digest(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 9:00")
    said = asked(tend).words
    assert "There is nothing to tell this week." in said
    assert "For today, if you like, towards somebody" in said
    tend.turn_to(MONDAY)
    assert cards_of(tend, "maya") == []


def test_the_act_of_the_week_stands_there_until_it_is_answered(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/reconnect presence")
    hands.press(front(tend, "maya"), "Yes, one a week")
    hands.press(front(tend, "maya"), "Give me one now")
    hands.close(front(tend, "maya"), all_of_them=True)
    assert "For this week:" in asked(tend).words
    hands.press(asked(tend), "Open")
    hands.press(front(tend, "maya"), "Did it")
    assert "For this week:" not in asked(tend).words


@pytest.mark.parametrize("is_on_a_page", [True, False])
def test_pause_me_ends_it(tend: Sandbox, is_on_a_page: bool) -> None:
    note(tend, "maya", "call Leo", due_on=date(2026, 10, 30))
    tend.turn_to(MONDAY)
    place = opened(tend) if is_on_a_page else asked(tend)
    seen = tend.hands("maya").press(place, "Pause me")
    said = shown(tend) if is_on_a_page else place.words
    assert "Nothing comes by itself until you say" in said, seen
    before = len(cards_of(tend, "maya"))
    tend.let_days_pass(30)
    assert len(cards_of(tend, "maya")) == before


def test_a_long_page_is_cut_with_a_word_on_where_the_rest_is(tend: Sandbox) -> None:
    for number in range(30):
        note(tend, "maya", f"errand {number}", due_on=date(2026, 10, 30))
    message = asked(tend)
    assert len(message.blocks) <= 50
    assert "more: `/followups` lists them." in message.words
    assert "30 promises of yours are open" not in message.words
