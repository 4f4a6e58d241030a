"""What can be pressed while arranging series, besides what stands on cards and lists."""

from enum import StrEnum


class SeveralAction(StrEnum):
    """On the slots for several."""

    BACK = "one_on_ones.several_back"
