"""After three unanswered questions there is a single one, whether the series goes on."""

from bot.sandbox.sandbox import Sandbox, utc
from tests.features.one_on_ones.arranging import ASKED, cards_naming, set_up

WHETHER = "Does the series go on?"


def pass_weeks(tend: Sandbox, *days: tuple[int, int]) -> list[str]:
    """Turn to each morning (month, day) and read which question stands on the card there."""
    asked = []
    for month, day in days:
        tend.turn_to(utc(2026, month, day, 9))
        latest = [card for card in tend.workspace.in_dm("maya") if card.text == "A few things for today"][-1:]
        words = latest[0].words if latest else ""
        asked.append(WHETHER if WHETHER in words else ASKED if ASKED in words else "")
    return asked


FRIDAYS = ((10, 9), (10, 16), (10, 23), (10, 30), (11, 6), (11, 13))


def test_three_questions_then_one_about_the_whole_then_silence(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    asked = pass_weeks(tend, *FRIDAYS)
    assert asked[:4] == [ASKED, ASKED, ASKED, WHETHER]
    tend.let_days_pass(21)
    assert len(cards_naming(tend, "maya", WHETHER)) <= 1


def test_it_goes_on_with_one_press_and_is_asked_about_as_before(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pass_weeks(tend, *FRIDAYS[:4])
    [card] = cards_naming(tend, "maya", WHETHER)
    tend.hands("maya").press(card, "It goes on")
    assert "go on as planned" in card.words
    assert ASKED not in tend.hands("maya").types("/1on1").words
    assert pass_weeks(tend, *FRIDAYS[4:])[0] == ASKED


def test_one_answer_on_the_way_begins_the_count_anew(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pass_weeks(tend, *FRIDAYS[:2])
    tend.hands("maya").press(cards_naming(tend, "maya", ASKED)[-1], "Held")
    assert pass_weeks(tend, *FRIDAYS[2:5]) == [ASKED, ASKED, ASKED]


def test_pause_and_end_are_one_press_away_from_it(tend: Sandbox) -> None:
    set_up(tend, "@sam weekly thursday 14:00")
    pass_weeks(tend, *FRIDAYS[:4])
    [card] = cards_naming(tend, "maya", WHETHER)
    hands = tend.hands("maya")
    hands.press(card, "End")
    assert hands.submit(tend.workspace.modal_of("maya")) is None
    hands.close(tend.workspace.modal_of("maya"))
    assert "@sam" not in hands.types("/1on1").words
