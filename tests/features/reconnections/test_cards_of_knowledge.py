"""Cards to read: worked examples, a myth a month on the Home tab, and what steadies before a hard talk."""

from datetime import date, timedelta

import pytest

from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.expectations.sides import write
from bot.features.reconnections.knowledge.cards import myth_of
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.agendas import share_a_series
from tests.features.one_on_ones.arranging import set_up
from tests.features.reconnections.reaching import DISTANCE, EVERYDAY, front, reader, rows, shows

ID = {"maya": "U0MAYA0001", "sam": "U0SAM00001"}
STEADY = "Before a hard talk"


def home_of(tend: Sandbox, handle: str = "maya") -> View:
    tend.hands(handle).types("/tend resume")
    home = tend.hands(handle).opens_home()
    assert home is not None
    return home


def myth_on(home: View) -> str:
    [said] = [block["text"]["text"] for block in home.blocks if "People say:" in str(block.get("text", {}))]
    return str(said)


def test_the_examples_stand_there_with_their_words_and_what_came_after(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect example")
    page = front(tend, "maya")
    for case in content_for("en").cases:
        assert shows(page, case.title)
        assert shows(page, case.words)
        assert all(shows(page, step) for step in case.then)
    assert shows(page, "A report to their manager · it has become distant · asking")
    assert shows(page, "Something more serious")


def test_reading_writes_nothing(tend: Sandbox) -> None:
    before = rows(tend)
    tend.hands("maya").types("/reconnect example")
    tend.hands("maya").press(front(tend, "maya"), STEADY)
    assert rows(tend) == before


def test_the_steady_card_has_its_questions_a_sentence_and_a_builder(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect example")
    tend.hands("maya").press(front(tend, "maya"), STEADY)
    card = front(tend, "maya")
    for line in content_for("en").steadiness:
        assert shows(card, line.text)
    tend.hands("maya").close(card)
    assert shows(front(tend, "maya"), "Nobody in these is real.")


def test_one_myth_a_month_stands_on_the_home_tab_and_the_next_month_another(tend: Sandbox) -> None:
    seen = []
    for moment in (utc(2026, 10, 7, 9), utc(2026, 10, 30, 9), utc(2026, 11, 3, 9), utc(2026, 12, 1, 9)):
        tend.turn_to(moment)
        seen.append(myth_on(home_of(tend)))
    october, late_october, november, december = seen
    assert october == late_october
    assert len({october, november, december}) == 3


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_myth_has_its_month(language: str) -> None:
    day, met = date(2026, 1, 15), set()
    for _ in content_for(language).myths:
        found = myth_of(day, language=language)
        assert found is not None
        met.add(found.id)
        day += timedelta(days=31)
    assert met == {each.id for each in content_for(language).myths}


def test_behind_a_myth_stands_what_was_found_where_and_what_to_try(tend: Sandbox) -> None:
    tend.hands("maya").press(home_of(tend), "Is it so?")
    myth = myth_of(date(2026, 10, 7), language="en")
    assert myth is not None
    page = front(tend, "maya")
    assert all(shows(page, words) for words in (myth.myth, myth.evidence, myth.source_note, myth.attempt))


def test_a_myth_is_never_pushed(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly thursday 14:00")
    tend.let_days_pass(65)
    written = "\n".join(message.words for message in tend.workspace.in_dm("maya"))
    assert written
    assert not [myth for myth in content_for("en").myths if myth.myth in written]


def test_whoever_needs_distance_gets_every_boundary_line_in_their_language(tend: Sandbox) -> None:
    for handle, language in (("maya", "en"), ("priya", "de")):
        tend.hands(handle).types("/reconnect received")
        tend.hands(handle).press(front(tend, handle), DISTANCE)
        lines = content_for(language).boundaries
        assert len(lines) >= 8
        assert all(shows(front(tend, handle), line.text) for line in lines)


def test_a_hard_talk_can_be_prepared_where_one_is_asked_for(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/reconnect ask @ana")
    hands.press(front(tend, "maya"), EVERYDAY)
    hands.press(front(tend, "maya"), STEADY)
    assert shows(front(tend, "maya"), "Give me a minute.")


def test_the_steady_card_takes_the_place_of_the_third_screen_on_one_another(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly thursday 14:00")
    hands = tend.hands("sam")
    hands.types("/reconnect ask @maya")
    hands.press(front(tend, "sam"), EVERYDAY)
    assert hands.submit(front(tend, "sam")) is None
    for handle, other in (("maya", "sam"), ("sam", "maya")):
        with tend.database.transaction() as session:
            write(session, reader(tend, handle), about_id=ID[other], text="Tell me early", would_share=True)
    hands.press(front(tend, "sam"), "Open the agenda")
    hands.press(front(tend, "sam"), "What you expect")
    hands.press(front(tend, "sam"), STEADY)
    assert shows(front(tend, "sam"), "Give me a minute.")
