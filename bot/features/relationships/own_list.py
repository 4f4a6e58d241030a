"""The people with whom somebody wants to keep in touch, and how often: twelve at most."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.features.relationships import service
from bot.features.relationships.models import Pair
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: whoever wants to look after more people than this looks after none of them.
MOST = 12


class TooManyPeople(UserError):
    """Twelve people are on the person's list already."""


class NotOnTheList(UserError):
    """The person does not have the other on their list, or no longer."""


def put_on(session: Session, reader: Reader, *, about_id: str, rhythm_days: int | None) -> Pair:
    """Keep ``about_id`` on the reader's list, with a rhythm in working days; None: as it has been so far.

    Choosing anew begins anew: what cards said of them before is forgotten, and *let this rest* ends. Saving
    enrols. Raises NobodyToTurnTo, and TooManyPeople for a thirteenth.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    if pair_with(session, reader, about_id=about_id) is None and len(pairs_of(session, reader)) >= MOST:
        refusal = words("relationships/refusals", most=MOST).plain("too_many")
        raise TooManyPeople(refusal, field="in_touch")
    insert_once(
        session,
        Pair,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        about_id=about_id,
        added_on=reader.today,
        drift_in_a_row=0,
        starts_is_fine=False,
    )
    pair = session.scalars(_own(reader).where(Pair.about_id == about_id)).one()
    pair.rhythm_days = rhythm_days
    begin_anew(pair, reader)
    service.end_rest(session, reader, about_id=about_id)
    session.flush()
    return pair


def begin_anew(pair: Pair, reader: Reader) -> None:
    """Count from today on, as if they had been put on the list just now."""
    pair.added_on = reader.today
    pair.drift_in_a_row, pair.stop_asked_on = 0, None


def take_off(session: Session, reader: Reader, *, about_id: str) -> None:
    """Take somebody off the list. What was noted with them stays."""
    session.execute(
        sa.delete(Pair)
        .where(
            Pair.workspace_id == reader.workspace_id,
            Pair.person_id == reader.person_id,
            Pair.about_id == about_id,
        )
        .execution_options(synchronize_session="fetch")
    )


def pair_with(session: Session, reader: Reader, *, about_id: str) -> Pair | None:
    """The reader's row about somebody; None: not on the list."""
    return session.scalars(_own(reader).where(Pair.about_id == about_id)).one_or_none()


def owned(session: Session, reader: Reader, *, pair_id: int) -> Pair:
    """The pair of that id, if it is the reader's. Raises NotOnTheList."""
    pair = session.scalars(_own(reader).where(Pair.id == pair_id)).one_or_none()
    if pair is None:
        raise NotOnTheList(words("relationships/refusals").plain("not_on_the_list"))
    return pair


def pairs_of(session: Session, reader: Reader) -> list[Pair]:
    """Everybody on the reader's list who is still here, by name."""
    return list(
        session.scalars(
            _own(reader)
            .join(Person, sa.and_(Person.workspace_id == Pair.workspace_id, Person.id == Pair.about_id))
            .where(Person.is_gone.is_(False))
            .order_by(Person.name, Person.id)
        )
    )


def _own(reader: Reader) -> sa.Select[Pair]:
    return sa.select(Pair).where(Pair.workspace_id == reader.workspace_id, Pair.person_id == reader.person_id)
