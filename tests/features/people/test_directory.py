"""The directory follows Slack: who joins, moves, leaves and comes back, and what Slack leaves out."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.people.models import Person
from bot.features.people.reader import reader_of
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import RateLimit, ServerError
from bot.sandbox.slack.people import Person as Member
from tests.features.follow_ups.noting import cards_of, note
from tests.features.people.people_of import happenings, known, next_card_of, person_of, tell

TEAM = "T0TEND0001"


def test_who_joins_is_known(tend: Sandbox) -> None:
    newcomer = happenings(tend).joins("mika", "Mika Salo", tz="Europe/Helsinki")
    assert (person_of(tend, "mika").name, person_of(tend, "mika").zone) == ("Mika Salo", "Europe/Helsinki")
    assert f"<@{newcomer.id}> leads you" in tend.hands("maya").types("/tend manager @mika").words


def test_who_moves_gets_the_card_at_their_hour_there(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend hour 9:30")
    assert f"{next_card_of(tend, 'maya', 'Europe/Berlin'):%a %H:%M}" == "Thu 09:30"
    tend.hands("maya").changes_profile(tz="America/New_York")
    assert f"{next_card_of(tend, 'maya', 'America/New_York'):%a %H:%M}" == "Wed 09:30"
    tend.hands("maya").changes_profile(tz="Pacific/Auckland")
    assert f"{next_card_of(tend, 'maya', 'Pacific/Auckland'):%a %H:%M}" == "Thu 09:30"


def test_a_change_of_status_at_nine_does_not_cost_the_days_card(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    due_at = next_card_of(tend, "maya", "UTC")
    assert due_at is not None
    tend.clock.turn_to(due_at)
    tell(tend, "user_change", tend.workspace.person("maya").as_slack(team_id=TEAM, now=tend.now()))
    tend.settle()
    assert len(cards_of(tend, "maya")) == 1


def test_who_leaves_gets_nothing_more_and_who_comes_back_does(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    note(tend, "maya", "call Leo")
    tend.hands("maya").is_deactivated()
    assert person_of(tend, "maya").is_gone
    assert next_card_of(tend, "maya", "UTC") is None
    tend.let_days_pass(7)
    assert cards_of(tend, "maya") == []
    happenings(tend).is_reactivated("maya")
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1


def test_who_comes_back_after_a_stop_or_a_pause_is_still_left_alone(tend: Sandbox) -> None:
    for handle, command in (("maya", "/tend stop"), ("leo", "/tend pause")):
        tend.hands(handle).types("/tend steady")
        tend.hands(handle).types(command)
        tend.hands(handle).is_deactivated()
        happenings(tend).is_reactivated(handle)
        tend.hands(handle).changes_profile(tz="Asia/Tokyo")
        assert next_card_of(tend, handle, "UTC") is None


@pytest.mark.parametrize(
    ("member", "name", "zone"),
    [
        ({}, "U0BARE0001", "UTC"),
        ({"tz": None, "profile": None, "real_name": None}, "U0BARE0001", "UTC"),
        ({"tz": ""}, "U0BARE0001", "UTC"),
        ({"name": "mika"}, "mika", "UTC"),
        ({"name": "mika", "real_name": "Mika Salo"}, "Mika Salo", "UTC"),
        ({"profile": {"display_name": "", "real_name": "Mika Salo"}}, "Mika Salo", "UTC"),
        ({"profile": {"display_name": " Mika\n the  Great "}}, "Mika the Great", "UTC"),
        ({"profile": {"display_name": " \n "}}, "U0BARE0001", "UTC"),
        ({"profile": {"display_name": "x" * 300}}, "x" * 255, "UTC"),
        ({"tz": "Mars/Olympus_Mons"}, "U0BARE0001", "Mars/Olympus_Mons"),
        ({"tz": "x" * 100}, "U0BARE0001", "x" * 64),
    ],
)
def test_what_slack_leaves_out_gets_a_sensible_value(
    tend_on_each_database: Sandbox, member: dict[str, Any], name: str, zone: str
) -> None:
    tend = tend_on_each_database
    assert tell(tend, "team_join", {"id": "U0BARE0001"} | member).ok
    assert (known(tend, "U0BARE0001").name, known(tend, "U0BARE0001").zone) == (name, zone)


def test_a_zone_that_slack_no_longer_tells_is_kept(tend: Sandbox) -> None:
    tell(tend, "user_change", {"id": tend.workspace.person("maya").id, "name": "maya", "tz": None})
    assert person_of(tend, "maya").zone == "Europe/Berlin"


def test_a_zone_unknown_here_does_not_stop_the_cards(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tell(tend, "user_change", {"id": tend.workspace.person("maya").id, "tz": "Mars/Olympus_Mons"})
    assert f"{next_card_of(tend, 'maya', 'UTC'):%a %H:%M}" == "Wed 09:00"
    tend.let_days_pass(2)
    assert len(cards_of(tend, "maya")) == 1


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ({"is_bot": True}, "is an app. Tend is for people."),
        ({"is_restricted": True}, "is a guest here, and Tend leaves guests alone."),
        ({"is_ultra_restricted": True}, "is a guest here, and Tend leaves guests alone."),
        ({"is_stranger": True}, "belongs to another company"),
        ({"team_id": "T0ELSE0001"}, "belongs to another company"),
        ({"deleted": True}, "no longer has an active account here."),
    ],
)
def test_nobody_can_be_named_who_is_no_colleague_and_their_name_cannot_do_harm(
    tend: Sandbox, field: dict[str, Any], sentence: str
) -> None:
    kofi = tend.workspace.person("kofi")
    evil = "<!channel> & <@U0LEO00001> *boss*"
    tell(tend, "user_change", {"id": kofi.id, "profile": {"display_name": evil}} | field)
    answer = tend.hands("maya").types("/tend manager @kofi")
    assert sentence in answer.words
    assert "&lt;!channel&gt; &amp; &lt;@U0LEO00001&gt;" in answer.words
    assert "<!" not in answer.words
    assert "<@" not in answer.words
    assert tend.workspace.refused_calls() == []


def test_slackbot_and_the_bot_itself_are_apps(tend: Sandbox) -> None:
    assert person_of(tend, "tend").is_bot
    tell(tend, "user_change", {"id": "USLACKBOT", "is_bot": False})
    assert known(tend, "USLACKBOT").is_bot


def test_of_an_enterprise_whoever_is_in_this_workspace_too_belongs_here(tend: Sandbox) -> None:
    elsewhere = {"id": "U0GRID0001", "team_id": "E0GRID0001", "enterprise_user": {"teams": [TEAM]}}
    tell(tend, "team_join", elsewhere)
    assert not known(tend, "U0GRID0001").is_foreign


# The whole list, once a day


def _crowd(tend: Sandbox, count: int) -> None:
    for number in range(count):
        tend.workspace.add_person(Member(f"U1{number:06}", f"p{number}", f"Person {number}", tz="Asia/Tokyo"))


def _readings(tend: Sandbox) -> int:
    return sum(call.method == "users.list" and call.fault is None for call in tend.workspace.calls)


def _known_people(tend: Sandbox) -> int:
    with tend.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


def test_the_list_is_read_page_by_page_once_a_day(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    readings, people = _readings(tend), _known_people(tend)
    _crowd(tend, 1_234)
    tend.let_days_pass(1)
    assert _known_people(tend) == people + 1_234
    assert _readings(tend) - readings == -(-(people + 1_234) // 200)
    assert known(tend, "U1001233").zone == "Asia/Tokyo"
    tend.settle()
    assert _readings(tend) - readings == -(-(people + 1_234) // 200)


@pytest.mark.parametrize("fault", [RateLimit(30), ServerError()])
def test_a_list_that_breaks_off_is_read_on_from_there(tend: Sandbox, fault: RateLimit | ServerError) -> None:
    people, readings = _known_people(tend), _readings(tend)
    _crowd(tend, 500)
    tend.clock.turn_to(tend.clock.now().replace(day=8))
    tend.workspace.faults.order("users.list", fault, after=1)
    tend.settle()
    tend.advance(timedelta(minutes=1))
    assert _known_people(tend) == people + 500
    assert _readings(tend) - readings == -(-(people + 500) // 200)


def test_a_page_that_slack_knows_no_more_is_no_end_of_it(tend: Sandbox) -> None:
    people = _known_people(tend)
    _crowd(tend, 500)
    tend.clock.turn_to(tend.clock.now().replace(day=8))
    with tend.database.transaction() as session:
        session.get_one(Workspace, TEAM).people_cursor = "dGhhdCBpcyBub25l"
    tend.settle()
    tend.advance(timedelta(minutes=10))
    assert _known_people(tend) == people + 500


def test_only_who_changed_is_written(tend: Sandbox) -> None:
    _crowd(tend, 500)
    tend.let_days_pass(1)
    for number in (3, 250, 499):
        tend.workspace.person(f"p{number}").real_name = f"Renamed {number}"
    written: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("UPDATE people SET name"):
            written.append(str(given))

    sa.event.listen(tend.database.engine, "before_cursor_execute", remember)
    tend.let_days_pass(1)
    sa.event.remove(tend.database.engine, "before_cursor_execute", remember)
    assert len(written) == 3, written


def test_what_the_events_missed_is_mended_by_the_nightly_reading(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo", due_on=None)
    tend.workspace.person("maya").tz = "America/New_York"
    tend.workspace.person("leo").deleted = True
    tend.clock.turn_to(tend.clock.now().replace(day=8, hour=0))
    tend.let_days_pass(1)
    assert person_of(tend, "leo").is_gone
    assert f"{next_card_of(tend, 'maya', 'America/New_York'):%H:%M}" == "09:00"


# The language of a person


def _language_of(tend: Sandbox, handle: str) -> str:
    with tend.database.reading() as session:
        return reader_of(session, TEAM, tend.workspace.person(handle).id, now=tend.now()).language


def test_the_list_tells_in_which_language_everybody_uses_slack(tend: Sandbox) -> None:
    assert person_of(tend, "priya").locale == "de-DE"
    assert _language_of(tend, "priya") == "de"
    assert _language_of(tend, "maya") == "en"


def test_whoever_asks_before_the_list_was_read_is_looked_up_with_their_language(tend: Sandbox) -> None:
    rita = Member("U0RITA0001", "rita", "Rita Lopes", tz="Europe/Lisbon", locale="pt-BR")
    tend.workspace.channel("#general").members.append(tend.workspace.add_person(rita).id)
    tend.hands("rita").types("/tend hour 9:00")
    assert _language_of(tend, "rita") == "pt"


def test_a_language_that_slack_no_longer_tells_is_kept_and_a_new_one_is_taken_over(tend: Sandbox) -> None:
    priya = tend.workspace.person("priya").id
    tell(tend, "user_change", {"id": priya, "name": "priya"})
    assert person_of(tend, "priya").locale == "de-DE"
    tell(tend, "user_change", {"id": priya, "locale": "pt-BR"})
    assert _language_of(tend, "priya") == "pt"


def test_a_person_whose_language_slack_never_told_is_written_to_in_english(tend: Sandbox) -> None:
    tell(tend, "team_join", {"id": "U0BARE0001", "name": "bare"})
    assert known(tend, "U0BARE0001").locale is None
    with tend.database.reading() as session:
        assert reader_of(session, TEAM, "U0BARE0001", now=tend.now()).language == "en"
