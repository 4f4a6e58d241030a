"""A series is set up at once from what was typed, or from a form with what was understood."""

import pytest

from bot.features.one_on_ones.models import Kind, Rhythm
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import (
    ANA,
    LEO,
    MAYA,
    WORKSPACE,
    end,
    invitations_of,
    listed,
    meetings_in,
    series_in,
    set_up,
    submitted,
    words_on,
)


def relation_of(tend: Sandbox, person_id: str, other_id: str) -> Relation | None:
    with tend.database.reading() as session:
        return reporting_lines.relation_to(session, WORKSPACE, person_id=person_id, other_id=other_id)


def test_one_line_sets_it_up(tend_on_each_transport: Sandbox) -> None:
    tend = tend_on_each_transport
    said = set_up(tend, "@ana weekly tuesday 10:00")
    assert "every Tuesday at 10:00, 25 minutes. The first is Tuesday 13 October at 10:00." in said
    assert "Set up for you. I tell Ana Sousa once at most, so tell them yourself too." in said
    assert "You'll see here when they join." in said
    series = series_in(tend.database)
    assert (series.organizer_id, series.other_id, series.zone) == (MAYA, ANA, "Europe/Berlin")
    [first] = meetings_in(tend.database)
    assert first.starts_at == utc(2026, 10, 13, 8)


def test_it_is_the_wall_clock_of_the_one_who_sets_it_up(tend: Sandbox) -> None:
    set_up(tend, "@maya fortnightly thu 2pm 50 minutes", by="leo")
    series = series_in(tend.database)
    assert (series.zone, series.rhythm, series.minutes) == ("America/New_York", Rhythm.FORTNIGHTLY, 50)
    assert meetings_in(tend.database)[0].starts_at == utc(2026, 10, 8, 18)


def test_later_the_same_day_is_today(tend: Sandbox) -> None:
    assert "The first is today at 10:01." in set_up(tend, "@ana weekly wednesday 10:01")


def test_this_very_minute_is_next_week(tend: Sandbox) -> None:
    assert "The first is Wednesday 14 October at 10:00." in set_up(tend, "@ana weekly wednesday 10:00")


def test_what_is_missing_is_asked_in_a_form_with_the_rest_filled_in(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana tuesday 2pm").modal
    hands.choose(form, "How often?", "Every two weeks")
    hands.choose(form, "How long?", "15 minutes")
    assert hands.submit(form) is None
    said = str(tend.workspace.modal_of("maya").blocks)
    assert "every two weeks on Tuesday at 14:00, 15 minutes" in said
    assert "I tell Ana Sousa once at most" in said
    assert series_in(tend.database).rhythm == Rhythm.FORTNIGHTLY


def test_the_ordinal_that_was_typed_outlives_the_form(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana last friday").modal
    hands.choose(form, "At what time?", "09:30")
    assert hands.submit(form) is None
    assert "every month on the last Friday" in str(tend.workspace.modal_of("maya").blocks)


def test_without_anything_set_up_there_is_an_empty_form(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1").modal
    assert hands.submit(form)
    answers = {"With whom?": "ana", "On which day?": "Monday", "At what time?": "11:00"}
    assert hands.submit(hands.fill(form, answers)) is None
    assert "every Monday at 11:00" in listed(tend, "maya").words


def test_who_they_are_is_asked_until_one_has_said_it_oneself(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana").modal
    hands.fill(
        form, {"On which day?": "Monday", "At what time?": "11:00", "Who are they to you?": "My report"}
    )
    assert hands.submit(form) is None
    hands.close(tend.workspace.modal_of("maya"))
    assert relation_of(tend, MAYA, ANA) is Relation.REPORT
    tend.hands("leo").types("/tend manager @maya")
    # What Leo said is his: that Maya is asked all the same shows her nothing.
    assert "Who are they" in str(hands.types("/1on1 @leo").modal.blocks)
    assert relation_of(tend, MAYA, LEO) is None


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("@ana weekly tuesday 25:00", '"25:00" is not a time of day.'),
        ("@ana weekly soonish", 'I don\'t understand "soonish".'),
        ("weekly tuesday 10:00", "Who is it with?"),
        ("@ana @leo weekly", "A one-on-one is for two."),
        ("@maya weekly tuesday 10:00", "That is you."),
        ("@tend weekly tuesday 10:00", "is an app"),
        ("@nobody weekly tuesday 10:00", "I don't know who @nobody is."),
    ],
)
def test_a_line_that_cannot_be_done_is_answered_in_a_sentence(tend: Sandbox, typed: str, answer: str) -> None:
    seen = tend.hands("maya").types(f"/1on1 {typed}")
    assert answer in seen.words
    assert seen.modal is None
    assert meetings_in(tend.database) == []


def test_nothing_is_set_up_with_somebody_who_has_left_or_is_a_guest(tend: Sandbox) -> None:
    tend.hands("kofi").is_deactivated()
    tend.hands("noor").changes_profile(is_restricted=True)
    hands = tend.hands("maya")
    assert "is a guest here" in hands.types("/1on1 @noor weekly tuesday 10:00").words
    form = hands.types("/1on1").modal
    hands.fill(form, {"With whom?": "kofi", "On which day?": "Monday", "At what time?": "11:00"})
    assert "no longer has an active account" in hands.submit(form)["other_id"]


def test_a_second_series_with_the_same_person_opens_the_first(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    answer = tend.hands("maya").types("/1on1 @ana monthly friday 9:00")
    assert "You have one with" in answer.words
    assert "every Tuesday at 10:00" in answer.words
    assert "End" in answer.words
    assert len(meetings_in(tend.database)) == 1


def test_a_second_series_from_the_other_side_opens_the_invitation(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    [answer] = tend.hands("ana").types("/1on1 @maya weekly friday 9:00")
    assert "would like to meet you one-on-one" in answer.words
    tend.hands("ana").press(answer, "Looks good")
    assert "Ana Sousa joined." in listed(tend, "maya").words


def test_a_second_series_by_form_is_refused_at_its_field(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Set up another")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"With whom?": "ana", "On which day?": "Monday", "At what time?": "11:00"})
    assert "already" in hands.submit(form)["other_id"]


def test_help_fits_on_a_screen(tend: Sandbox) -> None:
    words = tend.hands("maya").types("/1on1 help").words
    told = ("/1on1 @ana weekly tuesday 10:00", "several", "add @ana", "Agenda", "Prepare", "More")
    assert all(part in words for part in told)
    assert len(words.splitlines()) <= 12
    assert len(words) < 1200


@pytest.mark.parametrize(
    ("typed", "kind", "lead_id", "relation"),
    [
        ("my manager", Kind.LED, ANA, Relation.MANAGER),
        ("report", Kind.LED, MAYA, Relation.REPORT),
        ("peer", Kind.PEER, None, Relation.PEER),
        ("skip-level with my manager's manager", Kind.SKIP_LEVEL, ANA, None),
        ("a report of my report", Kind.SKIP_LEVEL, MAYA, None),
        ("", Kind.PEER, None, None),
    ],
)
def test_who_they_are_can_be_typed(
    tend: Sandbox, typed: str, kind: Kind, lead_id: str | None, relation: Relation | None
) -> None:
    set_up(tend, f"@ana weekly tuesday 10:00 {typed}")
    series = series_in(tend.database)
    assert (series.kind, series.lead_id) == (kind, lead_id)
    # A level further away is nobody's word about who leads whom.
    assert relation_of(tend, MAYA, ANA) is relation


def test_what_was_said_before_holds_until_something_else_is_typed(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/tend report @ana")
    hands.types("/tend report @sam")
    set_up(tend, "@ana weekly tuesday 10:00")
    assert series_in(tend.database).lead_id == MAYA
    assert "Who are they" not in words_on(hands.types("/1on1 @sam").modal)
    hands.close(tend.workspace.modal_of("maya"))
    form = hands.types("/1on1 @sam peer friday 11:00").modal
    assert "Who are they" in words_on(form)
    submitted(tend, "maya", form)
    assert relation_of(tend, MAYA, "U0SAM00001") is Relation.PEER


def test_a_skip_level_of_which_no_side_was_named_asks_for_it(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana skip-level monthly first tuesday 10:00").modal
    assert hands.submit(form) == {"role": "Please complete this required field."}
    hands.choose(form, "Who are they to you?", "A report of my report")
    submitted(tend, "maya", form)
    series = series_in(tend.database)
    assert (series.kind, series.lead_id, series.ordinal) == (Kind.SKIP_LEVEL, MAYA, 1)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("their time", "Europe/Lisbon"),
        ("my time", "Europe/Berlin"),
        ("in new york", "America/New_York"),
        ("", "Europe/Berlin"),
    ],
)
def test_it_goes_by_the_clock_that_was_typed(tend: Sandbox, typed: str, zone: str) -> None:
    set_up(tend, f"@ana weekly tuesday 10:00 {typed}")
    assert series_in(tend.database).zone == zone


@pytest.mark.parametrize(
    ("clock", "zone"),
    [
        ("Theirs (Europe/Lisbon)", "Europe/Lisbon"),
        ("Mine (Europe/Berlin)", "Europe/Berlin"),
    ],
)
def test_the_form_asks_on_whose_clock(tend: Sandbox, clock: str, zone: str) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana tuesday 10:00 in lisbon").modal
    hands.choose(form, "On whose clock?", clock)
    submitted(tend, "maya", form)
    assert series_in(tend.database).zone == zone


def test_a_zone_of_neither_stands_in_the_form_as_it_was_typed(tend: Sandbox) -> None:
    form = tend.hands("maya").types("/1on1 @ana tuesday 10:00 asia/kathmandu").modal
    assert "every Monday" not in submitted(tend, "maya", form)
    assert series_in(tend.database).zone == "Asia/Kathmandu"


def test_theirs_is_the_clock_of_whoever_is_chosen_in_the_end(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana monday 16:00 their time").modal
    hands.choose(form, "With whom?", "leo")
    submitted(tend, "maya", form)
    assert series_in(tend.database).zone == "America/New_York"


def test_which_one_of_the_month_is_asked_and_counts_for_months_only(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    form = hands.types("/1on1 @ana tuesday 10:00").modal
    hands.fill(form, {"Which one of the month?": "third", "How often?": "Every three months"})
    assert "every three months on the third Tuesday at 10:00" in submitted(tend, "maya", form)
    form = hands.types("/1on1 @sam tuesday 11:00").modal
    hands.fill(form, {"Which one of the month?": "third", "How often?": "Every week"})
    assert "every Tuesday at 11:00" in submitted(tend, "maya", form)


def test_setting_up_again_with_somebody_who_declined_reads_as_ever(tend: Sandbox) -> None:
    asked = set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").press(invitations_of(tend, "ana")[0], "Not this one")
    assert listed(tend, "maya").words.count("Ana Sousa") == 0
    end(tend, "maya")
    assert set_up(tend, "@ana weekly tuesday 10:00") == asked


def test_the_same_line_delivered_twice_sets_up_one(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly tuesday 10:00")
    tend.deliver_again(tend.delivered[-1])
    assert len(meetings_in(tend.database)) == 1
    tend.let_days_pass(1)
    assert len(invitations_of(tend, "leo")) == 1
