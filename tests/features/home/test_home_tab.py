"""The Home tab: a word of welcome first, then what is open, and every press takes effect in place."""

import pytest

from bot.features.people.models import Enrolment
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import cards_of, note


def home_of(tend: Sandbox, handle: str) -> str:
    view = tend.workspace.home_of(handle)
    assert view is not None
    return str(view.blocks)


def test_the_first_page_promises_what_it_keeps_and_enrols_nobody(tend: Sandbox) -> None:
    tend.hands("maya").opens_home()
    assert "I don't read messages." in home_of(tend, "maya")
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0


@pytest.mark.parametrize(("button", "answer"), [("What I would keep", "From Slack"), ("Not for me", "fine")])
def test_asking_and_declining_enrol_nobody(tend: Sandbox, button: str, answer: str) -> None:
    hands = tend.hands("maya")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), button)
    assert answer in str(tend.workspace.modal_of("maya").blocks)
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0


def test_start_shows_what_is_open(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), "Start")
    assert "Your card comes at 09:00" in home_of(tend, "maya")
    assert "Nothing is open." in home_of(tend, "maya")


def test_done_on_the_home_tab_takes_effect_in_place(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hands = tend.hands("maya")
    hands.opens_home()
    assert "call Leo" in home_of(tend, "maya")
    hands.press(tend.workspace.home_of("maya"), "Done")
    assert "call Leo" not in home_of(tend, "maya")
    tend.let_days_pass(5)
    assert tend.workspace.in_dm("maya") == []


def test_pause_stop_and_resume_are_one_press_each(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hands = tend.hands("maya")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), "Pause")
    assert "Paused until you resume." in home_of(tend, "maya")
    hands.press(tend.workspace.home_of("maya"), "Resume")
    hands.press(tend.workspace.home_of("maya"), "Stop")
    assert "Stopped." in home_of(tend, "maya")
    tend.let_days_pass(5)
    assert tend.workspace.in_dm("maya") == []


def test_the_settings_form_keeps_what_was_chosen(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    hands = tend.hands("maya")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), "Settings")
    form = tend.workspace.modal_of("maya")
    hands.fill(
        form,
        {"When should your card come?": "13:30", "On which days do you work?": ["Monday", "Friday"]},
    )
    assert hands.submit(form) is None
    assert "Your card comes at 13:30" in home_of(tend, "maya")
    tend.turn_to(tend.now().replace(day=8, hour=20))
    assert cards_of(tend, "maya") == []
    tend.turn_to(tend.now().replace(day=9, hour=11, minute=31))
    assert len(cards_of(tend, "maya")) == 1


def test_no_working_day_at_all_is_refused_in_the_form(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend settings")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which days do you work?": []})
    assert hands.submit(form)


def test_thanks_that_reached_a_person_stand_on_their_tab(tend: Sandbox) -> None:
    hands = tend.hands("leo")
    [preview] = hands.types("/shoutout @maya stayed late with the import <!channel>")
    hands.press(preview, "Post it")
    tend.hands("maya").types("/tend hour 9:00")
    tend.hands("maya").opens_home()
    assert "stayed late with the import <!channel>" in home_of(tend, "maya")


def test_how_thanks_reach_one_is_chosen_from_the_tab(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend hour 9:00")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), "How thanks reach me")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, "When somebody thanks you, how shall it reach you?", "To me")
    assert hands.submit(form) is None


def test_the_next_one_on_ones_stand_on_the_tab_of_whoever_is_in(tend: Sandbox) -> None:
    tend.hands("maya").types("/1on1 @ana weekly friday 10:00")
    tend.hands("maya").opens_home()
    assert "Friday 9 October, 10:00 · one-on-one with <@U0ANA00001>" in home_of(tend, "maya")
    tend.hands("ana").opens_home()
    assert "with <@U0MAYA0001>" not in home_of(tend, "ana")


def test_an_item_is_added_from_the_tab_and_stands_there_uncovered(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/1on1 @ana weekly friday 10:00")
    hands.opens_home()
    hands.press(tend.workspace.home_of("maya"), "Add an item")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"What do you want to talk about?": "the move", "Who sees it?": "Only me"})
    assert hands.submit(form) is None
    hands.opens_home()
    assert "the move" in home_of(tend, "maya")


def test_a_country_is_chosen_in_the_form_and_stands_on_the_tab_with_the_days_off(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend away 2026-10-12 to 2026-10-16")
    hands.opens_home()
    assert "Away from Monday 12 October to Friday 16 October" in home_of(tend, "maya")
    hands.press(tend.workspace.home_of("maya"), "Settings")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"Public holidays of which country?": "de-be"})
    assert hands.submit(form) is None
    assert "Friday 16 October · Public holidays of DE-BE" in home_of(tend, "maya")
    hands.press(tend.workspace.home_of("maya"), "Settings")
    form = tend.workspace.modal_of("maya")
    assert "'initial_value': 'DE-BE'" in str(form.blocks)
    hands.fill(form, {"Public holidays of which country?": ""})
    assert hands.submit(form) is None
    assert "Public holidays" not in home_of(tend, "maya")


def test_a_country_that_does_not_exist_is_refused_at_its_field(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend settings")
    form = tend.workspace.modal_of("maya")
    hands.fill(
        form, {"Public holidays of which country?": "Narnia", "On which days do you work?": ["Friday"]}
    )
    assert hands.submit(form) == {
        "country": 'I know no public holidays for "Narnia". Use the two letters of a country, '
        "and a part of it if you like: DE, US-NY, BR."
    }
    assert tend.workspace.modal_of("maya") is form
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0
