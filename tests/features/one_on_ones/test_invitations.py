"""The other person hears of it once, in a neutral message, and every no looks like no answer."""

from datetime import UTC, datetime

import pytest

from bot.features.people.models import Enrolment
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.faults import RateLimit
from tests.features.one_on_ones.arranging import (
    INVITED,
    cards_of,
    end,
    invitations_of,
    join,
    listed,
    set_up,
)


def enrolled_people(tend: Sandbox) -> int:
    with tend.database.reading() as session:
        return session.query(Enrolment).count()


def test_the_notification_names_nobody_and_the_message_says_it_all(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    [invitation] = invitations_of(tend, "ana")
    assert invitation.text == INVITED
    assert "every Tuesday at 10:00 (Europe/Berlin), 25 minutes" in invitation.words
    assert "Tuesday 13 October at 09:00 on your clock" in invitation.words


def test_it_comes_within_the_other_persons_working_hours(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly tuesday 16:00")  # four in the morning in New York
    assert invitations_of(tend, "leo") == []
    tend.let_days_pass(1)
    [invitation] = invitations_of(tend, "leo")
    assert datetime.fromtimestamp(int(float(invitation.ts)), UTC) == utc(2026, 10, 7, 13)


def test_after_an_outage_overnight_it_waits_for_the_morning(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly tuesday 16:00")
    tend.clock.turn_to(utc(2026, 10, 8, 3))
    tend.settle()
    assert invitations_of(tend, "leo") == []
    tend.turn_to(utc(2026, 10, 8, 14))
    assert len(invitations_of(tend, "leo")) == 1


def test_looks_good_joins_and_shows(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    join(tend, "ana")
    [invitation] = invitations_of(tend, "ana")
    assert "You joined" in invitation.words
    assert "Looks good" not in invitation.words
    assert "Ana Sousa joined." in listed(tend, "maya").words
    assert "every Tuesday at 10:00" in listed(tend, "ana").words


def test_another_time_says_just_that(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").press(invitations_of(tend, "ana")[0], "Another time")
    assert "Ana Sousa says that another time would suit better." in listed(tend, "maya").words
    assert "joined" not in listed(tend, "maya").words


@pytest.mark.parametrize("answer", ["Not this one", "Not through Tend", "pause", "stop", "nothing"])
def test_every_no_looks_like_no_answer(tend: Sandbox, answer: str) -> None:
    set_up(tend, "@sam weekly tuesday 11:00")
    unanswered = listed(tend, "maya").words.replace("11:00", "10:00").replace("U0SAM00001", "U0ANA00001")
    if answer in ("pause", "stop"):
        tend.hands("ana").types(f"/tend {answer}")
    said = set_up(tend, "@ana weekly tuesday 10:00")
    assert said.endswith(
        "I tell Ana Sousa once at most, so tell them yourself too. You'll see here when they join."
    )
    if answer.startswith("Not"):
        tend.hands("ana").press(invitations_of(tend, "ana")[0], answer)
    end(tend, "maya", near="U0SAM00001")
    assert listed(tend, "maya").words == unanswered


def test_only_looks_good_enrols(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    set_up(tend, "@sam weekly tuesday 11:00")
    set_up(tend, "@priya weekly tuesday 12:00")
    tend.hands("ana").press(invitations_of(tend, "ana")[0], "Another time")
    tend.hands("sam").press(invitations_of(tend, "sam")[0], "Not through Tend")
    assert enrolled_people(tend) == 1
    join(tend, "priya")
    assert enrolled_people(tend) == 2


def test_nobody_is_invited_twice_in_ninety_days_whoever_names_them(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    set_up(tend, "@ana weekly monday 12:00", by="sam")
    tend.let_days_pass(89)
    set_up(tend, "@ana weekly friday 12:00", by="jonas")
    assert len(invitations_of(tend, "ana")) == 1
    tend.let_days_pass(2)
    tend.turn_to(utc(2027, 1, 6, 10))
    set_up(tend, "@ana weekly thursday 12:00", by="priya")
    assert len(invitations_of(tend, "ana")) == 2


def test_what_was_not_told_waits_to_be_seen(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    set_up(tend, "@ana weekly monday 12:00", by="sam")
    waiting = listed(tend, "ana")
    assert "<@U0SAM00001> would like to meet you" in waiting.words
    tend.hands("ana").press(waiting, "Looks good", near="U0SAM00001")
    assert "Ana Sousa joined." in listed(tend, "sam").words
    assert "Ana Sousa joined." not in listed(tend, "maya").words


def test_not_through_tend_ends_such_messages_for_good(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").press(invitations_of(tend, "ana")[0], "Not through Tend")
    tend.let_days_pass(365)
    set_up(tend, "@ana weekly monday 12:00", by="sam")
    tend.let_days_pass(7)
    assert len(invitations_of(tend, "ana")) == 1
    assert tend.hands("ana").types("/1on1").modal is not None  # nothing waits for her there either


@pytest.mark.parametrize("silence", ["/tend pause", "/tend stop"])
def test_nobody_who_wants_silence_is_written_to(tend: Sandbox, silence: str) -> None:
    tend.hands("ana").types("/followups call Leo")
    tend.hands("ana").submit(tend.workspace.modal_of("ana"))
    tend.hands("ana").types(silence)
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("ana") == []
    assert "would like to meet you" in listed(tend, "ana").words


def test_a_pause_pressed_while_it_is_on_its_way_stops_it(tend: Sandbox) -> None:
    tend.workspace.faults.order("chat.postMessage", RateLimit(600))
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").types("/tend pause")
    tend.let_days_pass(1)
    assert invitations_of(tend, "ana") == []


def test_ending_it_before_it_was_told_leaves_the_other_alone(tend: Sandbox) -> None:
    set_up(tend, "@leo weekly tuesday 16:00")
    end(tend, "maya")
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("leo") == []


def test_an_answer_to_what_has_ended_is_told_gently(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    end(tend, "maya")
    seen = tend.hands("ana").press(invitations_of(tend, "ana")[0], "Looks good")
    assert "not on your list any more" in seen.words


def test_a_second_answer_after_joining_changes_nothing(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    [invitation] = invitations_of(tend, "ana")
    before = [dict(block) for block in invitation.blocks]
    join(tend, "ana")
    invitation.blocks[:] = before  # the second finger came before the first one's answer
    tend.hands("ana").press(invitation, "Not this one")
    assert "You joined" in invitation.words
    assert "Ana Sousa joined." in listed(tend, "maya").words


def test_nobody_else_can_answer_for_them(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    blocks = [dict(block) for block in invitations_of(tend, "ana")[0].blocks]
    forged = tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=blocks)
    seen = tend.hands("leo").press(forged, "Looks good")
    assert "not on your list any more" in seen.words
    assert "joined" not in listed(tend, "maya").words


def test_whoever_has_not_joined_gets_no_cards_about_it(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.hands("ana").types("/tend hour 9:00")  # enrolled, and still not in
    tend.let_days_pass(14)
    assert cards_of(tend, "ana") == []
