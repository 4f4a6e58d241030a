"""The verbs of a working relationship: log what was done, say how it went, let somebody rest.

Every row belongs to one person and is read for that person alone. Nothing here looks at what the other of
the two did, noted or chose.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory, enrolments
from bot.features.people.models import BlockedPerson
from bot.features.people.reader import Reader
from bot.features.relationships.models import Act, Felt, Kind, Pair, Rest, RestKind
from bot.features.relationships.resting import COUNTED_FOR, RESTS_FOR, TWICE_WITHIN, openers_rest_until
from bot.platform.database import insert_once


class Started(StrEnum):
    """Who began a talk, as the one who notes it says."""

    READER = "reader"
    OTHER = "other"
    NOBODY = "nobody"


_STARTED_BY_NOBODY = frozenset({Kind.ONE_ON_ONE, Kind.TALKED})


def log_act(
    session: Session,
    workspace_id: str,
    *,
    person_id: str,
    about_id: str,
    kind: Kind,
    key: str,
    done_on: date,
    is_theirs: bool = False,
) -> bool:
    """Note something between two people in the log of ``person_id``; False when it was noted before.

    ``key`` says what it came from and is unique for the person, at most 96 characters: ``meeting:17``.
    ``done_on`` is a day on the person's calendar. ``is_theirs``: ``about_id`` began it, and the person has
    seen it. A meeting and a talk were begun by nobody (``say_who_started``). Whoever is on the person's
    list has been in touch: what cards said of them counts anew.
    """
    is_new = insert_once(
        session,
        Act,
        workspace_id=workspace_id,
        person_id=person_id,
        about_id=about_id,
        kind=kind,
        done_on=done_on,
        started_by_id=about_id if is_theirs else None if kind in _STARTED_BY_NOBODY else person_id,
        was_unanswered=False,
        key=key,
    )
    if is_new:
        session.execute(
            sa.update(Pair)
            .where(*_of_pair(Pair, workspace_id, person_id, about_id))
            .values(drift_in_a_row=0, stop_asked_on=None)
        )
    return is_new


def forget_act(session: Session, workspace_id: str, *, person_id: str, key: str) -> None:
    """Take what was logged under that ``key`` out of the person's log: it was taken back."""
    own = (Act.workspace_id == workspace_id, Act.person_id == person_id, Act.key == key)
    session.execute(sa.delete(Act).where(*own))


def talked(session: Session, reader: Reader, *, about_id: str) -> Act:
    """*We've talked*, today: once a day for each person, however often it is pressed. Saving enrols.

    Raises NobodyToTurnTo.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    key = f"talked:{about_id}:{reader.today}"
    log_act(
        session,
        reader.workspace_id,
        person_id=reader.person_id,
        about_id=about_id,
        kind=Kind.TALKED,
        key=key,
        done_on=reader.today,
    )
    return session.scalars(_own(reader).where(Act.key == key)).one()


def say_who_started(session: Session, reader: Reader, *, act_id: int, started: Started) -> None:
    """Who began a talk of the reader's. Of anything else: nothing."""
    act = session.scalars(_own(reader).where(Act.id == act_id, Act.kind == Kind.TALKED)).one_or_none()
    if act is not None:
        began = {Started.READER: reader.person_id, Started.OTHER: act.about_id, Started.NOBODY: None}
        act.started_by_id = began[started]


def tell_felt(session: Session, reader: Reader, *, key: str, felt: Felt) -> None:
    """How the act of that ``key`` went, as the reader says. Of an act that is not there: nothing."""
    act = noted_as(session, reader, key=key)
    if act is not None:
        act.felt = felt


def noted_as(session: Session, reader: Reader, *, key: str) -> Act | None:
    """What the reader noted under that ``key``, or None."""
    return session.scalars(_own(reader).where(Act.key == key)).one_or_none()


def felt_with(session: Session, reader: Reader, *, about_id: str) -> list[Felt]:
    """How the reader's acts with somebody went, oldest first, where they said so."""
    rows = session.scalars(
        _own(reader).where(Act.about_id == about_id, Act.felt.is_not(None)).order_by(Act.done_on, Act.id)
    )
    return [Felt(row.felt) for row in rows if row.felt]


def latest_reaching_out(session: Session, reader: Reader, *, about_id: str) -> Act | None:
    """The latest thing the reader did towards somebody that could have been answered, of the last 60 days."""
    return session.scalars(
        _own(reader)
        .where(
            Act.about_id == about_id,
            Act.kind.in_((Kind.NAME, Kind.ASK, Kind.OWN, Kind.QUESTION, Kind.PRESENCE)),
            Act.started_by_id == reader.person_id,
            Act.done_on > reader.today - TWICE_WITHIN,
        )
        .order_by(Act.done_on.desc(), Act.id.desc())
        .limit(1)
    ).first()


def no_answer(session: Session, reader: Reader, *, act_id: int) -> bool:
    """Nothing came back. Whether that was the second time within 60 days, so that openers rest now."""
    act = session.scalars(_own(reader).where(Act.id == act_id)).one_or_none()
    if act is None:
        return False
    act.was_unanswered = True
    session.flush()
    return openers_rest(session, reader, about_id=act.about_id) is not None


def let_rest(session: Session, reader: Reader, *, about_id: str) -> date | None:
    """*Let this rest*: nothing raises ``about_id`` for 60 days. The first day without it; None: for good.

    What they asked for stays: a rest does not shorten *they asked me not to*. Saving enrols. Raises
    NobodyToTurnTo.
    """
    rest = _rest(session, reader, about_id)
    if rest.kind != RestKind.ASKED_NOT_TO:
        rest.until = reader.today + RESTS_FOR
    session.flush()
    return rest.until


def they_asked_me_not_to(session: Session, reader: Reader, *, about_id: str) -> None:
    """*They asked me not to*: no opener, no question and no reminder about them any more, for good.

    They are off the reader's list, too. Saving enrols. Raises NobodyToTurnTo.
    """
    rest = _rest(session, reader, about_id)
    rest.kind, rest.until = RestKind.ASKED_NOT_TO, None
    session.execute(sa.delete(Pair).where(*_of_pair(Pair, reader.workspace_id, reader.person_id, about_id)))
    session.flush()


def take_up_again(session: Session, reader: Reader, *, about_id: str) -> None:
    """End a rest of whatever kind, by the reader's own hand."""
    session.execute(sa.delete(Rest).where(*_of_pair(Rest, reader.workspace_id, reader.person_id, about_id)))


def end_rest(session: Session, reader: Reader, *, about_id: str) -> None:
    """End *let this rest*: the reader chose that something about them comes. *They asked me not to* stays."""
    of_pair = _of_pair(Rest, reader.workspace_id, reader.person_id, about_id)
    session.execute(sa.delete(Rest).where(*of_pair, Rest.kind == RestKind.REST))


def rest_of(session: Session, reader: Reader, *, about_id: str) -> Rest | None:
    """The rest that holds today with somebody, or None."""
    rest = session.get(Rest, (reader.workspace_id, reader.person_id, about_id))
    return rest if rest is not None and (rest.until is None or rest.until > reader.today) else None


def was_asked_not_to(session: Session, reader: Reader, *, about_id: str) -> bool:
    """Whether the reader noted that the other asked them not to."""
    rest = rest_of(session, reader, about_id=about_id)
    return rest is not None and rest.kind == RestKind.ASKED_NOT_TO


def may_be_raised(session: Session, reader: Reader, about_id: str) -> bool:
    """Whether something that comes by itself may be about somebody: a card's line, a weekly question."""
    return about_id not in at_rest(session, reader)


def may_offer_opener(session: Session, reader: Reader, about_id: str) -> bool:
    """Whether the reader, who came by themselves, is offered words to reach out to somebody with.

    Not when they were asked not to, and not for ninety days after two acts without an answer.
    """
    return not (
        was_asked_not_to(session, reader, about_id=about_id)
        or openers_rest(session, reader, about_id=about_id)
    )


def at_rest(session: Session, reader: Reader) -> frozenset[str]:
    """Everybody whom nothing raises today, by id: for all of a person's pairs at once."""
    rests: set[str] = set()
    unanswered: dict[str, list[date]] = {}
    given = {"workspace_id": reader.workspace_id, "person_id": reader.person_id, "today": reader.today}
    found: Iterable[Any] = session.execute(_AT_REST, given | {"since": reader.today - COUNTED_FOR})
    for about_id, done_on in found:
        if done_on is None:
            rests.add(about_id)
        else:
            unanswered.setdefault(about_id, []).append(done_on)
    rests.update(
        about_id for about_id, days in unanswered.items() if _lasts(openers_rest_until(days), reader)
    )
    return frozenset(rests)


def openers_rest(session: Session, reader: Reader, *, about_id: str) -> date | None:
    """Until when openers rest after two acts without an answer: the first day without; None: they do not."""
    days = session.scalars(
        sa.select(Act.done_on).where(
            *_of_pair(Act, reader.workspace_id, reader.person_id, about_id),
            Act.was_unanswered.is_(True),
            Act.done_on > reader.today - COUNTED_FOR,
        )
    )
    until = openers_rest_until(days)
    return until if _lasts(until, reader) else None


def _lasts(until: date | None, reader: Reader) -> bool:
    return until is not None and until > reader.today


# Asked for every card, so it is one question, and put together once: who stayed silent on which days, and
# whom the person lets rest or has blocked (then without a day).
_AT_REST = sa.union_all(
    sa.select(Act.about_id, Act.done_on).where(
        Act.workspace_id == sa.bindparam("workspace_id"),
        Act.person_id == sa.bindparam("person_id"),
        Act.was_unanswered.is_(True),
        Act.done_on > sa.bindparam("since"),
    ),
    sa.select(Rest.about_id, sa.cast(sa.null(), sa.Date)).where(
        Rest.workspace_id == sa.bindparam("workspace_id"),
        Rest.person_id == sa.bindparam("person_id"),
        sa.or_(Rest.until.is_(None), Rest.until > sa.bindparam("today")),
    ),
    sa.select(BlockedPerson.about_id, sa.cast(sa.null(), sa.Date)).where(
        BlockedPerson.workspace_id == sa.bindparam("workspace_id"),
        BlockedPerson.person_id == sa.bindparam("person_id"),
    ),
)


def _rest(session: Session, reader: Reader, about_id: str) -> Rest:
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    insert_once(
        session,
        Rest,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        about_id=about_id,
        kind=RestKind.REST,
    )
    return session.get_one(Rest, (reader.workspace_id, reader.person_id, about_id))


def _own(reader: Reader) -> sa.Select[Act]:
    return sa.select(Act).where(Act.workspace_id == reader.workspace_id, Act.person_id == reader.person_id)


def _of_pair(
    table: type[Act] | type[Pair] | type[Rest], workspace_id: str, person_id: str, about_id: str
) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        table.workspace_id == workspace_id,
        table.person_id == person_id,
        table.about_id == about_id,
    )
