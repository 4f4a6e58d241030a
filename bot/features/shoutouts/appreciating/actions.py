"""What can be pressed below the weekly question whom one might thank."""

from enum import StrEnum


class Action(StrEnum):
    """What can be pressed. The value is its id."""

    NOT_THIS_WEEK = "shoutouts.appreciate_not_this_week"
    NEVER = "shoutouts.appreciate_never"
