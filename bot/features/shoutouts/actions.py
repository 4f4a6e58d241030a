"""What can be pressed around a shout-out."""

from enum import StrEnum

from bot.features.shoutouts.models import Way


class Action(StrEnum):
    """What can be pressed. The value is its id."""

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


def choosing(way: Way) -> str:
    """The id of the button that chooses ``way``."""
    return f"shoutouts.choose_{way}"
