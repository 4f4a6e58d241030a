"""Asking for a one-on-one to reconnect: the asker's alone until shown, and the person sends the words."""

from datetime import timedelta

import pytest

from bot.features.one_on_ones.agenda import wishes
from bot.features.one_on_ones.agenda.models import ReconnectWish
from bot.features.one_on_ones.content import skeletons
from bot.features.people.models import Enrolment
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.views import View
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.agendas import agenda_of, read, share_a_series
from tests.features.one_on_ones.arranging import WORKSPACE, end, listed, meetings_in, series_in, set_up
from tests.features.one_on_ones.witness import Witness, close_all, look_around
from tests.features.reconnections.reaching import EVERYDAY, SAFETY, front, reader, rows, shows

BY_REPORT, BY_LEAD, BY_PEERS = (
    skeletons()[kind].title
    for kind in ("reconnect_by_report", "reconnect_by_lead", "reconnect_between_peers")
)
USUAL = skeletons()["weekly"].title
NO_SERIES = "You have no one-on-one with"


def asked(tend: Sandbox, handle: str, other: str) -> View:
    """``/reconnect ask @other``, past the question whether this is the right tool."""
    hands = tend.hands(handle)
    hands.types(f"/reconnect ask @{other}")
    if shows(front(tend, handle), SAFETY):
        hands.press(front(tend, handle), EVERYDAY)
    return front(tend, handle)


def keep_for_next(tend: Sandbox, handle: str, other: str) -> None:
    assert tend.hands(handle).submit(asked(tend, handle, other)) is None
    close_all(tend, handle)


def agenda_read_by(tend: Sandbox, handle: str) -> str:
    page = agenda_of(tend, handle)
    said = read(page)
    close_all(tend, handle)
    return said


def wished(tend: Sandbox) -> list[ReconnectWish]:
    with tend.database.reading() as session:
        return list(session.query(ReconnectWish))


def manager_and_report(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @sam")
    share_a_series(tend, "@sam weekly thursday 14:00")


def test_a_report_asks_and_only_they_see_the_agenda(tend: Sandbox) -> None:
    manager_and_report(tend)
    form = asked(tend, "sam", "maya")
    assert shows(form, "what you most need from me at the moment")
    assert tend.hands("sam").submit(form) is None
    assert shows(front(tend, "sam"), "only you see it")
    tend.hands("sam").press(front(tend, "sam"), "Open the agenda")
    page = front(tend, "sam")
    assert f"*{BY_REPORT}*" in read(page)
    assert shows(page, "The agenda below is yours alone.")
    assert f"*{USUAL}*" in agenda_read_by(tend, "maya")
    assert f"*{BY_REPORT}*" not in agenda_read_by(tend, "maya")
    assert [meeting.agenda_kind for meeting in meetings_in(tend.database)] == [None]


def test_show_them_lets_both_see_it(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    manager_and_report(tend)
    keep_for_next(tend, "sam", "maya")
    page = agenda_of(tend, "sam")
    tend.hands("sam").press(page, "Show them")
    assert f"*{BY_REPORT}*" in read(page)
    assert not shows(page, "yours alone")
    assert f"*{BY_REPORT}*" in agenda_read_by(tend, "maya")
    assert wished(tend) == []


def test_take_it_back_leaves_the_usual_agenda(tend: Sandbox) -> None:
    manager_and_report(tend)
    keep_for_next(tend, "sam", "maya")
    page = agenda_of(tend, "sam")
    tend.hands("sam").press(page, "Take it back")
    assert f"*{USUAL}*" in read(page)
    assert wished(tend) == []


@pytest.mark.parametrize(
    ("role", "handle", "other", "words", "title"),
    [
        ("report", "maya", "sam", "I'd like more time with you than we've had lately", BY_LEAD),
        ("report", "sam", "maya", "I'd like us to be in step", BY_REPORT),
        ("peer", "maya", "sam", "We've talked less lately", BY_PEERS),
        ("peer", "sam", "maya", "We've talked less lately", BY_PEERS),
    ],
)
def test_words_and_agenda_fit_who_the_two_are_to_each_other(
    tend: Sandbox, role: str, handle: str, other: str, words: str, title: str
) -> None:
    if role == "report":
        tend.hands("maya").types("/tend report @sam")
    share_a_series(tend, "@sam weekly thursday 14:00")
    assert shows(asked(tend, handle, other), words)
    keep_for_next(tend, handle, other)
    assert f"*{title}*" in agenda_read_by(tend, handle)


def test_with_a_managers_manager_it_goes_too(tend: Sandbox) -> None:
    share_a_series(tend, "@sam my manager's manager weekly thursday 14:00")
    keep_for_next(tend, "maya", "sam")
    assert f"*{BY_REPORT}*" in agenda_read_by(tend, "maya")


def test_without_a_one_on_one_there_are_words_and_a_form_with_the_person_filled_in(tend: Sandbox) -> None:
    hands = tend.hands("sam")
    form = asked(tend, "sam", "maya")
    assert shows(form, "We've talked less lately")
    assert shows(form, f"{NO_SERIES} Maya")
    assert hands.submit(form) is None
    assert shows(front(tend, "sam"), "'initial_user': 'U0MAYA0001'")
    hands.fill(front(tend, "sam"), {"On which day?": "Thursday", "At what time?": "14:00"})
    assert hands.submit(front(tend, "sam")) is None
    assert series_in(tend.database).other_id == "U0MAYA0001"
    close_all(tend, "sam")
    keep_for_next(tend, "sam", "maya")
    assert f"*{BY_PEERS}*" in agenda_read_by(tend, "sam")


def test_the_link_leads_to_the_conversation_and_the_words_are_kept_nowhere(tend: Sandbox) -> None:
    manager_and_report(tend)
    form = asked(tend, "sam", "maya")
    assert shows(form, f"<slack://user?team={WORKSPACE}&amp;id=U0MAYA0001|Open your conversation with them>")
    tend.hands("sam").choose(form, "Your words", "canary: could we talk")
    before = rows(tend)["outbox_messages"]
    assert tend.hands("sam").submit(form) is None
    assert rows(tend)["outbox_messages"] == before
    assert "canary" not in str(rows(tend))


def test_looking_enrols_nobody_and_keeps_nothing(tend: Sandbox) -> None:
    asked(tend, "sam", "maya")
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0
    assert wished(tend) == []


def test_the_ways_out_come_first_the_first_time_and_stand_on_every_screen(tend: Sandbox) -> None:
    manager_and_report(tend)
    tend.hands("sam").types("/reconnect ask @maya")
    assert shows(front(tend, "sam"), SAFETY)
    form = asked(tend, "sam", "maya")
    assert shows(form, "Something more serious")
    assert tend.hands("sam").submit(form) is None
    assert shows(front(tend, "sam"), "I need distance")
    close_all(tend, "sam")
    tend.hands("sam").types("/reconnect ask @maya")
    assert not shows(front(tend, "sam"), SAFETY)


def test_without_a_name_it_asks_for_one(tend: Sandbox) -> None:
    hands = tend.hands("sam")
    hands.types("/reconnect ask")
    hands.choose(front(tend, "sam"), "Who is it about?", "maya")
    assert hands.submit(front(tend, "sam")) is None
    assert shows(front(tend, "sam"), SAFETY)
    hands.press(front(tend, "sam"), EVERYDAY)
    assert shows(front(tend, "sam"), "Ask Maya")


def test_it_goes_along_when_the_meeting_is_moved(tend: Sandbox) -> None:
    manager_and_report(tend)
    keep_for_next(tend, "sam", "maya")
    hands = tend.hands("maya")
    hands.press(listed(tend, "maya"), "Moved")
    hands.fill(front(tend, "maya"), {"On which day?": "2026-10-09", "At what time?": "16:00"})
    assert hands.submit(front(tend, "maya")) is None
    close_all(tend, "maya")
    assert f"*{BY_REPORT}*" in agenda_read_by(tend, "sam")
    tend.turn_to(utc(2026, 10, 8, 18))
    assert f"*{BY_REPORT}*" in agenda_read_by(tend, "sam")


def test_it_is_for_the_next_one_alone(tend: Sandbox) -> None:
    manager_and_report(tend)
    keep_for_next(tend, "sam", "maya")
    tend.turn_to(utc(2026, 10, 8, 18))
    assert f"*{USUAL}*" in agenda_read_by(tend, "sam")
    with tend.database.transaction() as session, pytest.raises(wishes.NothingToShow, match="nothing to show"):
        wishes.show(session, reader(tend, "sam"), series_in(tend.database))


def test_nothing_of_it_is_left_once_the_one_on_ones_have_ended(tend: Sandbox) -> None:
    manager_and_report(tend)
    keep_for_next(tend, "sam", "maya")
    page = agenda_of(tend, "sam")
    end(tend, "maya")
    tend.hands("sam").press(page, "Show them")
    assert [meeting.agenda_kind for meeting in meetings_in(tend.database)] == [None]
    assert shows(front(tend, "sam"), "That one-on-one is not on your list any more.")


def test_it_is_forgotten_after_a_while(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    set_up(tend, "@maya quarterly first thursday 14:00", by="sam")
    keep_for_next(tend, "sam", "maya")
    for days, left in ((119, 1), (121, 0)):
        with tend.database.transaction() as session:
            wishes.forget_old(session, now=utc(2026, 10, 7, 9) + timedelta(days=days))
        assert len(wished(tend)) == left


def test_whoever_was_asked_not_to_gets_no_words(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        relationships.they_asked_me_not_to(session, reader(tend, "sam"), about_id="U0MAYA0001")
    form = asked(tend, "sam", "maya")
    assert not shows(form, "Your words")
    assert shows(form, "I need distance")


def test_after_two_without_an_answer_there_are_no_words_for_a_while(tend: Sandbox) -> None:
    sam = reader(tend, "sam")
    with tend.database.transaction() as session:
        for number in range(2):
            relationships.log_act(
                session,
                WORKSPACE,
                person_id=sam.person_id,
                about_id="U0MAYA0001",
                kind=Kind.ASK,
                key=f"act:{number}",
                done_on=sam.today,
            )
            act = relationships.latest_reaching_out(session, sam, about_id="U0MAYA0001")
            assert act is not None
            relationships.no_answer(session, sam, act_id=act.id)
    assert shows(asked(tend, "sam", "maya"), "Twice no answer came from Maya")


def test_the_other_learns_nothing_until_they_are_shown(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = Witness(tend, monkeypatch)
    manager_and_report(tend)
    note(tend, "maya", "send the slides")
    keep_for_next(tend, "sam", "maya")
    witness.forget()
    told = len(tend.workspace.in_dm("maya"))
    look_around(tend, "maya", "sam")
    tend.turn_to(utc(2026, 10, 8, 11))
    look_around(tend, "maya", "sam")
    seen = witness.read_by("maya")
    assert f"*{USUAL}*" in seen
    for title in (BY_REPORT, BY_LEAD, BY_PEERS):
        assert f"*{title}*" not in seen  # as a choice they always stand there, for both
    assert "yours alone" not in seen
    assert len(tend.workspace.in_dm("maya")) > told
    tend.hands("sam").press(agenda_of(tend, "sam"), "Show them")
    close_all(tend, "sam")
    look_around(tend, "maya", "sam")
    assert f"*{BY_REPORT}*" in witness.read_by("maya")
