"""Deleting everything while a courier carries something, after a block, or before a meeting."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.follow_ups.models import State as Promise
from bot.features.home import openings
from bot.features.one_on_ones import moving, series
from bot.features.one_on_ones.models import Series
from bot.features.people.erased.models import ErasedMark
from bot.features.people.models import Enrolment
from bot.features.people.reader import reader_of
from bot.features.privacy import exporting, operators, sent
from bot.features.privacy.erasing import erase
from bot.features.privacy.models import Export
from bot.features.reconnections.acts import handing
from bot.features.reconnections.acts.models import HandedWords
from bot.features.reconnections.content.openers import Act
from bot.features.shoutouts.models import Shoutout
from bot.platform.delivery.models import SENDING, OutboxMessage, State
from bot.preview.playing import play
from bot.preview.telling import lines_of, table
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.follow_ups.noting import cards_of, note
from tests.features.home.looking import opened, read, start
from tests.features.one_on_ones.arranging import ANA, MAYA, join, set_up
from tests.features.privacy.own_data import WORKSPACE, delete_all, files_of, have_it_sent
from tests.features.shoutouts.thanking import choose, give, posts

CANARY = "canary words"


def take_in_hand(tend: Sandbox, session: Session, message_id: int | None) -> tuple[str | None, str | None]:
    """Put the clock of a message back to when a courier had just taken it; where Slack has it already."""
    message = session.get_one(OutboxMessage, message_id)
    there = message.channel_id, message.ts
    message.ts, message.ended_at = None, None
    message.state, message.reason, message.attempts = State.WAITING, SENDING, 1
    message.next_attempt_at = tend.now() + timedelta(seconds=60)
    session.flush()
    return there


def come_back(tend: Sandbox, message_id: int | None, there: tuple[str | None, str | None]) -> None:
    """The courier writes down that Slack said yes."""
    with tend.database.transaction() as session:
        message = session.get(OutboxMessage, message_id)
        if message is not None:
            message.channel_id, message.ts = there
            message.state, message.reason, message.next_attempt_at = State.SENT, None, None
            message.ended_at = tend.now()


@pytest.mark.parametrize("again", ["press", "delete everything"])
def test_a_copy_in_the_couriers_hands_goes_however_often_it_is_to_go(tend: Sandbox, again: str) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    with tend.database.transaction() as session:
        message_id = session.scalars(sa.select(Export.message_id)).one()
        there = take_in_hand(tend, session, message_id)
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
        exporting.delete_now(session, reader)
    with tend.database.transaction() as session:
        if again == "press":
            exporting.delete_now(session, reader)
        else:
            erase(session, WORKSPACE, MAYA, now=tend.now())
    come_back(tend, message_id, there)
    tend.let_days_pass(1)
    assert files_of(tend, "maya") == []
    with tend.database.reading() as session:
        assert session.scalars(sa.select(Export)).all() == []


def test_a_copy_that_slack_does_not_let_go_is_tried_again(tend: Sandbox) -> None:
    start(tend, "maya")
    have_it_sent(tend, "maya")
    tend.workspace.faults.order("files.delete", Refusal("cant_delete_file"))
    tend.let_days_pass(1)
    assert len(files_of(tend, "maya")) == 1
    tend.let_days_pass(2)
    assert files_of(tend, "maya") == []


def words_to_oneself(tend: Sandbox) -> tuple[int, int | None]:
    """The row of words that maya had sent to herself, and of the message they came in."""
    start(tend, "maya")
    with tend.database.transaction() as session:
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
        handing.hand_over(session, reader, CANARY, about_id=ANA, name="Ana", act=next(iter(Act)))
    tend.settle()
    assert CANARY in shown(tend)
    with tend.database.reading() as session:
        row = session.scalars(sa.select(HandedWords)).one()
        return row.id, row.message_id


def shown(tend: Sandbox) -> str:
    return str([message.words for message in tend.workspace.in_dm("maya")])


def test_words_to_oneself_that_are_just_going_away_go_all_the_same(tend: Sandbox) -> None:
    words_to_oneself(tend)
    with tend.database.transaction() as session:
        row = session.scalars(sa.select(HandedWords)).one()
        row.delete_at = tend.now()
        session.flush()
    tend.workspace.faults.order("chat.delete", Refusal("internal_error"))
    with tend.database.transaction() as session:
        row = session.scalars(sa.select(HandedWords)).one()
        handing._take_away(session, row.id, row.message_id, now=tend.now())
        session.flush()
        erase(session, WORKSPACE, MAYA, now=tend.now())
    tend.let_days_pass(1)
    assert CANARY not in shown(tend)


def test_words_to_oneself_in_the_couriers_hands_go_once_they_stand_there(tend: Sandbox) -> None:
    _, message_id = words_to_oneself(tend)
    with tend.database.transaction() as session:
        there = take_in_hand(tend, session, message_id)
        erase(session, WORKSPACE, MAYA, now=tend.now())
    come_back(tend, message_id, there)
    tend.let_days_pass(1)
    assert CANARY not in shown(tend)
    with tend.database.reading() as session:
        assert session.query(OutboxMessage).filter_by(person_id=MAYA).count() == 0


def test_a_post_in_the_couriers_hands_goes_with_the_others(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    give(tend, "maya", f"@ana {CANARY}")
    with tend.database.transaction() as session:
        message_id = session.scalars(sa.select(Shoutout.message_id)).one()
        there = take_in_hand(tend, session, message_id)
        session.get_one(OutboxMessage, message_id).content = f'{{"text": "x", "blocks": [], "by": "{MAYA}"}}'
    with tend.database.transaction() as session:
        erase(session, WORKSPACE, MAYA, now=tend.now(), posts_too=True)
    come_back(tend, message_id, there)
    tend.let_days_pass(1)
    assert posts(tend) == []


def test_the_home_tab_shows_nothing_of_it_at_once(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", CANARY)
    opened(tend, "maya")
    assert CANARY in read(tend, "maya")
    delete_all(tend, "maya")
    assert CANARY not in read(tend, "maya")


def test_when_an_operator_does_it_the_tab_follows_and_what_showed_it_is_forgotten(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", CANARY)
    opened(tend, "maya")
    operators.erase_all(
        tend.database, tend.clock, operators.person_named(tend.database, MAYA, workspace_id=None)
    )
    tend.settle()
    assert CANARY not in read(tend, "maya")
    tend.let_days_pass(1)
    with tend.database.transaction() as session:
        assert openings.forget(session, now=tend.now()) == 0
        assert not openings.is_due(session, WORKSPACE, MAYA)


def test_messages_that_went_are_forgotten_after_ninety_days(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(7)
    tend.hands("maya").press(cards_of(tend, "maya")[-1], "Done")
    tend.hands("maya").types("/tend pause 1 week")
    give(tend, "leo", f"@ana {CANARY}")
    assert {row.lane.partition(":")[0] for row in kept(tend)} == {"person", "answer", "channel"}
    tend.let_days_pass(130)
    old = tend.now() - sent.KEPT_FOR - timedelta(days=1)
    left = [row for row in kept(tend) if row.ended_at is not None and row.ended_at < old]
    # The post, and the question by which Ana can still take it down.
    assert {row.lane for row in left} == {"channel:C0SHOUTS01", f"person:{ANA}"}


def test_of_somebody_erased_no_row_stays_that_names_their_conversation(tend: Sandbox) -> None:
    words_to_oneself(tend)
    conversation = tend.workspace.in_dm("maya")[0].channel
    delete_all(tend, "maya")
    assert [row for row in kept(tend) if row.channel_id == conversation] != []  # what takes them away
    tend.let_days_pass(120)
    assert [row.lane for row in kept(tend) if conversation in (row.channel_id, row.lane)] == []
    assert CANARY not in shown(tend)


def kept(tend: Sandbox) -> Sequence[OutboxMessage]:
    with tend.database.reading() as session:
        return session.scalars(sa.select(OutboxMessage)).all()


def wait_for_thanks(tend: Sandbox) -> int:
    """Maya thanks ana, who has paused; how many messages ana has."""
    start(tend, "maya", "ana")
    choose(tend, "ana", "To me")
    tend.hands("ana").types("/tend pause 1 week")
    give(tend, "maya", f"@ana {CANARY}")
    tend.let_days_pass(1)
    return len(tend.workspace.in_dm("ana"))


def test_thanks_whose_giver_had_everything_deleted_are_not_announced(tend: Sandbox) -> None:
    before = wait_for_thanks(tend)
    delete_all(tend, "maya")
    tend.let_days_pass(10)
    assert not [told for told in tend.workspace.in_dm("ana")[before:] if "thanked" in told.words]


def test_thanks_of_somebody_who_was_blocked_meanwhile_are_not_announced(tend: Sandbox) -> None:
    before = wait_for_thanks(tend)
    tend.hands("ana").types("/tend block @maya")
    tend.let_days_pass(10)
    assert not [told for told in tend.workspace.in_dm("ana")[before:] if "thanked" in told.words]


def test_what_another_wrote_down_for_them_stays_that_ones_and_unanswered(tend: Sandbox) -> None:
    start(tend, "maya", "ana")
    with tend.database.transaction() as session:
        for state in (Promise.OFFERED, Promise.DECLINED):
            session.add(
                FollowUp(
                    workspace_id=WORKSPACE,
                    owner_id=MAYA,
                    author_id=ANA,
                    with_id=ANA,
                    words=CANARY,
                    due_on=tend.now().date(),
                    is_shared=True,
                    origin=Origin.ONE_ON_ONE,
                    state=state,
                    created_at=tend.now(),
                )
            )
    delete_all(tend, "maya")
    with tend.database.reading() as session:
        assert [kept.state for kept in session.scalars(sa.select(FollowUp))] == [Promise.OFFERED] * 2


@pytest.mark.parametrize("how", ["ended", "deleted"])
def test_whoever_was_to_meet_them_today_reads_the_same_as_of_any_end(tend: Sandbox, how: str) -> None:
    start(tend, "maya", "ana")
    set_up(tend, "@ana weekly friday 16:00")
    join(tend, "ana")
    tend.let_days_pass(2)
    tend.advance(timedelta(minutes=90))
    before = len(tend.workspace.in_dm("ana"))
    if how == "deleted":
        delete_all(tend, "maya")
    else:
        with tend.database.transaction() as session:
            one = session.scalars(sa.select(Series)).one()
            series.end(session, one, by=MAYA, now=tend.now())
            session.flush()
            moving.tell_of_what_is_off(session, one, by=MAYA, now=tend.now())
    tend.advance(timedelta(hours=1))
    [told] = tend.workspace.in_dm("ana")[before:]
    assert "does not take place" in told.words


@pytest.mark.parametrize("wish", ["pause 1 week", "quieter"])
def test_wishing_for_quiet_enrols_nobody_and_keeps_the_mark(tend: Sandbox, wish: str) -> None:
    start(tend, "maya")
    delete_all(tend, "maya")
    tend.hands("maya").types(f"/tend {wish}")
    with tend.database.reading() as session:
        assert session.query(ErasedMark).count() == 1
        chosen = session.get_one(Enrolment, (WORKSPACE, MAYA))
        assert (chosen.enrolled_at, chosen.next_card_at) == (None, None)
    tend.let_days_pass(9)
    before = len(tend.workspace.in_dm("maya"))
    set_up(tend, "@maya weekly friday 10:00", by="sam")
    tend.let_days_pass(3)
    assert len(tend.workspace.in_dm("maya")) == before


def test_a_preview_tells_no_operator_who_asked_for_their_data(tend: Sandbox) -> None:
    start(tend, "maya")
    with tend.database.transaction() as session:
        reader = reader_of(session, WORKSPACE, MAYA, now=tend.now())
        exporting.send(session, reader, exporting.packed(session, reader))
    since = tend.now()
    play(tend.database, since=since, until=since + timedelta(days=1))
    with tend.database.reading() as session:
        told = "\n".join(table(lines_of(session, WORKSPACE, since=since), days=1))
    assert "Maya" not in told
