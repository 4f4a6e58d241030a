"""With a great deal open the tab stays within Slack's limits, and its pages are turned in place."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.crowd import crowd
from bot.features.home import tab
from bot.features.home.pages import SIZES, Pages, Part, page_of
from bot.features.people.reader import reader_of
from bot.sandbox.sandbox import Sandbox
from tests.features.home.looking import WORKSPACE, home, opened, press, read, start

MAYA = "U0MAYA0001"


def crowded(tend: Sandbox, count: int) -> None:
    start(tend, "maya")
    with tend.database.transaction() as session:
        crowd(session, WORKSPACE, MAYA, count=count, now=tend.now())


def queries_of(tend: Sandbox) -> int:
    """How many queries it takes to draw Maya's tab."""
    asked: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(tend.database.engine, "before_cursor_execute", count)
    try:
        with tend.database.reading() as session:
            tab.view(session, reader_of(session, WORKSPACE, MAYA, now=tend.now()), Pages())
    finally:
        sa.event.remove(tend.database.engine, "before_cursor_execute", count)
    return len(asked)


def test_two_hundred_of_everything_fit_on_the_tab(tend: Sandbox) -> None:
    crowded(tend, 200)
    # Maya is an admin, too, so this is as long as it gets; drafts and an act that was begun take five more.
    assert len(opened(tend, "maya").blocks) <= 94
    assert f"1 to {SIZES[Part.PROMISES]} of 200" in read(tend, "maya")


def test_pages_are_turned_in_place_to_the_end_and_back(tend: Sandbox) -> None:
    crowded(tend, 14)
    opened(tend, "maya")
    for _ in range(2):
        press(tend, "maya", "More", block_id="turn:promises")
    assert "11 to 14 of 14" in read(tend, "maya")
    assert "promise 13 &amp; &lt;others&gt;" in str(home(tend, "maya").blocks)
    assert tend.workspace.in_dm("maya") == []


@pytest.mark.parametrize("part", [Part.THANKS, Part.PROMISES, Part.PROMISED, Part.AHEAD, Part.WAITING])
def test_each_list_has_pages_of_its_own(tend: Sandbox, part: Part) -> None:
    crowded(tend, 14)
    opened(tend, "maya")
    before = read(tend, "maya")
    press(tend, "maya", "More", block_id=f"turn:{part}")
    assert read(tend, "maya") != before
    press(tend, "maya", "Back", block_id=f"turn:{part}")
    assert read(tend, "maya") == before


def test_opening_the_tab_again_begins_on_the_first_page(tend: Sandbox) -> None:
    crowded(tend, 14)
    before = opened(tend, "maya").blocks
    press(tend, "maya", "More", block_id="turn:promises")
    opened(tend, "maya")
    assert len(home(tend, "maya").blocks) == len(before)
    assert f"1 to {SIZES[Part.PROMISES]} of 14" in read(tend, "maya")


def test_the_number_of_queries_does_not_grow_with_what_is_open(tend: Sandbox) -> None:
    crowded(tend, 10)
    few = queries_of(tend)
    with tend.database.transaction() as session:
        crowd(session, WORKSPACE, MAYA, count=60, now=tend.now(), first=10)
    assert queries_of(tend) == few


@given(count=st.integers(0, 60), number=st.integers(-3, 80))
def test_every_page_is_one_that_is_there_and_none_is_empty(count: int, number: int) -> None:
    items = list(range(count))
    shown = page_of(items, Part.PROMISES, Pages().turned(Part.PROMISES, number)).items
    assert len(shown) <= SIZES[Part.PROMISES]
    assert bool(shown) == bool(items)


@given(count=st.integers(0, 60))
def test_the_pages_together_are_the_whole_list(count: int) -> None:
    items = list(range(count))
    size = SIZES[Part.AHEAD]
    pages = [Pages().turned(Part.AHEAD, number) for number in range(max(1, -(-count // size)))]
    assert [item for each in pages for item in page_of(items, Part.AHEAD, each).items] == items


_NONSENSE = ('{"promises": true}', '{"promises": "x"}', '{"promises": -4}', "[]", "{", "null")


@given(st.text() | st.sampled_from(_NONSENSE))
def test_what_makes_no_sense_is_the_first_page(packed: str) -> None:
    assert Pages.unpacked(packed).number(Part.PROMISES) == 0


def test_where_somebody_is_comes_back_as_it_was_packed() -> None:
    pages = Pages().turned(Part.PEOPLE, 3).turned(Part.THANKS, 1)
    unpacked = Pages.unpacked(pages.packed())
    assert [unpacked.number(part) for part in Part] == [pages.number(part) for part in Part]
