"""What somebody notes is kept once, is theirs alone, and decides what comes up again."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.features.people import days_off, enrolments
from bot.features.people.directory import NobodyToTurnTo
from bot.features.people.models import Person
from bot.features.relationships import own_list, service, watching
from bot.features.relationships.drift import Standing
from bot.features.relationships.models import Act, Felt, Kind, Pair
from bot.features.relationships.own_list import NotOnTheList, TooManyPeople
from bot.features.relationships.service import Started
from bot.features.relationships.starting import Starts
from bot.features.workspace.models import Workspace
from tests.features.relationships.team import START, log, reader

TODAY = START.date()


def acts(session):
    return list(session.scalars(sa.select(Act).order_by(Act.id)))


def on_the_list(session, *, rhythm_days=10, days=0, about="ana"):
    return own_list.put_on(session, reader(session, days=days), about_id=about, rhythm_days=rhythm_days)


def brought_up(session, *, days):
    """Whom the card of that day brings up, counted as told."""
    now = reader(session, days=days)
    pair = watching.longest_drifting(session, now, watching.may_be_told_of(session, now))
    return pair and pair.about_id


def test_nothing_is_noted_twice(session):
    log(session, "maya", "ana")
    log(session, "maya", "ana")
    log(session, "leo", "ana")
    assert [act.person_id for act in acts(session)] == ["maya", "leo"]


def test_we_talked_counts_once_a_day_and_nobody_started_it(session):
    first = service.talked(session, reader(session), about_id="ana")
    again = service.talked(session, reader(session), about_id="ana")
    assert first.id == again.id
    assert (first.kind, first.done_on, first.started_by_id) == ("talked", TODAY, None)
    service.talked(session, reader(session, days=1), about_id="ana")
    assert len(acts(session)) == 2


def test_who_started_a_talk_is_the_word_of_the_one_who_noted_it(session):
    talk = service.talked(session, reader(session), about_id="ana")
    for started, expected in ((Started.READER, "maya"), (Started.OTHER, "ana"), (Started.NOBODY, None)):
        service.say_who_started(session, reader(session), act_id=talk.id, started=started)
        assert talk.started_by_id == expected
    service.say_who_started(session, reader(session, "ana"), act_id=talk.id, started=Started.READER)
    assert talk.started_by_id is None


def test_nobody_talks_with_themselves_or_with_somebody_who_left(session):
    session.get(Person, ("T1", "ana")).is_gone = True
    for nobody in ("maya", "ana"):
        with pytest.raises(NobodyToTurnTo):
            service.talked(session, reader(session), about_id=nobody)


def test_how_it_went_is_read_oldest_first_and_by_its_author_alone(session):
    log(session, "maya", "ana", days=0)
    log(session, "maya", "ana", days=3)
    service.tell_felt(session, reader(session), key="test:ana:3:False", felt=Felt.HARDER)
    service.tell_felt(session, reader(session), key="test:ana:0:False", felt=Felt.HELPED)
    service.tell_felt(session, reader(session, "leo"), key="test:ana:0:False", felt=Felt.TOO_SOON)
    assert service.felt_with(session, reader(session), about_id="ana") == [Felt.HELPED, Felt.HARDER]
    assert service.felt_with(session, reader(session, "leo"), about_id="ana") == []


def test_the_list_has_twelve_places_and_whoever_left_takes_none(session):
    others = [f"p{number:02}" for number in range(14)]
    session.add_all(Person(workspace_id="T1", id=id_, name=id_, zone="UTC") for id_ in others)
    session.flush()
    for id_ in others[:12]:
        on_the_list(session, about=id_)
    with pytest.raises(TooManyPeople, match="12 people on your list already"):
        on_the_list(session, about=others[12])
    on_the_list(session, about=others[0], rhythm_days=5)
    session.get(Person, ("T1", others[0])).is_gone = True
    session.flush()
    on_the_list(session, about=others[12])
    assert len(own_list.pairs_of(session, reader(session))) == 12


def test_somebody_elses_list_cannot_be_reached(session):
    pair = on_the_list(session)
    with pytest.raises(NotOnTheList):
        own_list.owned(session, reader(session, "leo"), pair_id=pair.id)


def test_it_is_brought_up_after_three_rhythms_and_then_once_in_thirty_days(session):
    log(session, "maya", "ana")
    on_the_list(session, rhythm_days=10)
    told = [days for days in range(0, 300) if brought_up(session, days=days)]
    # Thirty-one working days, then thirty days each time; the last is the third in a row.
    assert told == [43, 73, 103]


def test_an_act_begins_it_all_anew(session):
    on_the_list(session, rhythm_days=5)
    assert [days for days in range(60) if brought_up(session, days=days)] == [22, 52]
    log(session, "maya", "ana", days=60)
    assert [days for days in range(60, 100) if brought_up(session, days=days)] == [82]


def test_after_eight_rhythms_there_is_one_last_question(session):
    pair = on_the_list(session, rhythm_days=3)
    told = [days for days in range(200) if brought_up(session, days=days)]
    assert told == [14, 44]
    assert pair.stop_asked_on == TODAY + timedelta(days=44)
    assert watching.while_with(session, reader(session, days=44), pair).stands is Standing.STOP


def test_two_people_are_not_brought_up_within_a_week_and_the_longest_while_comes_first(session):
    on_the_list(session, about="ana", rhythm_days=5)
    on_the_list(session, about="leo", rhythm_days=3)
    told = [(days, about) for days in range(35) if (about := brought_up(session, days=days))]
    assert told == [(14, "leo"), (22, "ana")]


def test_a_line_that_never_arrived_may_be_told_again(session):
    pair = on_the_list(session, rhythm_days=5)
    assert brought_up(session, days=22) == "ana"
    watching.tell_again(session, reader(session, days=22), [pair.id])
    assert brought_up(session, days=23) == "ana"
    assert pair.drift_in_a_row == 1


def test_without_a_rhythm_it_is_read_from_what_was_noted(session):
    for days in range(0, 35, 7):
        log(session, "maya", "ana", days=days)
    on_the_list(session, rhythm_days=None, days=28)
    been = watching.while_with(
        session, reader(session, days=35), own_list.pairs_of(session, reader(session))[0]
    )
    assert (been.rhythm, been.gap, been.last_on) == (5, 5, TODAY + timedelta(days=28))


def test_without_a_rhythm_and_with_little_noted_nothing_is_ever_said(session):
    log(session, "maya", "ana")
    on_the_list(session, rhythm_days=None)
    assert not [days for days in range(0, 600, 7) if brought_up(session, days=days)]


def test_days_off_and_pauses_stop_the_clock(session):
    on_the_list(session, rhythm_days=5)
    pair = own_list.pairs_of(session, reader(session))[0]

    def gap(days):
        return watching.while_with(session, reader(session, days=days), pair).gap

    assert gap(28) == 20
    enrolments.pause(session, "T1", "maya", until=TODAY + timedelta(days=7), now=START + timedelta(days=0))
    assert gap(28) == 16
    off = {"first_on": TODAY + timedelta(days=12), "last_on": TODAY + timedelta(days=18)}
    days_off.take_days_off(session, "T1", "maya", **off, now=START + timedelta(days=8))
    assert gap(28) == 11
    # Noting others later forgets the plan, and not that they were away.
    later = {"first_on": TODAY + timedelta(days=60), "last_on": TODAY + timedelta(days=61)}
    days_off.take_days_off(session, "T1", "maya", **later, now=START + timedelta(days=40))
    assert gap(28) == 11


def test_a_stop_counts_as_away_until_they_come_back(session):
    on_the_list(session, rhythm_days=5)
    pair = own_list.pairs_of(session, reader(session))[0]
    enrolments.stop(session, "T1", "maya", now=START + timedelta(days=7))
    enrolments.stop(session, "T1", "maya", now=START + timedelta(days=8))
    enrolments.resume(session, "T1", "maya", now=START + timedelta(days=21))
    assert watching.while_with(session, reader(session, days=28), pair).gap == 4 + 6


def test_let_this_rest_lasts_sixty_days(session):
    on_the_list(session, rhythm_days=5)
    until = service.let_rest(session, reader(session), about_id="ana")
    assert until == TODAY + timedelta(days=60)
    assert not service.may_be_raised(session, reader(session, days=59), "ana")
    assert service.may_be_raised(session, reader(session, days=60), "ana")
    assert service.may_offer_opener(session, reader(session, days=1), "ana")
    assert not [days for days in range(60) if brought_up(session, days=days)]
    assert brought_up(session, days=61) == "ana"


def test_they_asked_me_not_to_is_for_good_until_one_says_otherwise(session):
    on_the_list(session)
    service.they_asked_me_not_to(session, reader(session), about_id="ana")
    assert session.scalars(sa.select(Pair)).all() == []
    far = reader(session, days=3000)
    assert not service.may_be_raised(session, far, "ana")
    assert not service.may_offer_opener(session, far, "ana")
    assert service.let_rest(session, far, about_id="ana") is None
    assert not service.may_offer_opener(session, far, "ana")
    assert service.may_offer_opener(session, reader(session, "leo"), "ana")
    service.take_up_again(session, far, about_id="ana")
    assert service.may_be_raised(session, far, "ana")


def test_two_acts_without_an_answer_rest_ninety_days(session):
    log(session, "maya", "ana", days=0)
    log(session, "maya", "ana", days=20)
    first, second = acts(session)
    assert not service.no_answer(session, reader(session, days=20), act_id=first.id)
    assert service.may_offer_opener(session, reader(session, days=20), "ana")
    assert service.no_answer(session, reader(session, days=25), act_id=second.id)
    for days, may in ((25, False), (109, False), (110, True)):
        assert service.may_offer_opener(session, reader(session, days=days), "ana") is may
        assert service.may_be_raised(session, reader(session, days=days), "ana") is may
    assert service.may_offer_opener(session, reader(session, days=25), "leo")


def test_nobody_says_of_anothers_act_that_it_was_not_answered(session):
    log(session, "maya", "ana")
    assert not service.no_answer(session, reader(session, "ana"), act_id=acts(session)[0].id)
    assert not acts(session)[0].was_unanswered


def test_who_starts_is_said_when_the_other_was_seen_to_start_at_all(session):
    pair = on_the_list(session)
    for days in range(6):
        log(session, "maya", "ana", days=days)
    assert watching.who_starts(session, reader(session, days=6), pair) is None
    log(session, "maya", "ana", days=-100, theirs=True)
    assert watching.who_starts(session, reader(session, days=6), pair) is Starts.READER


def test_who_starts_looks_back_eight_weeks_and_rests_ninety_days(session):
    pair = on_the_list(session)
    for days in range(7):
        log(session, "maya", "ana", days=days, theirs=True)
    now = reader(session, days=10)
    assert watching.who_starts(session, now, pair) is Starts.OTHER
    assert watching.who_starts(session, reader(session, days=60), pair) is None
    pair.starts_told_on = now.today
    assert watching.who_starts(session, reader(session, days=11), pair) is None
    pair.starts_told_on, pair.starts_is_fine = None, True
    assert watching.who_starts(session, now, pair) is None


def test_what_the_other_noted_themselves_is_not_looked_at(session):
    pair = on_the_list(session)
    for days in range(9):
        log(session, "ana", "maya", days=days)
    assert watching.who_starts(session, reader(session, days=9), pair) is None
    assert watching.while_with(session, reader(session, days=9), pair).last_on is None


def keep_acts(session, *, days):
    session.get_one(Workspace, "T1").keep_acts_days = days
    session.flush()


def test_what_is_older_than_two_years_is_forgotten(session):
    log(session, "maya", "ana", days=0)
    log(session, "maya", "ana", days=10)
    keep_acts(session, days=730)
    watching.forget_old(session, kept=timedelta(days=730), today=TODAY + timedelta(days=735))
    assert [act.done_on for act in acts(session)] == [TODAY + timedelta(days=10)]


@pytest.mark.parametrize("kept", [30, 90])
def test_what_stayed_without_an_answer_is_kept_as_long_as_it_makes_a_rest_last(session, kept):
    keep_acts(session, days=kept)
    for days in (0, 60):
        log(session, "maya", "ana", days=days)
    for act in acts(session):
        act.was_unanswered = True
    log(session, "maya", "leo", days=0)
    for day in range(60, 149):
        now = reader(session, days=day)
        # Where it is tomorrow already, it is still today for Maya.
        watching.forget_old(session, kept=timedelta(days=kept), today=now.today + timedelta(days=1))
        assert service.at_rest(session, now) == {"ana"}, day
    assert {act.about_id for act in acts(session)} == {"ana"}
    watching.forget_old(session, kept=timedelta(days=kept), today=TODAY + timedelta(days=212))
    assert acts(session) == []


def test_a_meeting_is_started_by_neither(session):
    log(session, "maya", "ana", kind=Kind.ONE_ON_ONE)
    log(session, "maya", "leo", kind=Kind.SHOUTOUT)
    assert [act.started_by_id for act in acts(session)] == [None, "maya"]
    assert acts(session)[0].done_on == date(2026, 10, 7)
