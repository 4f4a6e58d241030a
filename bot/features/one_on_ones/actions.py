"""What can be pressed on a one-on-one, and the names of the blocks that hold it."""

from enum import StrEnum

from bot.features.one_on_ones.models import Answer


class Action(StrEnum):
    """What can be pressed. The value is the id of a meeting, a series or the other person."""

    # On a meeting.
    HELD = "one_on_ones.held"
    MOVED = "one_on_ones.moved"
    NOT_THIS_TIME = "one_on_ones.not_this_time"
    WHY = "one_on_ones.why"
    TAKE_SLOT = "one_on_ones.take_slot"
    GO_ON = "one_on_ones.go_on"
    # On a series.
    NOTE_PROMISE = "one_on_ones.note_promise"
    MORE = "one_on_ones.more"
    CHANGE = "one_on_ones.change"
    PAUSE = "one_on_ones.pause"
    RESUME = "one_on_ones.resume"
    END = "one_on_ones.end"
    SET_UP = "one_on_ones.set_up"
    SET_UP_SEVERAL = "one_on_ones.set_up_several"
    # On an invitation.
    LOOKS_GOOD = "one_on_ones.looks_good"
    ANOTHER_TIME = "one_on_ones.another_time"
    NOT_THIS_ONE = "one_on_ones.not_this_one"
    NOT_THROUGH_TEND = "one_on_ones.not_through_tend"
    # On two people: the value is the other one's id.
    AGENDA = "one_on_ones.agenda"
    ADD = "one_on_ones.add"
    PREPARE = "one_on_ones.prepare"
    HISTORY = "one_on_ones.history"
    CALENDAR = "one_on_ones.calendar"
    EXPECTATIONS = "one_on_ones.expectations"
    """Opened by whoever keeps them, on a floor above."""


class More(StrEnum):
    """What stands behind *More* on a series."""

    NOTE_PROMISE = "note_promise"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    LEAD = "lead"
    HISTORY = "history"
    CALENDAR = "calendar"
    END = "end"


class HandsAction(StrEnum):
    """On the question what becomes of a series now that another one leads."""

    KEEP_AS = "one_on_ones.keep_as"
    """The value is the id of the series and what the other is from now on: "12:peer"."""
    KEEP = "one_on_ones.keep"
    """The value is the id of the series."""


ANSWERS = {
    Action.LOOKS_GOOD: Answer.YES,
    Action.ANOTHER_TIME: Answer.ANOTHER_TIME,
    Action.NOT_THIS_ONE: Answer.NOT_THIS_ONE,
    Action.NOT_THROUGH_TEND: Answer.NOT_THROUGH_TEND,
}


def meeting_block(meeting_id: int) -> str:
    """The block that names a meeting; its buttons stand in the one with ``:do`` behind it."""
    return f"meeting:{meeting_id}"


def series_block(series_id: int) -> str:
    """The block that names a series on the list; its buttons stand in the one with ``:do`` behind it."""
    return f"series:{series_id}"


def invitation_block(series_id: int) -> str:
    """The block that tells of a series somebody else set up; ``:do`` behind it as above."""
    return f"invitation:{series_id}"
