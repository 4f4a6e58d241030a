"""What can be pressed around small acts, and the names of the blocks that hold it."""

from enum import StrEnum


class Action(StrEnum):
    """What can be pressed. On an act, the value is the id of its showing."""

    BEGIN = "reconnections.presence_begin"
    OPEN = "reconnections.presence_open"
    DID_IT = "reconnections.presence_did_it"
    ANOTHER = "reconnections.presence_another"
    NOT_THIS_WEEK = "reconnections.presence_not_this_week"
    STOP = "reconnections.presence_stop"
    NOW = "reconnections.presence_now"
    WITH = "reconnections.presence_with"
    """Whom it was with, chosen after *Did it*."""
    ADD_OWN = "reconnections.presence_add_own"
    TAKE_OUT = "reconnections.presence_take_out"
    """The value is the id of one's own act."""


PAGE = "reconnections.presence_page"
OWN_FORM = "reconnections.presence_own"


def act_block(shown_id: int) -> str:
    """The block that names an act; its buttons stand in the one with ``:do`` behind it."""
    return f"presence:{shown_id}"


def shown_in(block_id: str) -> int:
    """The id of the showing in the name of such a block."""
    return int(block_id.split(":")[1])
