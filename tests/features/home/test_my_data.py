"""*My data*: what Tend holds about a person, and nothing of what others keep for themselves."""

from bot.features.home.holdings import HOLDERS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.words import words_in
from bot.schema import METADATA
from tests.features.follow_ups.noting import note
from tests.features.home.looking import press, start
from tests.features.one_on_ones.arranging import set_up
from tests.features.shoutouts.thanking import give, previewed

# Tables that point at people and stand on nobody's page, each with the reason.
_ABOUT_NOBODY_IN_PARTICULAR = {
    "meetings": "they belong to a series, which is counted",
    "card_lines": "they belong to a card, which is counted",
}


def data_of(tend: Sandbox, handle: str) -> str:
    press(tend, handle, "My data")
    page = tend.workspace.modal_of(handle)
    said = words_in(page.blocks)
    tend.hands(handle).close(page)
    return said


def test_every_table_that_points_at_people_is_in_the_list() -> None:
    listed = {holder.table.__tablename__ for holder in HOLDERS}
    pointing = {
        table.name
        for table in METADATA.sorted_tables
        if any(key.referred_table.name == "people" for key in table.foreign_key_constraints)
    }
    assert pointing - listed - _ABOUT_NOBODY_IN_PARTICULAR.keys() == set()


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


def test_what_others_keep_for_themselves_is_not_counted(tend: Sandbox) -> None:
    start(tend, "leo")
    before = data_of(tend, "leo")
    previewed(tend, "maya", "@leo a draft that nobody sees")
    tend.hands("maya").types("/tend report @leo")
    tend.hands("maya").types("/reconnect talked @leo")
    assert data_of(tend, "leo") == before
