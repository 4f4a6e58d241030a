"""*My data*: what Tend holds about a person, row by row, and nothing of what others keep for themselves."""

import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.features.privacy.rows import EVERY, KINDS
from bot.platform.templating import words
from bot.sandbox.sandbox import Sandbox
from tests.features.follow_ups.noting import note
from tests.features.home.looking import opened, press, start
from tests.features.one_on_ones.arranging import set_up
from tests.features.privacy.own_data import modal, my_data, open_kind, text
from tests.features.shoutouts.thanking import give, previewed


def data_of(tend: Sandbox, handle: str) -> str:
    page = my_data(tend, handle)
    tend.hands(handle).close(page)
    return text(page)


def test_every_table_has_its_words_and_every_kind_its_lines() -> None:
    rows, overview = words("privacy/rows"), words("privacy/overview")
    for holder in EVERY:
        name = holder.table.__tablename__
        assert rows.has(f"{name}_shared" if holder.kind == "shared" else name), name
    for kind in KINDS:
        assert overview.has(kind), kind
        assert overview.has(f"{kind}_title"), kind


def test_each_kind_has_a_line_with_its_count(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    note(tend, "maya", "call Ana")
    set_up(tend, "@ana weekly friday 10:00")
    give(tend, "leo", "@maya found out why the import broke")
    said = data_of(tend, "maya")
    assert "promises of yours, or written down by you: 2" in said
    assert "one-on-ones with you in them: 1" in said
    assert "shout-outs that thank you, whether they reached you or not: 1" in said
    assert "private preparation" not in said


def test_the_button_on_the_home_tab_shows_the_same(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    opened(tend, "maya")
    press(tend, "maya", "My data")
    assert "promises of yours, or written down by you: 1" in text(modal(tend, "maya"))


def test_what_others_keep_for_themselves_is_not_counted(tend: Sandbox) -> None:
    start(tend, "leo")
    before = data_of(tend, "leo")
    previewed(tend, "maya", "@leo a draft that nobody sees")
    tend.hands("maya").types("/tend report @leo")
    tend.hands("maya").types("/reconnect talked @leo")
    assert data_of(tend, "leo") == before


def test_a_kind_can_be_opened_and_lists_its_rows_in_words(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo & <everybody>")
    said = open_kind(tend, "maya", "promises of yours")
    assert "call Leo &amp; &lt;everybody&gt;" in said
    assert "promised by you" in said
    assert f"{tend.now():%Y-%m-%d}" in said
    assert "Page 1 of 1. Only you see this." in said


def test_a_long_kind_is_paged(tend: Sandbox) -> None:
    start(tend, "maya")
    for number in range(20):
        note(tend, "maya", f"promise {number:02}")
    hands = tend.hands("maya")
    hands.press(my_data(tend, "maya"), "Open", near="promises of yours")
    first = modal(tend, "maya")
    seen = text(first)
    assert "Page 1 of 2" in seen
    hands.press(first, "Earlier")
    then = text(modal(tend, "maya"))
    assert "Page 2 of 2" in then
    assert all(f"promise {number:02}" in seen + then for number in range(20))


def test_every_kind_can_be_opened_by_whoever_has_something_of_it(tend: Sandbox) -> None:
    """The sandbox's own history has most kinds in it: the words of each are put together once."""
    start(tend, "maya", "leo")
    note(tend, "maya", "call Leo")
    set_up(tend, "@ana weekly friday 10:00")
    give(tend, "leo", "@maya found out why the import broke")
    for line in ("/tend report @ana", "/tend away 2026-12-24", "/reconnect talked @leo", "/followups"):
        tend.hands("maya").types(line)
    tend.let_days_pass(3)
    page = my_data(tend, "maya")
    opens = [block for block in page.blocks if block.get("accessory")]
    assert len(opens) >= 7
    tend.hands("maya").close(page)
    for block in opens:
        assert open_kind(tend, "maya", block["text"]["text"].removeprefix("• ")[:20])


def test_a_row_that_no_key_opens_is_named_and_stops_nothing(tend: Sandbox) -> None:
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    note(tend, "maya", "call Ana")
    page = my_data(tend, "maya")
    with tend.database.transaction() as session:
        first = session.scalar(sa.select(sa.func.min(FollowUp.id)))
        session.execute(sa.text("UPDATE follow_ups SET words = 'x' WHERE id = :id"), {"id": first})
    tend.hands("maya").press(page, "Open", near="promises of yours")
    said = text(modal(tend, "maya"))
    assert "this cannot be read with the keys that Tend has" in said
    assert "call Ana" in said
