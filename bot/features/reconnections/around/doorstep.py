"""Is this the right tool? Asked before everything else the first time, and whenever it is tense."""

from sqlalchemy.orm import Session

from bot.features.one_on_ones.agenda import wishes
from bot.features.people.reader import Reader
from bot.features.questions import service as questions
from bot.features.reconnections import screens, sides
from bot.features.reconnections.around.actions import Action, Towards
from bot.features.reconnections.expectations.sides import has_written_any
from bot.features.reconnections.models import Side
from bot.platform.slack.block_kit import Block


def comes_first(session: Session, reader: Reader, *, about_id: str) -> bool:
    """Whether that is asked before anything about ``about_id``. It rests on the reader's own words alone."""
    if sides.side_of(session, reader, about_id=about_id) is Side.TENSE:
        return True
    return not (
        sides.has_ever_said_one(session, reader)
        or questions.was_ever_shown_one(session, reader=reader)
        or wishes.has_one(session, reader)
        or has_written_any(session, reader)
    )


def safety(towards: Towards, about_id: str) -> Block:
    """The screen; *It's everyday* leads on to where they were going."""
    return screens.safety(f"{towards}:{about_id}", everyday=Action.GO_ON)


def goal_in(metadata: str) -> tuple[Towards, str]:
    """Where somebody was going, and about whom."""
    towards, _, about_id = metadata.partition(":")
    return Towards(towards), about_id
