"""The people and rhythms of somebody: whom they lead, who leads them, which peers they look after.

All of it is what the person said and chose themselves, or what their company says of who leads whom. What the
others said of them plays no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import directory, reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.features.reconnections import rhythms
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

RECONNECT = "home.reconnect"
"""The button that opens `/reconnect` for somebody; the value is their id."""

_ORDER = (Relation.MANAGER, Relation.REPORT, Relation.PEER)


@dataclass(frozen=True, slots=True)
class Known:
    """One of a person's people: what they are to them, how often they meet, how often a question comes.

    ``relation`` is None where that was never said.
    """

    id: str
    relation: Relation | None
    meets: str | None
    question: str | None


def circle(session: Session, reader: Reader, *, ahead: Sequence[NextMeeting]) -> list[Known]:
    """The reader's people: who leads them, whom they lead, then whom else they meet or want to ask; by name.

    ``ahead`` are their next one-on-ones. Nobody who has left.
    """
    said = reporting_lines.lines_of(session, reader.workspace_id, reader.person_id)
    relations = {line.other_id: line.relation for line in said if line.holds}
    questions = {row.about_id: row.rhythm for row in rhythms.rhythms_of(session, reader)}
    meets = {one.series.other_end(reader.person_id): phrases.rhythm(one.series) for one in ahead}
    led = {other_id for other_id, relation in relations.items() if relation != Relation.PEER}
    known = directory.people(session, reader.workspace_id, led | questions.keys() | meets.keys())
    found = [
        Known(
            id=person.id,
            relation=relations.get(person.id),
            meets=meets.get(person.id),
            question=questions.get(person.id),
        )
        for person in sorted(known.values(), key=lambda person: (person.name.casefold(), person.id))
        if not person.is_gone
    ]
    return sorted(found, key=lambda one: _ORDER.index(one.relation or Relation.PEER))


def line(one: Known, *, may_reconnect: bool) -> Block:
    """Who it is and which rhythms there are; the button opens the agenda, or else the way to reconnect.

    ``may_reconnect``: that is used in this workspace.
    """
    said = words("home/circle", id=one.id, relation=one.relation, meets=one.meets, question=one.question)
    button = None
    if one.meets:
        button = block_kit.button(said.plain("agenda"), action_id=OneOnOneAction.AGENDA, value=one.id)
    elif may_reconnect:
        button = block_kit.button(said.plain("reconnect"), action_id=RECONNECT, value=one.id)
    return block_kit.section(said["line"], accessory=button, block_id=f"circle:{one.id}")
