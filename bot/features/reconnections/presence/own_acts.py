"""The small acts that a person wrote down for themselves."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.features.reconnections.content.cards import LONGEST_LINE
from bot.features.reconnections.presence.models import OwnPresenceAct
from bot.platform.errors import UserError
from bot.platform.templating import words

LONGEST = LONGEST_LINE
"""Characters."""
# Judgement: as many as there are weeks in a quarter, so that each comes now and then.
MOST = 13


class NotAnAct(UserError):
    """The words are empty, too long, there already, or one too many; the sentence says which."""


def own_acts(session: Session, reader: Reader) -> list[OwnPresenceAct]:
    """The reader's own, oldest first."""
    return list(session.scalars(_own(reader).order_by(OwnPresenceAct.id)))


def add(session: Session, reader: Reader, text: str) -> OwnPresenceAct:
    """Keep one more. It enrols. Raises NotAnAct."""
    said = " ".join(text.split())
    known = own_acts(session, reader)
    refusals = words("reconnections/presence", length=len(said), longest=LONGEST, most=MOST)
    if not said:
        raise NotAnAct(refusals.plain("own_empty"), field="words")
    if len(said) > LONGEST:
        raise NotAnAct(refusals.plain("own_too_long"), field="words")
    if any(said.casefold() == act.words.casefold() for act in known):
        raise NotAnAct(refusals.plain("own_there_already"), field="words")
    if len(known) >= MOST:
        raise NotAnAct(refusals.plain("own_too_many"), field="words")
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    act = OwnPresenceAct(workspace_id=reader.workspace_id, person_id=reader.person_id, words=said)
    session.add(act)
    session.flush()
    return act


def take_out(session: Session, reader: Reader, *, own_id: int) -> None:
    """Forget one. Nothing happens when it is gone already, or somebody else's."""
    act = session.scalars(_own(reader).where(OwnPresenceAct.id == own_id)).one_or_none()
    if act is not None:
        session.delete(act)
        session.flush()


def _own(reader: Reader) -> sa.Select[OwnPresenceAct]:
    return sa.select(OwnPresenceAct).where(
        OwnPresenceAct.workspace_id == reader.workspace_id, OwnPresenceAct.person_id == reader.person_id
    )
