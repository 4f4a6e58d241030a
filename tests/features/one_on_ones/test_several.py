"""Several series are set up at once: chosen, looked through, and then all of them or none."""

import sqlalchemy as sa

from bot.features.one_on_ones.models import Series
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.sandbox.hands.filling import Value
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.arranging import (
    ANA,
    LEO,
    MAYA,
    WORKSPACE,
    invitations_of,
    listed,
    set_up,
    submitted,
    words_on,
)

SAM, PRIYA = "U0SAM00001", "U0PRIYA001"


def every_series(tend: Sandbox) -> list[Series]:
    with tend.database.reading() as session:
        return list(session.scalars(sa.select(Series).order_by(Series.id)))


def several(tend: Sandbox, people: list[str], **others: Value) -> View:
    """Maya's form for several, filled in, on Tuesdays from ten."""
    form = tend.hands("maya").types("/1on1 several").modal
    assert form is not None
    answers: dict[str, Value] = {
        "With whom?": people,
        "On which days?": ["Tuesday"],
        "When does the first one of a day begin?": "10:00",
    }
    return tend.hands("maya").fill(
        form, answers | {key.replace("_", " "): one for key, one in others.items()}
    )


def looked_through(tend: Sandbox, form: View) -> View:
    """The second step."""
    wrong = tend.hands("maya").submit(form)
    assert wrong is None, wrong
    page = tend.workspace.modal_of("maya")
    assert page is not None
    return page


def test_a_team_is_set_up_in_one_go(tend: Sandbox) -> None:
    plan = looked_through(tend, several(tend, ["ana", "leo", "sam"]))
    shown = words_on(plan)
    assert f"<@{ANA}>: every two weeks on Tuesday at 10:00, 25 minutes. First on Tuesday 13 October." in shown
    assert f"<@{LEO}>: every two weeks on Tuesday at 10:00, 25 minutes. First on Tuesday 20 October." in shown
    assert f"<@{SAM}>: every two weeks on Tuesday at 10:30, 25 minutes. First on Tuesday 13 October." in shown
    assert every_series(tend) == []
    done = submitted(tend, "maya", plan)
    assert "3 are set up for you, and each of them reads about it once at most" in done
    assert f"<@{SAM}>: every two weeks on Tuesday at 10:30, 25 minutes. First on Tuesday 13 October." in done
    made = every_series(tend)
    assert [(one.other_id, one.at.isoformat("minutes"), str(one.starts_on)) for one in made] == [
        (ANA, "10:00", "2026-10-13"),
        (LEO, "10:00", "2026-10-20"),
        (SAM, "10:30", "2026-10-13"),
    ]
    assert {one.lead_id for one in made} == {MAYA}
    with tend.database.reading() as session:
        reports = reporting_lines.reports_of(session, WORKSPACE, MAYA)
    assert {report.id for report in reports} == {ANA, LEO, SAM}


def test_the_plan_shows_the_very_words_that_the_others_get(tend: Sandbox) -> None:
    plan = looked_through(tend, several(tend, ["sam"]))
    shown = words_on(plan)
    submitted(tend, "maya", plan)
    tend.let_days_pass(1)
    [invitation] = invitations_of(tend, "sam")
    for line in invitation.blocks[0]["text"]["text"].splitlines():
        assert f"> {line}" in shown
    assert "heard it from you first" in shown


def test_whoever_cannot_be_is_left_out_with_a_reason_and_nobody_else(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly friday 15:00")
    set_up(tend, "@maya weekly monday 9:00", by="priya")
    tend.hands("noor").changes_profile(is_restricted=True)
    tend.hands("kofi").is_deactivated()
    everybody = ["maya", "tend", "noor", "kofi", "leo", "priya", "ana"]
    plan = looked_through(tend, several(tend, everybody))
    shown = words_on(plan)
    assert "That is you." in shown
    assert "is an app. Tend is for people." in shown
    assert "Noor Haddad is a guest here" in shown
    assert "Kofi Mensah no longer has an active account here." in shown
    assert f"You have one with <@{LEO}> already" in shown
    assert f"You have one with <@{PRIYA}> already" in shown
    assert "First on Tuesday 13 October" in shown
    submitted(tend, "maya", plan)
    assert [one.other_id for one in every_series(tend)] == [LEO, MAYA, ANA]


def test_with_nobody_left_there_is_nothing_to_set_up_but_a_way_back(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly friday 15:00")
    plan = looked_through(tend, several(tend, ["leo"]))
    assert "There is nobody here to set one up with." in words_on(plan)
    assert "submit" not in plan.content
    tend.hands("maya").press(plan, "Back")
    assert tend.workspace.modal_of("maya").content["submit"]["text"] == "Look at the slots"


def test_back_leads_to_the_form_as_it_was_filled_in(tend: Sandbox) -> None:
    plan = looked_through(tend, several(tend, ["ana", "leo"], **{"How_often?": "Every month"}))
    hands = tend.hands("maya")
    hands.press(plan, "Back")
    form = tend.workspace.modal_of("maya")
    hands.choose(form, "On which days?", ["Tuesday", "Thursday"])
    again = words_on(looked_through(tend, form))
    assert f"<@{ANA}>: every month on the first Tuesday at 10:00" in again
    assert f"<@{LEO}>: every month on the first Thursday at 10:00" in again


def test_whoever_comes_in_between_is_left_out_and_the_slots_of_the_others_stay(tend: Sandbox) -> None:
    plan = looked_through(tend, several(tend, ["ana", "leo", "sam"]))
    set_up(tend, "@maya weekly friday 11:00", by="ana")
    done = submitted(tend, "maya", plan)
    assert "2 are set up for you," in done
    assert f"You have one with <@{ANA}> already" in done
    assert f"<@{SAM}>: every two weeks on Tuesday at 10:30" in done


def test_more_than_fits_is_told_at_the_time(tend: Sandbox) -> None:
    late = {"When does the first one of a day begin?": "19:30", "How often?": "Every week"}
    form = tend.hands("maya").fill(several(tend, ["ana", "leo"]), late)
    wrong = tend.hands("maya").submit(form)
    assert wrong is not None
    assert "Only 1 of these fit between that time and 20:00." in wrong["at"]


def test_the_form_begins_with_those_one_leads_and_has_none_with(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    for name in ("ana", "leo", "sam"):
        hands.types(f"/tend report @{name}")
    set_up(tend, "@leo weekly friday 15:00")
    form = hands.types("/1on1 several").modal
    assert form.blocks[0]["element"]["initial_users"] == [ANA, SAM]


def test_they_can_be_something_else_than_reports(tend: Sandbox) -> None:
    submitted(
        tend,
        "maya",
        looked_through(tend, several(tend, ["ana", "sam"], **{"Who_are_they_to_you?": "A peer"})),
    )
    assert {one.kind for one in every_series(tend)} == {"peer"}
    with tend.database.reading() as session:
        word = reporting_lines.relation_to(session, WORKSPACE, person_id=MAYA, other_id=ANA)
    assert word is Relation.PEER


def test_it_is_reached_from_the_list_and_from_the_empty_form(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.press(hands.types("/1on1").modal, "Set up several")
    form = tend.workspace.modal_of("maya")
    assert form.content["title"]["text"] == "Several one-on-ones"
    hands.close(form)
    assert tend.workspace.modal_of("maya") is None
    set_up(tend, "@ana weekly tuesday 10:00")
    assert hands.press(listed(tend, "maya"), "Set up several").modal is not None


def test_the_same_press_delivered_twice_sets_up_each_once(tend: Sandbox) -> None:
    plan = looked_through(tend, several(tend, ["ana", "leo"]))
    submitted(tend, "maya", plan)
    tend.deliver_again(tend.delivered[-1])
    assert len(every_series(tend)) == 2
