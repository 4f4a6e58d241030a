"""Questions on a rhythm: ask for them, see which one is waiting, and move on."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import Person, Relation, ReportingLine
from bot.features.people.reader import Reader
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.features.reconnections.rhythm import next_day
from bot.features.relationships import service as relationships
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement: whoever wants to look after more peers than this looks after none of them.
MOST_PEERS = 12


class TooManyPeers(UserError):
    """Twelve peers are on the person's list already."""


class SwitchedOff(UserError):
    """The person has no such rhythm, or no longer."""


def choose(
    session: Session, reader: Reader, *, about_id: str, rhythm: Rhythm | None
) -> QuestionRhythm | None:
    """Let a question about ``about_id`` wait that often, from one step after today; None ends it.

    Raises NobodyToTurnTo and TooManyPeers.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    row = with_(session, reader, about_id=about_id)
    if rhythm is None:
        if row is not None:
            session.delete(row)
            session.flush()
        return None
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    if row is None:
        _refuse_one_peer_too_many(session, reader, about_id=about_id)
        insert_once(
            session,
            QuestionRhythm,
            workspace_id=reader.workspace_id,
            person_id=reader.person_id,
            about_id=about_id,
            rhythm=rhythm,
            chosen_on=reader.today,
            next_question_on=reader.today,
        )
        row = session.scalars(_own(reader).where(QuestionRhythm.about_id == about_id)).one()
    row.rhythm = rhythm
    row.chosen_on = reader.today
    _move_on(row, reader)
    session.flush()
    return row


def with_(session: Session, reader: Reader, *, about_id: str) -> QuestionRhythm | None:
    """How often the reader wants a question about ``about_id``; None for not at all."""
    return session.scalars(_own(reader).where(QuestionRhythm.about_id == about_id)).one_or_none()


def owned(session: Session, reader: Reader, *, rhythm_id: int) -> QuestionRhythm:
    """The rhythm of that id, if it is the reader's. Raises SwitchedOff."""
    row = session.scalars(_own(reader).where(QuestionRhythm.id == rhythm_id)).one_or_none()
    if row is None:
        raise SwitchedOff(words("reconnections/refusals").plain("switched_off"))
    return row


def rhythms_of(session: Session, reader: Reader) -> list[QuestionRhythm]:
    """The reader's rhythms with people who are still here; what waits longest comes first."""
    return list(session.scalars(_with_people_who_are_here(reader)))


def waiting(session: Session, reader: Reader, *, for_days: int = 0) -> QuestionRhythm | None:
    """The question that has waited longest for a card, if one has for that many days.

    None on a day on which a card has told of one already.
    """
    rows = rhythms_of(session, reader)
    if any(row.told_on == reader.today for row in rows):
        return None
    latest = reader.today - timedelta(days=for_days)
    due = [row for row in rows if row.next_question_on <= latest]
    return next(iter(_not_at_rest(session, reader, due)), None)


def tell(row: QuestionRhythm, reader: Reader) -> None:
    """Count a question as told on today's card: until the next step, none waits."""
    row.told_on = reader.today
    _move_on(row, reader)


def tell_again(session: Session, reader: Reader, rhythm_ids: Collection[int], *, for_days: int = 0) -> None:
    """Let questions wait again, since the card of the reader's day that told of them never arrived.

    They count as having waited for that many days. One seen or chosen since then stays where it is.
    """
    told = _own(reader).where(QuestionRhythm.id.in_(rhythm_ids), QuestionRhythm.told_on == reader.today)
    for row in session.scalars(told):
        row.told_on = None
        if max(row.chosen_on, row.seen_on or row.chosen_on) < reader.today:
            row.next_question_on = reader.today - timedelta(days=for_days)
    session.flush()


def see(session: Session, reader: Reader, *, about_id: str) -> None:
    """Count a question about ``about_id`` as seen today: the next one is due a step from now."""
    row = with_(session, reader, about_id=about_id)
    if row is not None:
        row.seen_on = reader.today
        _move_on(row, reader)


def waiting_longest(session: Session, reader: Reader) -> tuple[str, date] | None:
    """Of the relationships the reader wanted questions for, the one that has gone longest without.

    Its other person, and since which day: of the last question seen, or else of the choice. None when no
    rhythm has run out. A card that was not opened does not count as a question seen.
    """
    longest: tuple[str, date] | None = None
    for row in _not_at_rest(session, reader, rhythms_of(session, reader)):
        since = row.seen_on or row.chosen_on
        due = next_day(Rhythm(row.rhythm), today=since, working_time=reader.working_time)
        if due <= reader.today and (longest is None or since < longest[1]):
            longest = (row.about_id, since)
    return longest


def _not_at_rest(session: Session, reader: Reader, rows: list[QuestionRhythm]) -> list[QuestionRhythm]:
    left_alone = relationships.at_rest(session, reader) if rows else frozenset()
    return [row for row in rows if row.about_id not in left_alone]


def _move_on(row: QuestionRhythm, reader: Reader) -> None:
    row.next_question_on = next_day(Rhythm(row.rhythm), today=reader.today, working_time=reader.working_time)


def _own(reader: Reader) -> sa.Select[QuestionRhythm]:
    return sa.select(QuestionRhythm).where(
        QuestionRhythm.workspace_id == reader.workspace_id, QuestionRhythm.person_id == reader.person_id
    )


def _with_people_who_are_here(reader: Reader) -> sa.Select[QuestionRhythm]:
    return (
        _own(reader)
        .join(
            Person,
            sa.and_(Person.workspace_id == QuestionRhythm.workspace_id, Person.id == QuestionRhythm.about_id),
        )
        .where(Person.is_gone.is_(False))
        .order_by(QuestionRhythm.next_question_on, QuestionRhythm.id)
    )


def _refuse_one_peer_too_many(session: Session, reader: Reader, *, about_id: str) -> None:
    peers = sa.select(ReportingLine.other_id).where(
        ReportingLine.workspace_id == reader.workspace_id,
        ReportingLine.person_id == reader.person_id,
        ReportingLine.relation == Relation.PEER,
    )
    listed = [row.about_id for row in session.scalars(_with_people_who_are_here(reader))]
    those = set(session.scalars(peers))
    if about_id in those and len(those.intersection(listed)) >= MOST_PEERS:
        refusal = words("reconnections/refusals", most=MOST_PEERS).plain("too_many_peers")
        raise TooManyPeers(refusal, field="rhythm")
