"""What can be pressed on an item of an agenda, and the name of the block that holds it."""

from enum import StrEnum


class ItemAction(StrEnum):
    """What can be pressed on an item. The value is its id."""

    DONE = "one_on_ones.item_done"
    NOT_TODAY = "one_on_ones.item_not_today"
    TODAY = "one_on_ones.item_today"
    PRIVATE = "one_on_ones.item_private"
    SHARE = "one_on_ones.item_share"
    MATTERS = "one_on_ones.item_matters"
    LET_GO = "one_on_ones.item_let_go"


class PageAction(StrEnum):
    """What can be pressed on the page around them."""

    TURN = "one_on_ones.agenda_turn"
    SKELETON = "one_on_ones.agenda_skeleton"
    SHOW_WISH = "one_on_ones.agenda_show_wish"
    TAKE_WISH_BACK = "one_on_ones.agenda_take_wish_back"


def item_block(item_id: int) -> str:
    """The block that names an item; its buttons stand in the one with ``:do`` behind it."""
    return f"agenda_item:{item_id}"
