"""Which screen comes next on the way to a question: is this the right tool, who, how is it, what to ask."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.questions import service as questions
from bot.features.reconnections import sides
from bot.features.reconnections.models import Side
from bot.features.relationships import service as relationships


class Step(StrEnum):
    """One screen."""

    SAFETY = "safety"
    WHO = "who"
    SIDE = "side"
    QUESTION = "question"
    LEFT_ALONE = "left_alone"


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody has come. It travels in the view itself, so that nothing is stored on the way.

    ``is_everyday``: they pressed *It's everyday* on this way. ``is_on_top``: the screen lies on one of
    ours, which is the one to go on with.
    """

    about_id: str | None = None
    is_everyday: bool = False
    is_on_top: bool = False

    def packed(self) -> str:
        """As a view carries it."""
        marks = "everyday " * self.is_everyday + "on_top" * self.is_on_top
        return f"{self.about_id or ''}:{marks.strip()}"

    @classmethod
    def unpacked(cls, text: str) -> "Way":
        """What ``packed`` made."""
        about_id, _, marks = text.partition(":")
        return cls(about_id or None, "everyday" in marks.split(), "on_top" in marks.split())


def next_step(session: Session, reader: Reader, way: Way) -> Step:
    """The next screen. It rests on the reader's own words alone, whoever the other person is.

    Raises NobodyToTurnTo when the other is nobody one can turn to.
    """
    if way.about_id is None:
        return Step.SAFETY if not way.is_everyday and is_new_to_this(session, reader) else Step.WHO
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=way.about_id)
    if relationships.was_asked_not_to(session, reader, about_id=way.about_id):
        return Step.LEFT_ALONE
    side = sides.side_of(session, reader, about_id=way.about_id)
    if not way.is_everyday and (side is Side.TENSE or is_new_to_this(session, reader)):
        return Step.SAFETY
    if side is None or sides.direction_to(session, reader, about_id=way.about_id) is None:
        return Step.SIDE
    return Step.QUESTION


def is_new_to_this(session: Session, reader: Reader) -> bool:
    """Whether they have neither said how it is with anybody nor been shown a question."""
    return not (
        sides.has_ever_said_one(session, reader) or questions.was_ever_shown_one(session, reader=reader)
    )
