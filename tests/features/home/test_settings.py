"""The settings form: everything a person may choose is kept, and what is wrong is refused at its field."""

from datetime import time
from typing import Any

import pytest

from bot.features.people.models import Enrolment
from bot.features.people.reader import reader_of
from bot.features.reconnections.knowledge.cards import myth_of
from bot.features.shoutouts.appreciating import service as appreciating
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.receiving import preferences
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import note
from tests.features.home.looking import WORKSPACE, opened, press, read, start

MAYA = "U0MAYA0001"
CARD, OPENS, CLOSES = "When should your card come?", "When do you begin to work?", "When do you stop?"
FROM, UNTIL = "More days off: from which day?", "And until which day?"
EXTRAS, LANGUAGE = "What else do you want?", "Questions and openers in"


def form_of(tend: Sandbox) -> View:
    tend.hands("maya").types("/tend settings")
    return tend.workspace.modal_of("maya")


def chosen(tend: Sandbox) -> Enrolment:
    with tend.database.reading() as session:
        return session.get_one(Enrolment, (WORKSPACE, MAYA))


def test_everything_that_is_chosen_is_kept_and_stands_in_the_form_again(tend: Sandbox) -> None:
    form = form_of(tend)
    given: dict[str, Any] = {
        CARD: "08:00",
        OPENS: "07:30",
        CLOSES: "15:30",
        "On which day should your week come?": "Thursday",
        EXTRAS: ["My week names one person whom I have not thanked for long"],
        LANGUAGE: "Deutsch",
        "When somebody thanks you, how shall it reach you?": "To me",
    }
    tend.hands("maya").fill(form, given)
    assert tend.hands("maya").submit(form) is None
    kept = chosen(tend)
    assert (kept.opens, kept.closes, kept.card_at) == (time(7, 30), time(15, 30), time(8))
    assert (kept.digest_day, kept.names_in_digest, kept.language) == (3, True, "de")
    with tend.database.reading() as session:
        assert not appreciating.is_wanted(session, WORKSPACE, MAYA)
        assert preferences.preference_of(session, WORKSPACE, MAYA) is Way.TO_ME
        assert reader_of(session, WORKSPACE, MAYA, now=tend.now()).language == "de"
        assert reader_of(session, WORKSPACE, MAYA, now=tend.now()).working_time.opens == time(7, 30)
    again = form_of(tend)
    tend.hands("maya").submit(again)
    unchanged = chosen(tend)
    assert (unchanged.opens, unchanged.closes, unchanged.card_at) == (kept.opens, kept.closes, kept.card_at)
    assert (unchanged.digest_day, unchanged.names_in_digest, unchanged.language) == (3, True, "de")


def test_sending_the_form_as_it_comes_keeps_how_it_was(tend: Sandbox) -> None:
    assert tend.hands("maya").submit(form_of(tend)) is None
    kept = chosen(tend)
    assert (kept.opens, kept.closes, kept.card_at) == (time(9), time(17), time(9))
    assert (kept.digest_day, kept.names_in_digest, kept.language) == (0, False, None)
    with tend.database.reading() as session:
        assert appreciating.is_wanted(session, WORKSPACE, MAYA)
        assert preferences.chosen_way(session, WORKSPACE, MAYA) is None


@pytest.mark.parametrize("hour", ["6:30", "19:30"])
def test_an_hour_chosen_before_there_were_working_hours_is_no_mistake(tend: Sandbox, hour: str) -> None:
    tend.hands("maya").types(f"/tend hour {hour}")
    assert tend.hands("maya").submit(form_of(tend)) is None
    assert f"{chosen(tend).card_at:%-H:%M}" == hour


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (
            {OPENS: "17:00", CLOSES: "09:00"},
            {
                "closes": "That is not after 17:00, when you begin. Choose a later time of the same day.",
            },
        ),
        (
            {CARD: "18:00"},
            {
                "card_at": "Your card comes while you work, from 09:00 to 17:00. Choose an hour in between, "
                "or change when you begin or stop.",
            },
        ),
    ],
)
def test_hours_that_make_no_sense_are_refused_at_their_field(
    tend: Sandbox, given: dict[str, Any], refused: dict[str, str]
) -> None:
    form = form_of(tend)
    tend.hands("maya").fill(form, given)
    assert tend.hands("maya").submit(form) == refused
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0


def test_days_off_stand_in_the_form_with_the_way_to_note_more(tend: Sandbox) -> None:
    assert "No days off are noted." in words_in(form_of(tend).blocks)
    tend.hands("maya").types("/tend away friday")
    assert "Your days off: on Friday 9 October." in words_in(form_of(tend).blocks)


def test_days_off_are_noted_in_the_form_and_stand_on_the_tab(tend: Sandbox) -> None:
    start(tend, "maya")
    press(tend, "maya", "Settings")
    form = tend.workspace.modal_of("maya")
    tend.hands("maya").fill(form, {FROM: "2026-10-12", UNTIL: "2026-10-16"})
    assert tend.hands("maya").submit(form) is None
    assert "Away from Monday 12 October to Friday 16 October" in read(tend, "maya")
    form = form_of(tend)
    tend.hands("maya").fill(form, {FROM: "2026-10-08"})
    assert tend.hands("maya").submit(form) is None
    assert "Away on Thursday 8 October" in read(tend, "maya")
    assert tend.hands("maya").submit(form_of(tend)) is None  # as it comes: nothing is noted twice, or lost
    assert "from Monday 12 October to Friday 16 October" in words_in(form_of(tend).blocks)


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({UNTIL: "2026-10-16"}, "away_from", "Choose the first of these days too."),
        ({FROM: "2026-10-16", UNTIL: "2026-10-12"}, "away_until", "That ends before it begins."),
        ({FROM: "2026-10-01"}, "away_from", "Those days are over."),
    ],
)
def test_days_off_that_make_no_sense_are_refused_at_their_field_and_nothing_is_kept(
    tend: Sandbox, given: dict[str, Any], field: str, why: str
) -> None:
    form = form_of(tend)
    tend.hands("maya").fill(form, given)
    refused = tend.hands("maya").submit(form)
    assert refused is not None
    assert list(refused) == [field]
    assert refused[field].startswith(why)
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0


def test_whoever_wants_to_hear_more_again_hears_of_what_had_gone_quiet(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.hands("maya").types("/tend quieter")
    tend.let_days_pass(60)
    form = form_of(tend)
    tend.hands("maya").choose(form, "How often should a promise come up?", "Every second working day")
    assert tend.hands("maya").submit(form) is None
    before = len(tend.workspace.in_dm("maya"))
    tend.let_days_pass(4)
    assert len(tend.workspace.in_dm("maya")) > before


def test_what_was_saved_from_the_tab_stands_on_it(tend: Sandbox) -> None:
    start(tend, "maya")
    press(tend, "maya", "Settings")
    form = tend.workspace.modal_of("maya")
    tend.hands("maya").choose(form, CARD, "10:30")
    assert tend.hands("maya").submit(form) is None
    assert "Your card comes at 10:30" in read(tend, "maya")


def test_questions_come_in_the_language_that_was_chosen(tend: Sandbox) -> None:
    start(tend, "maya")
    form = form_of(tend)
    tend.hands("maya").choose(form, LANGUAGE, "Deutsch")
    assert tend.hands("maya").submit(form) is None
    opened(tend, "maya")
    myth = myth_of(tend.now().date(), language="de")
    assert myth is not None
    assert myth.myth in read(tend, "maya")
