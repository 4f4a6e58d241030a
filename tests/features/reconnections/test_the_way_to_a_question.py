"""From `/reconnect` to a question: is this the right tool, who, how is it, what to ask."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.people.models import Enrolment, ReportingLine
from bot.features.reconnections.models import OwnSide
from bot.features.reconnections.steps import Way
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.people import Person
from tests.features.reconnections.reaching import (
    DISTANT,
    EVERYDAY,
    INSTEAD,
    NOT_SURE,
    SAFETY,
    TASKS,
    TENSE,
    front,
    has_field,
    question_on,
    reconnect,
    rows,
    shows,
    tell,
    turn_to_a_question,
)


def test_the_first_screen_asks_whether_this_is_the_right_tool(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    tend.hands("maya").types("/reconnect @ana")
    assert shows(front(tend, "maya"), SAFETY)
    tend.hands("maya").press(front(tend, "maya"), EVERYDAY)
    assert has_field(front(tend, "maya"), "side")


def test_a_question_is_one_press_away(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")
    tend.hands("maya").press(front(tend, "maya"), EVERYDAY)
    tend.hands("maya").press(front(tend, "maya"), INSTEAD)
    assert shows(front(tend, "maya"), "What is it like with Ana Sousa, from your side?")


def test_whoever_looks_and_leaves_is_not_enrolled(tend: Sandbox) -> None:
    before = rows(tend)
    turn_to_a_question(tend, "maya", "/reconnect @ana")
    tend.hands("maya").close(front(tend, "maya"))
    assert rows(tend) == before


def test_a_question_comes_once_it_was_said_how_it_is(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana", DISTANT)
    assert question_on(screen).endswith(("?", "."))
    assert shows(screen, "*Why this one?* You said it feels distant;")
    assert shows(screen, "Be ready to answer it yourself.")
    assert shows(screen, "Ask, then wait. Silence usually means thinking.")
    assert shows(screen, "<slack://user?team=T0TEND0001&amp;id=U0ANA00001|Open your conversation with them>")
    [two] = [
        block for block in screen.blocks if block["type"] == "rich_text" and block["block_id"] != "question"
    ]
    assert len(two["elements"][0]["elements"]) == 2


def test_saying_how_it_is_enrols(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    with tend.database.reading() as session:
        assert [row.person_id for row in session.query(Enrolment)] == ["U0MAYA0001"]


def test_waiting_for_the_answer_is_advice_for_those_who_lead(tend: Sandbox) -> None:
    assert not shows(reconnect(tend, "ana", "maya", relation="My manager"), "Ask, then wait")
    assert not shows(reconnect(tend, "sam", "ana", relation="We work side by side"), "Ask, then wait")


def test_what_they_are_to_each_other_is_asked_once(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    tend.hands("maya").press(front(tend, "maya"), "It is different now")
    assert not has_field(front(tend, "maya"), "relation")


def test_what_was_told_to_tend_before_is_not_asked(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend manager @maya")
    turn_to_a_question(tend, "ana", "/reconnect @maya")
    assert not has_field(front(tend, "ana"), "relation")


def test_what_the_other_said_about_who_leads_whom_does_not_show(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend manager @maya")
    turn_to_a_question(tend, "maya", "/reconnect @ana")
    assert has_field(front(tend, "maya"), "relation")


def test_the_second_time_the_question_comes_at_once(tend: Sandbox) -> None:
    question = question_on(reconnect(tend, "maya", "ana"))
    assert question_on(turn_to_a_question(tend, "maya", "/reconnect @ana")) == question


def test_a_question_that_was_not_answered_is_not_used_up_by_looking_again(tend: Sandbox) -> None:
    question = question_on(reconnect(tend, "maya", "ana"))
    for _ in range(3):
        assert question_on(reconnect(tend, "maya", "ana")) == question
    tend.let_days_pass(6)
    assert question_on(reconnect(tend, "maya", "ana")) != question


def test_whoever_is_not_sure_gets_a_light_one(tend: Sandbox) -> None:
    screen = reconnect(tend, "maya", "ana", NOT_SURE)
    assert shows(screen, "You left open how it is, so this is a light one")


def test_when_it_is_tense_the_safety_step_comes_first_each_time(tend: Sandbox) -> None:
    reconnect(tend, "maya", "sam")
    hands = tend.hands("maya")
    turn_to_a_question(tend, "maya", "/reconnect @ana")
    tell(tend, "maya", TENSE)
    assert shows(front(tend, "maya"), SAFETY)
    hands.press(front(tend, "maya"), EVERYDAY)
    assert shows(front(tend, "maya"), "You said it feels tense")
    hands.types("/reconnect @ana")
    assert shows(front(tend, "maya"), SAFETY)


def test_whoever_just_answered_the_safety_step_is_not_asked_again_for_saying_tense(tend: Sandbox) -> None:
    turn_to_a_question(tend, "maya", "/reconnect @ana")
    tell(tend, "maya", TENSE)
    assert question_on(front(tend, "maya"))


def test_how_it_is_can_be_said_anew_and_the_question_follows(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana", DISTANT)
    tend.hands("maya").press(front(tend, "maya"), "It is different now")
    tell(tend, "maya", TASKS)
    assert shows(front(tend, "maya"), "You said it is all tasks")
    tend.hands("maya").press(front(tend, "maya"), "It is different now")
    tell(tend, "maya", TENSE)
    assert shows(front(tend, "maya"), SAFETY)
    with tend.database.reading() as session:
        assert [row.side for row in session.query(OwnSide)] == ["tense"]


def test_after_sixty_days_it_is_asked_again(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana")
    tend.let_days_pass(59)
    assert not has_field(turn_to_a_question(tend, "maya", "/reconnect @ana"), "side")
    tend.let_days_pass(1)
    assert has_field(turn_to_a_question(tend, "maya", "/reconnect @ana"), "side")


def test_without_a_name_the_command_asks_who(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    turn_to_a_question(tend, "maya")
    hands.choose(front(tend, "maya"), "Who is it about?", "ana")
    assert hands.submit(front(tend, "maya")) is None
    tell(tend, "maya", DISTANT)
    assert shows(front(tend, "maya"), "Something you could ask <@U0ANA00001>:")
    turn_to_a_question(tend, "maya")
    hands.choose(front(tend, "maya"), "Who is it about?", "ana")
    assert hands.submit(front(tend, "maya")) is None
    assert question_on(front(tend, "maya"))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/reconnect @maya", "That is you."),
        ("/reconnect @tend", "Tend is an app."),
        ("/reconnect @ana @sam", "That is 2 people. Reconnecting goes one person at a time"),
        ("/reconnect ana", 'I don\'t know whom you mean by "ana".'),
        ("/reconnect help", "One small act for somebody at work"),
    ],
)
def test_what_makes_no_sense_is_answered_in_a_sentence(tend: Sandbox, typed: str, answer: str) -> None:
    seen = tend.hands("maya").types(typed)
    assert answer in seen.words
    assert seen.modal is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_whatever_is_typed_gets_an_answer_of_some_kind(tend: Sandbox, text: str) -> None:
    seen = tend.hands("maya").types(f"/reconnect {text}")
    assert seen.trouble is None
    assert seen.words or seen.modal
    assert "Something went wrong" not in seen.words


def test_a_guest_is_refused_in_the_form(tend: Sandbox) -> None:
    tend.hands("noor").changes_profile(is_restricted=True)
    hands = tend.hands("maya")
    turn_to_a_question(tend, "maya")
    hands.choose(front(tend, "maya"), "Who is it about?", "noor")
    refused = hands.submit(front(tend, "maya"))
    assert refused is not None
    assert "is a guest here" in refused["about_id"]


def test_somebody_tend_has_not_heard_of_is_refused_in_a_sentence(tend: Sandbox) -> None:
    tend.workspace.add_person(Person("U0NEW00001", "newcomer", "New Comer"))
    assert "I don't know that person yet." in tend.hands("maya").types("/reconnect @newcomer").words


@pytest.mark.parametrize(
    "label", ["Another", "Not for me", "Promise a small act", "Ask me regularly", "It is different now"]
)
def test_somebody_who_left_meanwhile_is_named_in_a_clear_sentence(tend: Sandbox, label: str) -> None:
    screen = reconnect(tend, "maya", "ana")
    tend.hands("ana").is_deactivated()
    tend.hands("maya").press(screen, label)
    assert shows(front(tend, "maya"), "no longer has an active account here.")


def test_somebody_who_leaves_while_a_form_is_open_is_named_in_it(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    for label in ("It is different now", "Promise a small act", "Ask me regularly"):
        hands.press(reconnect(tend, "maya", "ana"), label)
        form = front(tend, "maya")
        tend.hands("ana").is_deactivated()
        [words] = (hands.submit(form) or {}).values()
        assert words == "Ana Sousa no longer has an active account here."
        tend.workspace.person("ana").deleted = False
        tend.hands("ana").changes_profile(status_text="back")


def test_a_relation_that_is_said_is_kept_with_the_other_lines(tend: Sandbox) -> None:
    reconnect(tend, "maya", "ana", relation="I lead them")
    with tend.database.reading() as session:
        [line] = session.query(ReportingLine)
        assert (line.person_id, line.other_id, line.relation) == ("U0MAYA0001", "U0ANA00001", "report")


@given(
    about_id=st.none() | st.from_regex(r"[UW][A-Z0-9]{2,12}", fullmatch=True),
    is_everyday=st.booleans(),
    is_on_top=st.booleans(),
)
def test_how_far_somebody_has_come_survives_the_view(
    about_id: str | None, is_everyday: bool, is_on_top: bool
) -> None:
    way = Way(about_id, is_everyday, is_on_top)
    assert Way.unpacked(way.packed()) == way
