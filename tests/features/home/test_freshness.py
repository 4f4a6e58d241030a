"""Whoever opened their tab within the hour sees there what others do, and what they do elsewhere, at once."""

import gc
import weakref
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.crowd import crowd
from bot.features.follow_ups import service
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.home import openings
from bot.features.home.models import HomeOpening
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.people.models import Person
from bot.features.workspace.audit import forget_old_changes
from bot.features.workspace.models import Workspace
from bot.platform.encryption import new_key
from bot.platform.inbound.parts import forget_requests
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import RateLimit, Refusal
from bot.sandbox.slack.harbour import START
from tests.features.follow_ups.noting import note
from tests.features.home.looking import WORKSPACE, opened, press, publishings, read, start
from tests.features.one_on_ones.agendas import add, share_a_series
from tests.features.one_on_ones.arranging import ANA, LEO, MAYA, end, invitations_of, listed, set_up
from tests.features.one_on_ones.test_canaries import promise_oneself
from tests.features.shoutouts.thanking import WORDS, give, modal_of, previewed
from tests.features.workspace.deciding import decide, switch_off


def test_an_item_that_the_other_adds_stands_there_at_once(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    share_a_series(tend)
    opened(tend, "maya")
    add(tend, "sam", "@maya the hiring plan")
    assert "the hiring plan" in read(tend, "maya")


def test_thanks_stand_there_at_once(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    start(tend, "maya")
    give(tend, "leo", "@maya found out why the import broke")
    assert "found out why the import broke" in read(tend, "maya")


def test_a_one_on_one_that_somebody_sets_up_stands_there_at_once(tend: Sandbox) -> None:
    start(tend, "maya")
    set_up(tend, "@maya weekly friday 10:00", by="leo")
    assert "would like to meet you one-on-one" in read(tend, "maya")


def test_what_somebody_settles_by_a_command_stands_there_at_once(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    opened(tend, "maya")
    [listed] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(listed, "Done")
    assert "call Leo" not in read(tend, "maya")


def test_a_form_that_was_opened_from_the_tab_shows_there_what_it_kept(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly friday 10:00")
    hands = tend.hands("maya")
    hands.press(opened(tend, "maya"), "Add an item")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"What do you want to talk about?": "the move", "Who sees it?": "Only me"})
    assert hands.submit(form) is None
    assert "the move" in read(tend, "maya")


def test_a_promise_that_the_other_makes_and_keeps_comes_and_goes_at_once(tend: Sandbox) -> None:
    share_a_series(tend)
    opened(tend, "sam")
    promise_oneself(tend, "send the plan")
    assert "send the plan" in read(tend, "sam")
    [listed] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(listed, "Done")
    assert "send the plan" not in read(tend, "sam")


def test_a_meeting_that_the_other_moves_stands_there_at_its_new_time(tend: Sandbox) -> None:
    share_a_series(tend)
    opened(tend, "maya")
    assert "Thursday 8 October, 14:00" in read(tend, "maya")
    tend.hands("sam").press(listed(tend, "sam"), "Not this time")
    assert "Thursday 8 October, 14:00" not in read(tend, "maya")


def test_a_one_on_one_that_the_other_ends_goes_at_once(tend: Sandbox) -> None:
    share_a_series(tend)
    opened(tend, "maya")
    end(tend, "sam")
    assert "one-on-one with" not in read(tend, "maya")


def test_what_one_admin_decides_stands_on_the_other_ones_tab_at_once(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    tend.hands("leo").changes_profile(is_admin=True)
    opened(tend, "leo")
    assert "– *Contacts*" in read(tend, "leo")
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": "Ines"})
    assert "Everything is set up for this workspace." in read(tend, "leo")


def test_what_an_admin_switches_off_goes_from_an_open_tab_at_once(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    share_a_series(tend)
    opened(tend, "maya")
    assert "Your one-on-ones" in read(tend, "maya")
    switch_off(tend, "One-on-ones")
    assert "Your one-on-ones" not in read(tend, "maya")


def test_old_decisions_that_are_forgotten_are_no_news(tend: Sandbox) -> None:
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": "Ines"})
    start(tend, "leo")
    in_a_year = tend.now() + timedelta(days=400)
    assert asked_for(tend, partial(forget_old_changes, now=in_a_year)) == []


def test_after_an_hour_nothing_is_shown_to_anybody_by_itself(tend: Sandbox) -> None:
    share_a_series(tend)
    opened(tend, "maya")
    tend.advance(timedelta(minutes=61))
    before = publishings(tend, "maya")
    add(tend, "sam", "@maya the hiring plan")
    assert publishings(tend, "maya") == before
    opened(tend, "maya")
    assert "the hiring plan" in read(tend, "maya")


def test_nobody_is_shown_a_tab_they_never_opened(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "sam", "@maya the hiring plan")
    assert publishings(tend, "maya") == []


def test_what_somebody_keeps_about_another_is_no_news_on_the_others_tab(tend: Sandbox) -> None:
    start(tend, "leo")
    before = publishings(tend, "leo")
    tend.hands("maya").types("/tend report @leo")
    tend.hands("maya").types("/reconnect talked @leo")
    assert publishings(tend, "leo") == before


def test_private_deeds_about_somebody_are_no_news_on_their_tab(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.advance(timedelta(minutes=5))
    tend.hands("ana").press(invitations_of(tend, "ana")[0], "Not this one")
    start(tend, "ana")
    tend.settle()
    before = publishings(tend, "ana")
    note(tend, "maya", "@ana talk about her tone")
    [noted] = tend.hands("maya").types("/followups")
    tend.hands("maya").press(noted, "Done")
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").press(preview, "Change")
    form = modal_of(tend, "maya")
    tend.hands("maya").fill(form, {"What did they do?": "found the bug"})
    tend.hands("maya").submit(form)
    tend.hands("maya").close(form, all_of_them=True)
    add(tend, "maya", "@ana the hiring plan")
    tend.hands("maya").press(listed(tend, "maya"), "Not this time")
    end(tend, "maya")
    tend.hands("maya").types("/reconnect talked @ana")
    tend.hands("maya").types("/tend report @ana")
    tend.advance(timedelta(minutes=5))
    assert publishings(tend, "ana") == before


def test_what_one_keeps_for_oneself_in_a_shared_series_is_no_news_on_the_others_tab(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "maya", "@sam how I feel about the move")
    opened(tend, "sam")
    began = len(publishings(tend, "sam"))

    def change(**values: object) -> int:
        with tend.database.transaction() as session:
            item = session.query(AgendaItem).one()
            for name, value in values.items():
                setattr(item, name, value)
        tend.settle()
        return len(publishings(tend, "sam")) - began

    assert change(is_private=True) == 1
    assert change(words="how I really feel") == 1
    assert change(state=ItemState.DONE, closed_by_id=MAYA) == 1
    assert change(state=ItemState.OPEN, is_private=False) == 2


def test_a_promise_that_is_not_shared_any_more_goes_from_the_others_tab(tend: Sandbox) -> None:
    share_a_series(tend)
    promise_oneself(tend, "send the plan")
    opened(tend, "sam")
    assert "send the plan" in read(tend, "sam")
    end(tend, "maya")
    assert "send the plan" not in read(tend, "sam")


def test_thanks_that_are_taken_back_go_from_the_tab(tend: Sandbox) -> None:
    start(tend, "leo")
    answer = give(tend, "maya", f"@leo {WORDS}")
    assert WORDS in read(tend, "leo")
    tend.hands("maya").press(answer, "Undo")
    assert WORDS not in read(tend, "leo")


def test_a_press_on_the_tab_shows_it_anew_once(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    opened(tend, "maya")
    before = len(publishings(tend, "maya"))
    press(tend, "maya", "Done")
    assert len(publishings(tend, "maya")) == before + 1


def test_a_tab_stays_on_its_page_when_it_is_shown_anew(tend: Sandbox) -> None:
    for number in range(8):
        note(tend, "maya", f"promise number {number}")
    opened(tend, "maya")
    press(tend, "maya", "More")
    assert "promise number 7" in read(tend, "maya")
    note(tend, "maya", "and one more")
    assert "promise number 7" in read(tend, "maya")
    assert "and one more" in read(tend, "maya")


def test_what_slack_does_not_take_is_shown_a_little_later(tend: Sandbox) -> None:
    start(tend, "maya")
    tend.workspace.faults.order("views.publish", RateLimit())
    note(tend, "maya", "call Leo")
    assert "call Leo" not in read(tend, "maya")
    tend.advance(timedelta(minutes=2))
    assert "call Leo" in read(tend, "maya")


def test_what_was_pressed_is_done_though_slack_does_not_take_the_tab(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    opened(tend, "maya")
    tend.workspace.faults.order("views.publish", RateLimit())
    press(tend, "maya", "Done")
    assert tend.workspace.modal_of("maya") is None
    tend.advance(timedelta(minutes=2))
    assert "call Leo" not in read(tend, "maya")


@pytest.mark.parametrize(("fault", "tries"), [(RateLimit(), 4), (Refusal("not_enabled"), 1)])
def test_what_slack_never_takes_is_not_tried_for_ever(
    tend: Sandbox, fault: RateLimit | Refusal, tries: int
) -> None:
    start(tend, "maya")
    before = len(publishings(tend, "maya"))
    for _ in range(20):
        tend.workspace.faults.order("views.publish", fault)
    note(tend, "maya", "call Leo")
    tend.advance(timedelta(minutes=50))
    assert len(publishings(tend, "maya")) == before + tries
    with tend.database.reading() as session:
        assert [row.show_at for row in session.query(HomeOpening)] == [None]


def asked_for(tend: Sandbox, do: Callable[[Session], object]) -> list[str]:
    """The statements by which one transaction asks for tabs."""
    said: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE home_openings"):
            said.append(statement)

    sa.event.listen(tend.database.engine, "before_cursor_execute", remember)
    try:
        with tend.database.transaction() as session:
            do(session)
    finally:
        sa.event.remove(tend.database.engine, "before_cursor_execute", remember)
    return said


def write_down(*owners: str) -> Callable[[Session], None]:
    """Promises of several people in one transaction."""

    def write(session: Session) -> None:
        for owner_id in owners:
            service.open_follow_up(
                session,
                WORKSPACE,
                owner_id=owner_id,
                author_id=owner_id,
                words="call Leo",
                due_on=date(2026, 10, 9),
                origin=Origin.COMMAND,
                now=START,
            )

    return write


def test_a_transaction_asks_once_however_much_it_writes_and_never_when_it_writes_of_nobody(
    tend: Sandbox,
) -> None:
    assert len(asked_for(tend, write_down(MAYA))) == 1
    assert len(asked_for(tend, write_down(MAYA, LEO, ANA, MAYA))) == 1
    forget_old = partial(forget_requests, before=tend.now() - timedelta(days=1))
    assert asked_for(tend, forget_old) == []
    assert asked_for(tend, lambda session: session.scalars(sa.select(FollowUp)).all()) == []


def test_whoever_has_a_tab_open_sees_what_a_whole_list_brings(tend: Sandbox) -> None:
    start(tend, "maya")
    before = len(publishings(tend, "maya"))
    with tend.database.transaction() as session:
        crowd(session, WORKSPACE, MAYA, count=200, now=tend.now())
    tend.settle()
    assert len(publishings(tend, "maya")) == before + 1


def test_what_a_whole_list_brings_is_no_news_in_another_workspace(tend: Sandbox) -> None:
    start(tend, "maya")
    with tend.database.transaction() as session:
        session.add(Workspace(id="T0OTHER001", name="Other", url="https://other.example", bot_user_id="U1"))
        session.flush()
        session.add(Person(workspace_id="T0OTHER001", id=MAYA, name="Somebody", zone="UTC"))
        session.flush()
        openings.note(session, "T0OTHER001", MAYA, now=tend.now())
    [asked] = asked_for(
        tend, lambda session: crowd(session, WORKSPACE, MAYA, count=200, now=tend.now()) and None
    )
    assert "workspace_id IN" in asked
    with tend.database.reading() as session:
        waiting = session.scalars(sa.select(HomeOpening.workspace_id).where(HomeOpening.show_at.is_not(None)))
        assert set(waiting) == {WORKSPACE}


def test_it_asks_the_same_of_whoever_has_stopped_or_was_never_here(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend stop")
    opened(tend, "leo")
    said = [asked_for(tend, write_down(person_id)) for person_id in (MAYA, LEO, ANA)]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 1


def test_a_database_that_is_closed_leaves_nothing_in_memory(sqlite_url: str) -> None:
    """It would be its compiled statements: a long look by the collector, during which nothing is answered."""
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=new_key())
    start(sandbox, "maya")
    watched = weakref.ref(sandbox.database)
    sandbox.stop()
    del sandbox
    gc.collect()
    assert watched() is None
