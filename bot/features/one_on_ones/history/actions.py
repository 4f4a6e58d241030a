"""What can be pressed on the page of what was, and the names of the blocks that hold it."""

from enum import StrEnum


class NoteAction(StrEnum):
    """On notes for both. The value is the id of the meeting, or of the note."""

    WRITE = "one_on_ones.note_write"
    DELETE = "one_on_ones.note_delete"


TURN = "one_on_ones.history_turn"
"""Another page, with the way (``.earlier``, ``.latest``) behind it; the value is how many come before."""


def past_block(meeting_id: int) -> str:
    """The block that names a meeting that was; its buttons stand in the one with ``:do`` behind it."""
    return f"history:{meeting_id}"


def note_block(note_id: int) -> str:
    """The block in which a note for both begins."""
    return f"history_note:{note_id}"
