"""Either of the two who are in can end a series; nothing comes of it any more."""

from datetime import date

from bot.features.follow_ups.service import open_with, promised_to
from bot.features.one_on_ones import series as every_series
from bot.features.one_on_ones.promises.service import note
from bot.sandbox.sandbox import Sandbox, utc
from tests.features.cards.above_the_foot import words_above
from tests.features.one_on_ones.arranging import (
    cards_naming,
    end,
    invitations_of,
    join,
    listed,
    more_form,
    set_up,
    submitted,
    words_on,
)


def test_it_ends_after_a_question_and_nothing_comes_any_more(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 8, 14))
    asked = more_form(tend, "maya", "End")
    assert "end for you. You keep your own promises and notes." in words_on(asked)
    tend.hands("maya").close(asked)
    assert "every Thursday at 14:00" in listed(tend, "maya").words
    said = end(tend, "maya")
    assert "The one-on-ones with <@U0SAM00001> have ended. You keep your own promises and notes." in said
    before = cards_naming(tend, "maya", "U0SAM00001")
    tend.let_days_pass(30)
    assert cards_naming(tend, "maya", "U0SAM00001") == before
    assert tend.hands("maya").types("/1on1").modal is not None


def test_the_other_can_end_it_once_they_are_in(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")
    asked = more_form(tend, "sam", "End")
    assert "end for you and for <@U0MAYA0001>." in words_on(asked)
    submitted(tend, "sam", asked)
    assert "Ended lately: <@U0SAM00001>." in listed(tend, "maya").words
    tend.let_days_pass(15)
    assert tend.hands("maya").types("/1on1").modal is not None


def test_whoever_has_not_joined_cannot_end_it(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    blocks = [dict(block) for block in listed(tend, "maya").blocks]
    forged = tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=blocks)
    for choice in ("End", "Change the slot", "Pause", "When I am told"):
        answer = tend.hands("sam").choose(forged, "More", choice)
        assert "not on your list any more" in answer.words
        assert answer.modal is None
    assert "every Thursday at 14:00" in listed(tend, "maya").words


def test_ending_it_twice_changes_nothing(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    old = listed(tend, "maya")
    assert "have ended" in end(tend, "maya")
    again = tend.hands("maya").choose(old, "More", "End").modal
    assert again is not None
    assert "have ended" in words_on(again)
    tend.hands("maya").close(again)
    refused = tend.hands("maya").choose(old, "More", "Change the slot")
    assert "This series has ended; nothing was changed." in refused.words


def test_afterwards_a_new_one_can_be_set_up(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    end(tend, "maya")
    assert "every Friday at 11:00" in set_up(tend, "@sam weekly friday 11:00")
    assert len(invitations_of(tend, "sam")) == 1  # one in ninety days; the new one waits on /1on1
    assert "every Friday at 11:00" in listed(tend, "sam").words


def test_a_card_from_before_the_end_is_told_gently(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    tend.turn_to(utc(2026, 10, 8, 8))
    [card] = cards_naming(tend, "maya", "14:00 · one-on-one")
    end(tend, "maya")
    tend.hands("maya").press(card, "Moved")
    assert tend.workspace.modal_of("maya") is None
    assert words_above(card).rstrip().endswith("Thursday 8 October at 14:00: it did not take place.")


def test_nothing_is_shared_once_it_has_ended(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly thursday 14:00")
    join(tend, "ana")
    team, maya, ana = tend.workspace.team_id, "U0MAYA0001", "U0ANA00001"
    due_on, now = date(2026, 10, 20), tend.now()
    with tend.database.transaction() as session:
        series = every_series.between(session, team, maya, ana)
        assert series is not None
        note(session, series, by=maya, is_theirs=False, words="a canary", due_on=due_on, now=now)
        note(session, series, by=maya, is_theirs=True, words="a finch", due_on=due_on, now=now)
        assert len(promised_to(session, team, ana)) == 1
        assert [kept.words for kept in open_with(session, team, ana)] == ["a finch"]
        every_series.end(session, series, by=ana, now=now)
        assert promised_to(session, team, ana) == []
        assert open_with(session, team, ana) == []
        assert [kept.words for kept in open_with(session, team, maya)] == ["a canary"]
        later = note(session, series, by=maya, is_theirs=False, words="a word", due_on=due_on, now=now)
        assert not later.is_shared
