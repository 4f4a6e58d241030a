"""What can be pressed on the page about calendars."""

from enum import StrEnum


class CalendarAction(StrEnum):
    """What can be pressed there."""

    SEND = "one_on_ones.calendar_send"
    """The value is the id of a series, or ``ALL``."""
    MAKE_ADDRESS = "one_on_ones.calendar_make_address"
    STOP_ADDRESS = "one_on_ones.calendar_stop_address"


ALL = "all"
"""All of one's series, where another value names a single one."""
