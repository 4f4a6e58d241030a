"""What Slack did not take is parked: listed without a word of it, sent again, let be, or forgotten."""

import pytest
import sqlalchemy as sa

from bot.features.one_on_ones import invitations
from bot.features.privacy.erasing import erase
from bot.platform.delivery import outbox, parked
from bot.platform.delivery.models import OutboxMessage, SlackPace, State
from bot.platform.slack.errors import TOKEN_IS_OVER
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropAfter, DropBefore, Refusal
from tests.features.follow_ups.noting import cards_of, note
from tests.platform.delivery.office import PURPOSE, Office, said

GENERAL = "C0GENERAL1"


def refused(office: Office, words: str = "hello", *, subject_id: int | None = None) -> int:
    office.tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"))
    row_id = office.to("maya", words, subject_id=subject_id)
    office.carry()
    return row_id


def retry(office: Office, row_id: int, *, is_not_there: bool = False) -> None:
    with office.tend.database.transaction() as session:
        parked.retry(session, row_id, is_not_there=is_not_there, now=office.tend.clock.now())


def drop(office: Office, row_id: int) -> None:
    with office.tend.database.transaction() as session:
        parked.drop(session, row_id, now=office.tend.clock.now())


def listed(office: Office) -> list[parked.Parked]:
    with office.tend.database.reading() as session:
        return parked.all_parked(session, now=office.tend.clock.now())


def test_it_is_listed_with_its_reason_and_without_its_words(office: Office) -> None:
    row_id = refused(office, "nobody else reads this")
    [one] = listed(office)
    assert (one.id, one.state, one.purpose, one.reason) == (
        row_id,
        State.FAILED,
        PURPOSE,
        "restricted_action",
    )
    assert (one.to, one.since, one.can_be_sent) == ("U0MAYA0001", office.tend.clock.now(), True)
    assert "nobody else" not in repr(one)


def test_it_can_be_sent_again_in_its_own_words(office: Office) -> None:
    row_id = refused(office)
    retry(office, row_id)
    office.carry()
    assert office.read_by("maya") == ["hello"]
    assert office.row(row_id).content is None
    assert listed(office) == []


def test_a_retry_has_all_its_attempts_and_a_lease_nobody_had_before(sqlite_office: Office) -> None:
    row_id = refused(sqlite_office)
    before = sqlite_office.row(row_id).lease_token
    retry(sqlite_office, row_id)
    row = sqlite_office.row(row_id)
    assert (row.attempts, row.lease_token, row.state) == (0, before, State.WAITING)


def test_what_is_no_longer_wanted_is_not_sent_again(office: Office) -> None:
    row_id = refused(office, subject_id=7)
    office.unwanted.add(7)
    retry(office, row_id)
    office.carry()
    assert office.read_by("maya") == []
    assert office.row(row_id).state == State.DROPPED


def test_a_dropped_one_loses_its_words_and_cannot_come_back(office: Office) -> None:
    row_id = refused(office)
    drop(office, row_id)
    row = office.row(row_id)
    assert (row.state, row.content) == (State.DROPPED, None)
    with pytest.raises(parked.NotParked, match="it is dropped"):
        retry(office, row_id)
    assert listed(office) == []


@pytest.mark.parametrize("deed", [retry, drop])
def test_only_what_is_parked_can_be_seen_to(sqlite_office: Office, deed: object) -> None:
    assert callable(deed)
    row_id = sqlite_office.to("maya", "on its way")
    with pytest.raises(parked.NotParked, match="it is waiting"):
        deed(sqlite_office, row_id)
    with pytest.raises(parked.NotParked, match="no message 4711"):
        deed(sqlite_office, 4711)
    sqlite_office.carry()
    assert sqlite_office.read_by("maya") == ["on its way"]


@pytest.mark.parametrize(("fault", "before"), [(DropAfter(), ["hello"]), (DropBefore(), [])])
def test_a_public_one_in_doubt_is_sent_again_only_by_whoever_has_looked(
    office: Office, fault: DropAfter | DropBefore, before: list[str]
) -> None:
    office.tend.workspace.faults.order("chat.postMessage", fault)
    row_id = office.in_channel(GENERAL, "hello")
    office.carry()
    with pytest.raises(parked.MayBeThere, match="--not-there"):
        retry(office, row_id)
    office.carry()
    assert office.read_in("#general") == before
    retry(office, row_id, is_not_there=True)
    office.carry()
    assert office.read_in("#general") == [*before, "hello"]


def test_its_words_are_kept_for_a_fortnight_and_then_forgotten(office: Office) -> None:
    row_id = refused(office)
    office.tend.clock.advance(parked.KEPT_FOR * 0.99)
    parked.forget_old(office.tend.database, office.tend.clock)
    assert office.row(row_id).content is not None
    office.tend.clock.advance(parked.KEPT_FOR * 0.01)
    parked.forget_old(office.tend.database, office.tend.clock)
    assert (office.row(row_id).content, office.row(row_id).state) == (None, State.FAILED)
    with pytest.raises(parked.NothingToSend):
        retry(office, row_id)


def test_what_is_taken_away_while_it_is_parked_cannot_be_sent_any_more(office: Office) -> None:
    row_id = refused(office)
    office.change(row_id, None)
    office.carry()
    assert (office.row(row_id).state, office.row(row_id).content) == (State.DROPPED, None)


def test_what_is_changed_while_it_is_parked_is_sent_as_it_reads_then(office: Office) -> None:
    row_id = refused(office, "thanks to Leo and Ana")
    office.change(row_id, "thanks to Ana")
    office.carry()
    retry(office, row_id)
    office.carry()
    assert office.read_by("maya") == ["thanks to Ana"]


def test_what_nobody_can_mend_keeps_no_words(sqlite_office: Office) -> None:
    sqlite_office.tend.workspace.faults.order("conversations.open", Refusal("user_disabled"))
    row_id = sqlite_office.to("kofi", "hello")
    sqlite_office.carry()
    [one] = listed(sqlite_office)
    assert (one.id, one.can_be_sent) == (row_id, False)
    assert sqlite_office.row(row_id).content is None


def test_when_the_app_is_removed_no_words_are_left(office: Office) -> None:
    row_id = refused(office)
    with office.tend.database.transaction() as session:
        outbox.drop_everything(
            session, office.tend.workspace.team_id, reason="app_removed", now=office.tend.clock.now()
        )
    assert office.row(row_id).content is None


def test_a_revoked_token_stops_a_batch_and_keeps_it_until_there_is_a_new_one(office: Office) -> None:
    handles = ("maya", "leo", "ana", "sam")
    office.to("maya", "first")
    office.carry()
    for handle in handles:
        office.to(handle, "second")
    office.tend.workspace.is_installed = False
    calls = len(office.tend.workspace.calls)
    office.carry()
    asked = [call.method for call in office.tend.workspace.calls[calls:]]
    assert len(asked) <= 2, asked  # one message, and the question who the bot is
    assert office.waiting() == 4
    assert {one.reason for one in listed(office)} <= TOKEN_IS_OVER
    with office.tend.database.reading() as session:
        assert parked.behind_a_token(session) == [(office.tend.workspace.team_id, 4)]
    for _ in range(40):  # Slack is asked now and then; that is no attempt
        office.later(minutes=10)
    assert office.waiting() == 4
    office.tend.workspace.is_installed = True
    office.courier = office.another_courier()  # started anew, with a new token
    office.later(minutes=10)
    assert [office.read_by(handle)[-1] for handle in handles] == ["second"] * 4
    assert listed(office) == []


def test_limits_that_are_over_are_forgotten(sqlite_office: Office) -> None:
    tend = sqlite_office.tend
    with tend.database.transaction() as session:
        session.add(SlackPace(workspace_id="T1", lane="person:U1", used_until=tend.clock.now()))
    tend.advance(parked.KEPT_FOR / 100)
    with tend.database.reading() as session:
        assert session.scalars(sa.select(SlackPace)).all() == []


def test_nothing_of_a_parked_message_outlives_the_row(sqlite_office: Office) -> None:
    row_id = refused(sqlite_office)
    with sqlite_office.tend.database.transaction() as session:
        session.delete(session.get_one(OutboxMessage, row_id))
    assert listed(sqlite_office) == []


def test_erasing_a_person_takes_what_is_parked_for_them_and_their_name_out_of_anothers(
    office: Office,
) -> None:
    refused(office, "for Maya")
    with office.tend.database.transaction() as session:
        about_her = outbox.enqueue_to_person(
            session,
            said("<@U0MAYA0001> would like to meet you weekly"),
            workspace_id=office.tend.workspace.team_id,
            person_id="U0LEO00001",
            purpose=invitations.PURPOSE,
            now=office.tend.clock.now(),
        ).id
    office.tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"))
    office.carry()
    assert [one.can_be_sent for one in listed(office)] == [True, True]
    with office.tend.database.transaction() as session:
        erase(session, office.tend.workspace.team_id, "U0MAYA0001", now=office.tend.clock.now())
    assert [(one.id, one.can_be_sent) for one in listed(office)] == [(about_her, False)]


def test_what_a_card_named_that_slack_refused_comes_with_the_next_one(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.workspace.faults.order("chat.postMessage", Refusal("restricted_action"))
    tend.let_days_pass(1)
    assert cards_of(tend, "maya") == []
    tend.let_days_pass(1)
    assert len(cards_of(tend, "maya")) == 1
