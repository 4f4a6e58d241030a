"""What can be pressed around a shout-out."""

from enum import StrEnum

from bot.features.shoutouts.models import Way


class Action(StrEnum):
    """What can be pressed. The value is its id."""

    BEGIN = "shoutouts.begin"
    """Opens the form. Its value may be empty, ``thread:<id>`` of a Friday thread, or ``to:<person id>``."""
    POST = "shoutouts.post"
    CHANGE = "shoutouts.change"
    CANCEL = "shoutouts.cancel"
    THROW_AWAY = "shoutouts.throw_away"
    POST_AGAIN = "shoutouts.post_again"
    IT_IS_THERE = "shoutouts.it_is_there"
    READ = "shoutouts.read"
    TAKE_DOWN = "shoutouts.take_down"
    TAKE_DOWN_LISTED = "shoutouts.take_down_listed"
    NEWER = "shoutouts.newer"
    OLDER = "shoutouts.older"
    UNDO = "shoutouts.undo"
    POST_ELSEWHERE = "shoutouts.post_elsewhere"
    THANK_BACK = "shoutouts.thank_back"
    THANK_BACK_LISTED = "shoutouts.thank_back_listed"


def choosing(way: Way) -> str:
    """The id of the button that chooses ``way``."""
    return f"shoutouts.choose_{way}"
