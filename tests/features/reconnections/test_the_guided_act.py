"""The guided act: who, what it is like, which act; one's own words; when. Tend sends nothing."""

from datetime import date

import pytest

from bot.features.people.models import Enrolment
from bot.features.reconnections.models import OwnSide
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.reconnections.acting import (
    AFTER,
    ASK,
    AT,
    HOW_IT_IS,
    LEADS,
    LED,
    MINE,
    NAME,
    OWN,
    PEER,
    THANK,
    WHENEVER,
    begin,
    choose_act,
    draft_of,
    fill_first,
    kept_drafts,
    plan,
    preview_on,
    promises,
    value_of,
    write,
)
from tests.features.reconnections.reaching import (
    DISTANT,
    EVERYDAY,
    NOT_SURE,
    SAFETY,
    TASKS,
    TENSE,
    front,
    has_field,
    rows,
    shows,
    tell,
    turn_to_a_question,
)
from tests.features.reconnections.test_nobody_else_learns_of_it import statements, without_ids

GOOD = "It is good. I want to keep it that way."
BOTH_WAYS_OUT = ("Something more serious", "I need distance")


def field(screen: View, name: str) -> dict:
    [block] = [block for block in screen.blocks if block["block_id"] == name]
    return block


def acts_on(screen: View) -> list[str]:
    return [each["text"]["text"] for each in field(screen, "act")["element"]["options"]]


def test_three_screens_and_six_presses(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    tend.hands("maya").types("/tend report @ana")
    hands = tend.hands("maya")
    hands.types("/reconnect @ana")
    hands.press(front(tend, "maya"), EVERYDAY)
    hands.choose(front(tend, "maya"), HOW_IT_IS, DISTANT)
    hands.choose(front(tend, "maya"), "What would you like to do?", ASK)
    assert hands.submit(front(tend, "maya")) is None
    assert hands.submit(front(tend, "maya")) is None
    assert hands.submit(front(tend, "maya")) is None
    last = front(tend, "maya")
    assert shows(
        last, "<slack://user?team=T0TEND0001&amp;id=U0ANA00001|Open the conversation with Ana Sousa>"
    )
    assert value_of(last, "copy") == preview_text(tend)


def preview_text(tend: Sandbox) -> str:
    draft = draft_of(tend)
    assert draft is not None
    return f"{draft.words} {draft.expectation}"


def test_the_command_fills_in_whom_it_names(tend: Sandbox) -> None:
    first = begin(tend, "maya", "/reconnect @ana")
    assert value_of(first, "about_id") == "U0ANA00001"
    assert value_of(begin(tend, "leo", "/reconnect"), "about_id") is None


def test_it_begins_on_the_home_tab_too(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 9")
    home = tend.hands("maya").opens_home()
    assert home is not None
    tend.hands("maya").press(home, "One small act")
    assert shows(front(tend, "maya"), SAFETY)


def test_the_ways_out_stand_on_every_screen_and_every_screen_leads_back(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    screens = []
    screens.append(str(begin(tend, "maya").blocks))
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    hands.submit(front(tend, "maya"))
    screens.append(str(front(tend, "maya").blocks))
    hands.choose(front(tend, "maya"), "Your words", MINE)
    hands.submit(front(tend, "maya"))
    screens.append(str(front(tend, "maya").blocks))
    hands.submit(front(tend, "maya"))
    screens.append(str(front(tend, "maya").blocks))
    assert all(label in screen for screen in screens for label in BOTH_WAYS_OUT)
    hands.press(front(tend, "maya"), "Back")
    assert preview_on(front(tend, "maya")).startswith(MINE)
    hands.press(front(tend, "maya"), "Back")
    assert value_of(front(tend, "maya"), "words:") == MINE
    hands.press(front(tend, "maya"), "Back")
    assert value_of(front(tend, "maya"), "side")["value"] == "distant"
    assert hands.submit(front(tend, "maya")) is None
    assert value_of(front(tend, "maya"), "words:") == MINE


def test_other_choices_on_the_first_screen_bring_other_words(tend: Sandbox) -> None:
    write(tend)
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Back")
    hands.press(front(tend, "maya"), "Back")
    hands.choose(front(tend, "maya"), "What would you like to do?", THANK)
    hands.submit(front(tend, "maya"))
    assert "___" in value_of(front(tend, "maya"), "words:")


def test_nobody_and_no_word_for_them_is_refused_at_the_field(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    begin(tend, "maya", "/reconnect")
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    assert "Choose somebody here" in (hands.submit(front(tend, "maya")) or {})["about_id"]
    assert kept_drafts(tend) == []


def test_whoever_would_rather_not_say_uses_a_word_of_their_own(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    begin(tend, "maya", "/reconnect")
    hands.choose(front(tend, "maya"), "Or: I'd rather not say who", "the tall one")
    fill_first(tend, "maya", side=DISTANT, act=ASK, relation=PEER)
    assert hands.submit(front(tend, "maya")) is None
    assert shows(front(tend, "maya"), "To the tall one.")
    hands.choose(front(tend, "maya"), "Your words", MINE)
    hands.submit(front(tend, "maya"))
    last = plan(tend, when=AFTER, after="stand-up")
    assert not shows(last, "slack://")
    [promise] = promises(tend)
    assert promise.with_id is None
    assert promise.words.startswith(f'After stand-up: Ask the tall one. "{MINE}')


def test_a_guest_is_refused_in_the_form(tend: Sandbox) -> None:
    tend.hands("noor").changes_profile(is_restricted=True)
    hands = tend.hands("maya")
    begin(tend, "maya", "/reconnect")
    hands.choose(front(tend, "maya"), "Who is it about?", "noor")
    fill_first(tend, "maya", side=DISTANT, act=ASK)
    assert "is a guest here" in (hands.submit(front(tend, "maya")) or {})["about_id"]


def test_the_two_acts_that_suit_come_first_and_one_that_does_not_is_left_out(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    first = begin(tend, "maya")
    hands.choose(first, HOW_IT_IS, TENSE)
    assert acts_on(front(tend, "maya"))[:2] == [OWN, NAME]
    hands.choose(front(tend, "maya"), HOW_IT_IS, GOOD)
    assert acts_on(front(tend, "maya")) == [THANK, ASK, NAME]


def test_an_act_chosen_before_the_state_is_refused_where_it_does_not_fit(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    first = begin(tend, "maya")
    hands.choose(first, "What would you like to do?", OWN)
    hands.choose(front(tend, "maya"), HOW_IT_IS, GOOD)
    hands.choose(front(tend, "maya"), "relation", LEADS)
    assert "there is little to own" in (hands.submit(front(tend, "maya")) or {})["act"]


def test_what_they_are_to_each_other_is_asked_until_it_is_known(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend report @ana")
    assert not has_field(begin(tend, "maya", "/reconnect @ana"), "relation")
    hands.choose(front(tend, "maya"), "Who is it about?", "sam")
    assert has_field(front(tend, "maya"), "relation")
    hands.choose(front(tend, "maya"), "Who is it about?", "ana")
    assert not has_field(front(tend, "maya"), "relation")


def test_what_the_other_said_about_who_leads_whom_does_not_show(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend manager @maya")
    assert has_field(begin(tend, "maya", "/reconnect @ana"), "relation")


@pytest.mark.parametrize("side", [DISTANT, TENSE, TASKS, GOOD, NOT_SURE])
@pytest.mark.parametrize("relation", [LEADS, LED, PEER])
def test_every_state_and_direction_has_words_to_start_from(tend: Sandbox, side: str, relation: str) -> None:
    choose_act(tend, side=side, act=NAME, relation=relation)
    assert value_of(front(tend, "maya"), "words:")
    tend.hands("maya").choose(front(tend, "maya"), "How big?", "A few lines")
    assert value_of(front(tend, "maya"), "words:")


def test_another_brings_other_words_three_times_at_most(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), choose_act(tend, side=TASKS, relation=PEER)
    seen = [value_of(screen, "words:")]
    while shows(front(tend, "maya"), "'Another'"):
        hands.press(front(tend, "maya"), "Another")
        seen.append(value_of(front(tend, "maya"), "words:"))
    assert 1 < len(seen) <= 4
    assert len(set(seen)) == len(seen)


def test_another_leaves_what_somebody_wrote_themselves(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), choose_act(tend, side=TASKS, relation=PEER)
    first = value_of(screen, "words:")
    hands.choose(screen, "Your words", MINE)
    hands.press(front(tend, "maya"), "Another")
    assert value_of(front(tend, "maya"), "words:") == MINE
    assert shows(front(tend, "maya"), "What you wrote stays.")
    hands.choose(front(tend, "maya"), "Your words", "")
    hands.press(front(tend, "maya"), "Another")
    assert value_of(front(tend, "maya"), "words:") not in (MINE, first)
    assert not shows(front(tend, "maya"), "What you wrote stays.")


def test_another_size_leaves_what_somebody_wrote_themselves(tend: Sandbox) -> None:
    hands, screen = tend.hands("maya"), choose_act(tend)
    offered = value_of(screen, "words:")
    hands.choose(screen, "How big?", "A few lines")
    assert value_of(front(tend, "maya"), "words:") != offered
    hands.choose(front(tend, "maya"), "Your words", MINE)
    hands.choose(front(tend, "maya"), "How big?", "A conversation")
    assert value_of(front(tend, "maya"), "words:") == MINE
    assert shows(front(tend, "maya"), "Only what a camera would have seen.")


@pytest.mark.parametrize("words", ["Thank you for ___.", "____ helped me", "  "])
def test_blanks_must_be_filled_before_going_on(tend: Sandbox, words: str) -> None:
    choose_act(tend, act=THANK)
    tend.hands("maya").choose(front(tend, "maya"), "Your words", words)
    [(name, sentence)] = (tend.hands("maya").submit(front(tend, "maya")) or {}).items()
    assert name.startswith("words:")
    assert sentence
    draft = draft_of(tend)
    assert draft is not None
    assert draft.step == "words"


def test_the_last_line_suits_the_direction_and_can_be_switched_off(tend: Sandbox) -> None:
    assert preview_on(write(tend)) == f"{MINE} You don't need to answer this."
    hands = tend.hands("maya")
    hands.press(front(tend, "maya"), "Back")
    hands.choose(front(tend, "maya"), "End with", None)
    hands.submit(front(tend, "maya"))
    assert preview_on(front(tend, "maya")) == MINE
    hands.press(front(tend, "maya"), "Back")
    assert value_of(front(tend, "maya"), "expectation") == []


@pytest.mark.parametrize(
    ("words", "between"), [("How are you?", " "), ("How are you", "\n"), ("Hi.\nHow are you?", "\n")]
)
def test_the_last_line_does_not_run_into_the_rest(tend: Sandbox, words: str, between: str) -> None:
    assert preview_on(write(tend, words=words)) == f"{words}{between}You don't need to answer this."


def test_a_hint_is_shown_one_at_a_time_and_never_blocks(tend: Sandbox) -> None:
    screen = write(tend, words="We need to talk. If I hurt anyone, sorry!", side=DISTANT, act=NAME)
    if not shows(screen, "A thought:"):
        pytest.fail("no hint was given")
    [hint] = [block for block in screen.blocks if block["block_id"] == "hint"]
    assert len(hint["elements"]) == 1
    tend.hands("maya").press(screen, "Leave it as it is")
    left = [block for block in front(tend, "maya").blocks if block["block_id"] == "hint"]
    assert left != [hint]
    assert plan(tend).callback_id == "reconnections.last"


def test_tense_and_owning_ones_part_are_asked_about_first(tend: Sandbox) -> None:
    choose_act(tend, "maya", "/reconnect @sam")
    hands = tend.hands("maya")
    hands.types("/reconnect @ana")
    hands.press(front(tend, "maya"), "Begin anew")
    fill_first(tend, "maya", side=TENSE, act=ASK)
    hands.submit(front(tend, "maya"))
    assert shows(front(tend, "maya"), SAFETY)
    hands.press(front(tend, "maya"), "Back")
    assert value_of(front(tend, "maya"), "side")["value"] == "tense"
    hands.submit(front(tend, "maya"))
    hands.press(front(tend, "maya"), EVERYDAY)
    assert value_of(front(tend, "maya"), "words:")


def test_where_it_was_tense_before_the_safety_step_fills_the_first_screen(tend: Sandbox) -> None:
    turn_to_a_question(tend, "maya", "/reconnect @ana")
    tell(tend, "maya", TENSE)
    tend.hands("maya").types("/reconnect @ana")
    assert shows(front(tend, "maya"), SAFETY)
    tend.hands("maya").types("/reconnect @sam")
    assert not shows(front(tend, "maya"), SAFETY)


def test_an_act_leaves_no_state_behind_and_looking_enrols_nobody(tend: Sandbox) -> None:
    before = rows(tend)
    begin(tend, "maya")
    assert rows(tend) == before
    plan_page = plan(tend, **{}) if write(tend) else None
    assert plan_page is not None
    with tend.database.reading() as session:
        assert session.query(OwnSide).count() == session.query(Enrolment).count() == 0
    assert promises(tend) == []


def test_no_reminder_keeps_the_draft_alone(tend: Sandbox) -> None:
    write(tend)
    last = plan(tend, when=WHENEVER)
    assert shows(last, "Nothing will remind you")
    assert len(kept_drafts(tend)) == 1
    assert promises(tend) == []


def test_after_something_on_a_day_is_a_gentle_promise_to_oneself(tend: Sandbox) -> None:
    write(tend)
    last = plan(tend, when=AFTER, after="stand-up", day=date(2026, 10, 9))
    assert shows(last, "It comes up on Friday 9 October, three times at most")
    [promise] = promises(tend)
    assert promise.words.startswith(f'After stand-up: Ask Ana Sousa. "{MINE}')
    assert (promise.origin, promise.persistence, promise.is_shared) == ("reconnection", "gentle", False)
    assert kept_drafts(tend) == []
    tend.let_days_pass(60)
    assert [kept.nudges for kept in promises(tend)] == [3]


@pytest.mark.parametrize(
    ("when", "fields", "name", "sentence"),
    [
        (AFTER, {"day": date(2026, 10, 1), "after": "lunch"}, "day", "That day has passed."),
        (AFTER, {"day": date(2027, 10, 1), "after": "lunch"}, "day", "within the next half year"),
        (AT, {"day": date(2026, 10, 7), "time": "07:00"}, "time", "That moment has passed."),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_at_its_field(
    tend: Sandbox, when: str, fields: dict[str, object], name: str, sentence: str
) -> None:
    write(tend)
    hands = tend.hands("maya")
    hands.choose(front(tend, "maya"), "When will you do it?", when)
    for label, value in fields.items():
        hands.choose(front(tend, "maya"), label, value)
    assert sentence in (hands.submit(front(tend, "maya")) or {})[name]


def test_a_german_reader_gets_german_words(tend: Sandbox) -> None:
    screen = choose_act(tend, "priya", "/reconnect @ana", relation=PEER)
    assert any(word in value_of(screen, "words:") for word in ("du", "dir", "dich", "Du"))


def test_it_is_all_the_same_whoever_the_other_person_is(tend: Sandbox) -> None:
    """Somebody who paused, one who stopped, one who uses Tend about me, and one who never did anything."""
    turn_to_a_question(tend, "jonas", "/reconnect @leo")
    tell(tend, "jonas", TENSE, LED)
    for handle, command in (("priya", "/tend pause"), ("sam", "/tend hour 10"), ("sam", "/tend stop")):
        tend.hands(handle).types(command)
    write(tend, "leo", line="/reconnect @noor")
    plan(tend, "leo", when=AFTER, after="lunch")
    faces = []
    for other in ("jonas", "priya", "sam", "ana"):
        name = tend.workspace.person(other).real_name
        calls = len(tend.workspace.calls)
        before = {table: len(lines) for table, lines in rows(tend).items()}
        seen = []
        with statements(tend.database) as asked:
            tend.hands("leo").types(f"/reconnect @{other}")
            seen.append(without_ids(front(tend, "leo")))
            fill_first(tend, "leo", side=DISTANT, act=ASK)
            tend.hands("leo").submit(front(tend, "leo"))
            seen.append(without_ids(front(tend, "leo")))
            tend.hands("leo").submit(front(tend, "leo"))
            seen.append(without_ids(front(tend, "leo")))
            plan(tend, "leo", when=AFTER, after="lunch")
            seen.append(without_ids(front(tend, "leo")))
        grown = {table: len(lines) - before[table] for table, lines in rows(tend).items()}
        made = [call.method for call in tend.workspace.calls[calls:]]
        words = [text.replace(name, "…").replace(tend.workspace.person(other).id, "…") for text in seen]
        faces.append((words, asked, grown, made))
        tend.hands("leo").close(front(tend, "leo"), all_of_them=True)
    assert all(face == faces[0] for face in faces)


def test_a_long_text_is_never_cut(tend: Sandbox) -> None:
    long = "é😀" * 650  # 1,950 as Slack counts
    write(tend, words=long)
    assert value_of(plan(tend), "copy").startswith(long + "\n")


def test_one_that_is_too_long_is_said_in_the_form(tend: Sandbox) -> None:
    choose_act(tend)
    tend.hands("maya").choose(front(tend, "maya"), "Your words", "😀" * 1_100)
    [sentence] = (tend.hands("maya").submit(front(tend, "maya")) or {}).values()
    assert sentence.startswith("That is 2200 characters; 2000 are the most.")
