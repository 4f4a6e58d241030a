"""A meeting follows the agenda of its rhythm, or another that the two chose for it."""

import pytest

from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.agendas import add, agenda_of, read, share_a_series
from tests.features.one_on_ones.arranging import cards_naming, cards_of

REPAIR = "Putting something right between you"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("@sam weekly thursday 14:00", "A weekly one-on-one"),
        ("@sam fortnightly thursday 14:00", "A one-on-one every two weeks"),
        ("@sam monthly first thursday 14:00", "A monthly one-on-one"),
        ("@sam quarterly first thursday 14:00", "A quarterly one-on-one about growth"),
    ],
)
def test_with_a_report_it_is_the_one_of_the_rhythm_and_names_both(
    tend: Sandbox, line: str, title: str
) -> None:
    tend.hands("maya").types("/tend report @sam")
    share_a_series(tend, line)
    for handle in ("maya", "sam"):
        page = read(agenda_of(tend, handle))
        assert title in page
        assert "Sam" in page
        assert "{" + "report" not in page


def test_between_peers_there_is_one_for_peers(tend: Sandbox) -> None:
    share_a_series(tend)
    page = read(agenda_of(tend, "maya"))
    assert "peers" in page
    assert "A weekly one-on-one" not in page


def test_another_one_is_chosen_for_the_next_meeting_alone_and_both_see_it(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @sam")
    share_a_series(tend)
    agenda = agenda_of(tend, "sam")
    tend.hands("sam").choose(agenda, "Another agenda, seen by both", "Your first one-on-one")
    assert "Your first one-on-one" in read(agenda)
    assert "Your first one-on-one" in read(agenda_of(tend, "maya"))
    tend.turn_to(utc(2026, 10, 8, 13))
    assert "A weekly one-on-one" in read(agenda_of(tend, "maya"))


def test_it_stays_with_a_meeting_that_is_moved(tend: Sandbox) -> None:
    share_a_series(tend)
    agenda = agenda_of(tend, "sam")
    tend.hands("sam").choose(agenda, "Another agenda, seen by both", REPAIR)
    hands = tend.hands("maya")
    hands.press(hands.types("/1on1")[0], "Moved")
    form = tend.workspace.modal_of("maya")
    hands.fill(form, {"On which day?": "2026-10-09", "At what time?": "16:00"})
    assert hands.submit(form) is None
    assert f"*{REPAIR}*" in read(agenda_of(tend, "maya"))


def test_no_card_and_no_notification_says_that_it_is_about_repair(tend: Sandbox) -> None:
    share_a_series(tend)
    add(tend, "sam", "@maya what happened on Monday")
    agenda = agenda_of(tend, "sam")
    tend.hands("sam").choose(agenda, "Another agenda, seen by both", REPAIR)
    tend.turn_to(utc(2026, 10, 8, 8))
    for handle in ("maya", "sam"):
        assert cards_naming(tend, handle, "one-on-one with")
        assert "right" not in "".join(card.words + card.text for card in cards_of(tend, handle)).lower()
