"""What a report keeps to themselves changes nothing in their manager's digest, and stands nowhere in it."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.words import words_in
from tests.features.digest.weeks import MONDAY, asked, lead, page_of
from tests.features.follow_ups.noting import cards_of, note
from tests.features.one_on_ones.agendas import add
from tests.features.one_on_ones.arranging import invitations_of, listed, set_up
from tests.features.one_on_ones.test_canaries import DRAFT, PRIVATE, UNTIL_SAM_JOINS, plant
from tests.features.one_on_ones.witness import close_all
from tests.features.reconnections.acting import write
from tests.features.reconnections.reaching import TENSE, ask_regularly, front, reconnect
from tests.features.shoutouts.thanking import choose, give

OWN_ACT = "canary-own-act"
OPENER = "canary-opener"
THANKS = "canary-thanks"
SHARED = "the hiring plan"
MONTH = [utc(2026, 10, day, 9) for day in (12, 19, 26)]


def keep_an_own_act(tend: Sandbox, handle: str) -> None:
    hands = tend.hands(handle)
    hands.types("/reconnect presence")
    hands.press(front(tend, handle), "Add one of your own")
    hands.choose(front(tend, handle), "What would you do?", OWN_ACT)
    assert hands.submit(front(tend, handle)) is None
    close_all(tend, handle)


def all_that_is_read(tend: Sandbox, handle: str) -> str:
    """The answer to ``/digest``, the latest card, and the page behind it, down to the last value."""
    read = [str(asked(tend, handle).blocks)]
    if any("Your week" in card.words for card in cards_of(tend, handle)[-1:]):
        tend.hands(handle).press(cards_of(tend, handle)[-1], "Open my week")
        read.append(str(front(tend, handle).blocks))
        close_all(tend, handle)
    return "\n".join([*read, *(str(card.blocks) for card in cards_of(tend, handle))])


def test_nothing_that_a_report_keeps_private_is_in_the_managers_digest(tend: Sandbox) -> None:
    plant(tend)  # Maya, about Sam, who leads her
    lead(tend, "sam", "maya")
    keep_an_own_act(tend, "maya")
    write(tend, words=OPENER, line="/reconnect @sam")
    close_all(tend, "maya")
    choose(tend, "maya", "To me")
    give(tend, "leo", f"@maya {THANKS}")
    canaries = [*PRIVATE, DRAFT, UNTIL_SAM_JOINS, OWN_ACT, OPENER, THANKS, "tense", TENSE]
    looked = 0
    for moment in MONTH:
        tend.turn_to(moment)
        read = all_that_is_read(tend, "sam")
        assert "The people you lead" in read
        assert [canary for canary in canaries if canary in read] == []
        looked += "Open my week" in read
    assert looked == len(MONTH)
    # The same words are there for her who wrote them, so they would have been seen.
    own = all_that_is_read(tend, "maya")
    assert [
        canary for canary in ("canary-promise", "canary-follow-up", "canary-small-act") if canary not in own
    ] == []


def enrol(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend hour 9:00")


def decline(tend: Sandbox) -> None:
    tend.hands("ana").press(invitations_of(tend, "ana")[-1], "Not this one")


def decline_for_good(tend: Sandbox) -> None:
    tend.hands("ana").press(invitations_of(tend, "ana")[-1], "Not through Tend")


def pause(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend pause")


def stop(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend stop")


def be_thanked(tend: Sandbox) -> None:
    give(tend, "leo", "@ana found out why the import broke")


def thank_others(tend: Sandbox) -> None:
    give(tend, "ana", "@leo found out why the import broke")


def want_thanks_no_way(tend: Sandbox) -> None:
    choose(tend, "ana", "Not this way")


def say_how_it_is(tend: Sandbox) -> None:
    reconnect(tend, "ana", "sam", TENSE, relation="My manager")
    close_all(tend, "ana")


def want_questions(tend: Sandbox) -> None:
    ask_regularly(tend, "ana", "sam", relation="My manager")
    close_all(tend, "ana")


def promise_oneself(tend: Sandbox) -> None:
    note(tend, "ana", "@sam call him", due_on=date(2026, 10, 30))


def note_an_item(tend: Sandbox) -> None:
    add(tend, "ana", f"@sam {SHARED}")


@pytest.mark.parametrize(
    "do",
    [
        enrol,
        decline,
        decline_for_good,
        pause,
        stop,
        be_thanked,
        thank_others,
        want_thanks_no_way,
        say_how_it_is,
        want_questions,
        promise_oneself,
        note_an_item,
    ],
)
def test_whatever_a_report_does_alone_the_manager_reads_the_same(
    tend: Sandbox, do: Callable[[Sandbox], None]
) -> None:
    lead(tend, "sam", "ana")
    set_up(tend, "@ana weekly thursday 14:00", by="sam")
    note(tend, "sam", "@ana send the plan", due_on=date(2026, 10, 30))
    tend.let_days_pass(1)
    tend.turn_to(MONDAY)
    before = asked(tend, "sam").words, page_of(tend, "sam")
    assert "not noted" in before[1]
    do(tend)
    after = asked(tend, "sam").words, page_of(tend, "sam")
    assert after == before


def test_the_card_names_nobody_and_nothing(tend: Sandbox) -> None:
    lead(tend, "sam", "ana", "maya")
    set_up(tend, "@ana weekly thursday 14:00", by="sam")
    note(tend, "sam", "@ana send the plan", due_on=date(2026, 10, 30))
    give(tend, "leo", "@sam found out why the import broke")
    reconnect(tend, "sam", "leo")
    close_all(tend, "sam")
    tend.turn_to(MONDAY)
    [card] = [card for card in cards_of(tend, "sam") if "Your week" in card.words]
    week = card.words[card.words.index("Your week") : card.words.index("Why this?")]
    assert "A thank-you reached you." in week
    names = [name for person in tend.workspace.people for name in (person.id, *person.real_name.split())]
    assert [word for word in [*names, "<@", "send the plan"] if word in week] == []
    assert card.text == "A few things for today"
    assert listed(tend, "sam")
    assert words_in(card.blocks)
