"""What somebody has chosen and written so far, before it is done: a plain value, kept for a week."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from bot.features.people.models import Relation
from bot.features.questions.bank import Direction, State
from bot.features.reconnections import sides
from bot.features.reconnections.content.openers import Act
from bot.features.reconnections.models import Side


class Step(StrEnum):
    """The screen to go on with. ``GATES`` and ``PIECES`` are those of putting something right."""

    FIRST = "first"
    WORDS = "words"
    GATES = "gates"
    PIECES = "pieces"
    WHEN = "when"


class Extent(StrEnum):
    """How much of it: a line, a few lines, or a line that leads to a talk."""

    LINE = "line"
    FEW = "few"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Draft:
    """One act on its way. All of it is its author's alone.

    ``about_id`` is empty for somebody they would rather not name; then there is a ``label`` of theirs.
    ``words`` are empty while nothing was written. ``expectation`` is the last line, empty when it is switched
    off and None while it was never looked at.
    ``is_listening``: they have not heard yet how it was, and ask for that first. ``answers`` are those to
    the questions before an apology, ``pieces`` what it is made of, both by their ids in the content files.
    ``comes_back_as`` is the promise to look at it again two weeks on. ``token`` tells one act from the next,
    for a screen or a message that was left open.
    """

    about_id: str | None
    label: str
    side: Side
    act: Act
    relation: Relation
    step: Step
    extent: Extent = Extent.LINE
    words: str = ""
    expectation: str | None = None
    is_listening: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, str] = field(default_factory=dict)
    comes_back_as: int | None = None
    token: int = 0

    @property
    def direction(self) -> Direction:
        return sides.direction_of(self.relation)

    @property
    def state(self) -> State | None:
        """The state whose words suit; None when they are not sure."""
        return sides.state_of(self.side)

    @property
    def has_power(self) -> bool:
        """Whether its author leads the other."""
        return self.relation is Relation.REPORT

    @property
    def is_composed(self) -> bool:
        """Whether it is put together from the pieces of an apology."""
        return self.act is Act.OWN and not self.is_listening

    @property
    def needs_safety(self) -> bool:
        """Whether it is asked first if this is the right tool."""
        return self.side is Side.TENSE or self.act is Act.OWN

    def on_new_ground(self, chosen: "Draft") -> "Draft":
        """This draft after the first screen was filled in anew: what was written stays if it still fits."""
        ground = (self.side, self.act, self.relation, self.about_id, self.label)
        if ground == (chosen.side, chosen.act, chosen.relation, chosen.about_id, chosen.label):
            step = Step.GATES if self.act is Act.OWN and not self.is_listening else Step.WORDS
            return replace(self, step=step)
        return chosen

    def packed(self) -> str:
        """As it is kept; whom it is about is kept beside it."""
        return json.dumps({key: value for key, value in asdict(self).items() if key != "about_id"})

    @classmethod
    def unpacked(cls, text: str, *, about_id: str | None) -> "Draft":
        """What ``packed`` made."""
        kept = json.loads(text)
        return cls(
            about_id=about_id,
            label=kept["label"],
            side=Side(kept["side"]),
            act=Act(kept["act"]),
            relation=Relation(kept["relation"]),
            step=Step(kept["step"]),
            extent=Extent(kept["extent"]),
            words=kept["words"],
            expectation=kept["expectation"],
            is_listening=kept["is_listening"],
            answers=kept["answers"],
            pieces=kept["pieces"],
            comes_back_as=kept["comes_back_as"],
            token=kept["token"],
        )
