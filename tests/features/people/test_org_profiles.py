"""Who leads whom from a field of Slack's profiles: nightly, at Slack's pace, politely without the scope."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people import reporting_lines
from bot.features.people.models import Enrolment, Person, Source, ToldLine
from bot.features.people.org import jobs, profiles
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropBefore, RateLimit, Refusal
from bot.sandbox.slack.harbour import START
from tests.conftest import KEY
from tests.platform.test_query_plans import plan_of

FIELD = "Xf0MANAGER1"
TEAM, ANA, MAYA, LEO = "T0TEND0001", "U0ANA00001", "U0MAYA0001", "U0LEO00001"


@pytest.fixture
def harbour(sqlite_url: str) -> Iterator[Sandbox]:
    """The team, with a field for the manager in its profiles that the bot may read."""
    yield from _with_profiles(sqlite_url)


@pytest.fixture
def harbour_on_each_database(database_url: str) -> Iterator[Sandbox]:
    """The same, on SQLite, then on PostgreSQL."""
    yield from _with_profiles(database_url)


def _with_profiles(database_url: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=database_url, encryption_key=KEY, manager_field=FIELD)
    manifest = sandbox.workspace.manifest
    sandbox.workspace.manifest = replace(manifest, scopes=manifest.scopes | {"users.profile:read"})
    yield sandbox
    sandbox.stop()


def names(tend: Sandbox, handle: str, managers: str) -> None:
    """Write into somebody's profile who leads them."""
    tend.workspace.person(handle).fields[FIELD] = managers


def leaders(tend: Sandbox, person_id: str) -> list[str]:
    with tend.database.reading() as session:
        return [one.id for one in reporting_lines.managers_of(session, TEAM, person_id)]


def waiting(tend: Sandbox) -> list[Person]:
    """Whose profile is still to be asked, in their order."""
    with tend.database.reading() as session:
        found = session.query(Person).where(Person.profile_next_at.is_not(None))
        return list(found.order_by(Person.profile_next_at))


def asked(tend: Sandbox) -> list[str]:
    """Whose profile was asked, without the one of the first morning: that was before the scope was there."""
    calls = [call for call in tend.workspace.calls if call.method == "users.profile.get"]
    return [call.arguments["user"] for call in calls][1:]


def tonight(tend: Sandbox) -> None:
    """Let the night begin: the member list is read, and the first profile is asked at once."""
    tend.let_days_pass(1)


def test_a_profile_says_who_leads_until_it_no_longer_does(harbour_on_each_database: Sandbox) -> None:
    harbour = harbour_on_each_database
    names(harbour, "ana", MAYA)
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert leaders(harbour, ANA) == [MAYA]
    assert "from Slack's profiles" in harbour.hands("ana").types("/tend who").words
    names(harbour, "ana", f"{LEO},{MAYA}")
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert leaders(harbour, ANA) == [LEO, MAYA]
    with harbour.database.reading() as session:
        lines = reporting_lines.lines_of(session, TEAM, ANA)
    assert [(line.other_id, line.is_second) for line in lines] == [(LEO, False), (MAYA, True)]
    del harbour.workspace.person("ana").fields[FIELD]
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert leaders(harbour, ANA) == []


@pytest.mark.parametrize("managers", [ANA, "U0NOBODY01", "Maya", "", ",,"])
def test_a_field_that_names_nobody_who_could_lead_says_nothing(harbour: Sandbox, managers: str) -> None:
    names(harbour, "ana", managers)
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert leaders(harbour, ANA) == []


def test_everybody_is_asked_once_a_night_one_a_second_and_nothing_is_sent(harbour: Sandbox) -> None:
    harbour.let_days_pass(1)
    harbour.advance(timedelta(minutes=1))
    once = asked(harbour)
    assert len(once) == len(set(once)) >= 8
    assert waiting(harbour) == []
    harbour.workspace.person("ana").deleted = True
    harbour.advance(timedelta(hours=20))
    assert asked(harbour) == once
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert sorted(asked(harbour)[len(once) :]) == sorted(one for one in once if one != ANA)
    with harbour.database.reading() as session:
        assert session.query(Enrolment).count() == 0
        assert session.query(OutboxMessage).count() == 0


def test_turns_are_a_second_apart_and_none_is_lost_or_repeated_when_it_stops_in_the_middle(
    harbour_on_each_database: Sandbox,
) -> None:
    harbour = harbour_on_each_database
    start = harbour.clock.now() + timedelta(days=2)
    harbour.clock.turn_to(start)
    field_free = len(asked(harbour))
    with harbour.database.transaction() as session:
        profiles.begin_the_night(session, TEAM, field=FIELD, now=start)
    moments = [one.profile_next_at for one in waiting(harbour)]
    assert moments == [start + timedelta(seconds=number) for number in range(len(moments))]
    harbour.clock.turn_to(start + timedelta(seconds=2))
    with harbour.database.transaction() as session:
        first = profiles.take_one(session, now=harbour.clock.now())
    assert first is not None  # and whoever took it is killed
    harbour.clock.turn_to(start + timedelta(hours=1))
    with harbour.database.transaction() as session:
        profiles.begin_the_night(session, TEAM, field=FIELD, now=harbour.clock.now())
    assert len(waiting(harbour)) == len(moments)
    # After the outage the turns are spread anew: in the first second there are two at most.
    gateway = harbour.tend.parts.gateway_of
    while jobs.read_one_profile(harbour.database, harbour.clock, gateway, field=FIELD):
        pass
    assert len(asked(harbour)) - field_free <= 2
    harbour.advance(timedelta(minutes=11))
    assert waiting(harbour) == []
    assert len(set(asked(harbour)[field_free:])) == len(moments)


def test_without_the_scope_it_is_told_once_a_night_and_what_is_known_stays(
    harbour: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    names(harbour, "ana", MAYA)
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    manifest = harbour.workspace.manifest
    harbour.workspace.manifest = replace(manifest, scopes=manifest.scopes - {"users.profile:read"})
    before = len(asked(harbour))
    with caplog.at_level(logging.WARNING):
        tonight(harbour)
        harbour.advance(timedelta(hours=3))
    told = [record.getMessage() for record in caplog.records if "profiles" in record.getMessage()]
    assert len(told) == 1
    assert "users.profile:read" in told[0]
    assert len(asked(harbour)) == before + 1
    assert leaders(harbour, ANA) == [MAYA]


@pytest.mark.parametrize("fault", [RateLimit(30), DropBefore()])
def test_what_slack_does_not_answer_is_asked_again_later_and_the_others_wait_too(
    harbour: Sandbox, fault: RateLimit | DropBefore
) -> None:
    names(harbour, "ana", MAYA)
    harbour.workspace.faults.order("users.profile.get", fault)
    tonight(harbour)
    harbour.advance(timedelta(seconds=20))
    assert len(asked(harbour)) == 1
    assert waiting(harbour)
    harbour.advance(timedelta(minutes=5))
    assert waiting(harbour) == []
    assert leaders(harbour, ANA) == [MAYA]


def test_somebody_whom_slack_does_not_show_keeps_nobody_else_waiting(harbour: Sandbox) -> None:
    names(harbour, "maya", LEO)
    harbour.workspace.faults.order("users.profile.get", Refusal("user_not_visible"))
    tonight(harbour)
    harbour.advance(timedelta(minutes=1))
    assert waiting(harbour) == []
    assert leaders(harbour, MAYA) == [LEO]


def test_without_a_field_nobody_is_asked_and_what_profiles_said_is_forgotten(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        session.add(
            ToldLine(
                workspace_id=TEAM,
                report_id=ANA,
                manager_id=MAYA,
                source=Source.PROFILE,
                told_at=tend.clock.now(),
            )
        )
    tend.let_days_pass(2)
    assert "users.profile.get" not in [call.method for call in tend.workspace.calls]
    assert leaders(tend, ANA) == []


def test_whose_turn_it_is_stands_in_an_index(database: Database) -> None:
    plan = plan_of(database, lambda session: session.execute(profiles.whose_turn(START).limit(1)).all())
    assert "ix_people_profile_next_at" in plan


_ANYTHING = st.recursive(
    st.none() | st.text(max_size=8) | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([FIELD, "value"]), inner),
    max_leaves=4,
)


@given(_ANYTHING)
def test_whatever_slack_says_of_a_profile_is_read_as_names_or_none(fields: object) -> None:
    assert all(one.strip() == one != "" for one in profiles.managers_in({"fields": fields}, field=FIELD))
