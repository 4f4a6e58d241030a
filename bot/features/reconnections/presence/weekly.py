"""The verbs of one small act a week: want them, be given one, say what became of it, want no more."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.presence.choosing import OWN, next_act
from bot.features.reconnections.presence.models import Outcome, PresenceChoice, PresenceShown
from bot.features.reconnections.presence.own_acts import own_acts
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

_WEEK = timedelta(weeks=1)
# Judgement: whoever leaves three in a row unanswered gets one a month.
_UNANSWERED_IN_A_ROW = 3
_SELDOM = timedelta(weeks=4)


class NotYourAct(UserError):
    """The act is not on this person's list, or no longer."""


@dataclass(frozen=True, slots=True)
class Given:
    """An act that was put to somebody. ``is_own``: its words are theirs, and private."""

    id: int
    text: str
    is_own: bool


def choice_of(session: Session, reader: Reader) -> PresenceChoice | None:
    """The reader's wish for one a week; None when they have not said so."""
    return session.get(PresenceChoice, (reader.workspace_id, reader.person_id))


def begin(session: Session, reader: Reader) -> None:
    """Let one come a week, the first with the next card. It enrols; saying so again changes nothing."""
    enrolments.enrol(session, reader.workspace_id, reader.person_id, now=reader.now)
    insert_once(
        session,
        PresenceChoice,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        next_on=reader.today,
    )


def stop(session: Session, reader: Reader) -> None:
    """Let none come any more. What one wrote down oneself is kept."""
    choice = choice_of(session, reader)
    if choice is not None:
        session.delete(choice)
        session.flush()


def is_due(session: Session, reader: Reader) -> bool:
    """Whether the next card brings one."""
    choice = choice_of(session, reader)
    return choice is not None and choice.next_on <= reader.today


def give(session: Session, reader: Reader) -> Given | None:
    """Put the next act to the reader, and plan the one after it; None when there is none at all."""
    texts = _texts(session, reader)
    latest = _latest(session, reader)
    this_round = latest.round if latest else 1
    had = session.scalars(
        _shown(reader).with_only_columns(PresenceShown.act_id).where(PresenceShown.round == this_round)
    )
    chosen = next_act(
        list(texts),
        had=set(had),
        latest=latest.act_id if latest else None,
        seed=f"{reader.workspace_id}:{reader.person_id}",
    )
    if chosen is None:
        return None
    if chosen.begins_round:
        this_round += 1
        _forget_rounds_before(session, reader, this_round - 1)
    shown = PresenceShown(
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        act_id=chosen.act_id,
        round=this_round,
        shown_on=reader.today,
    )
    session.add(shown)
    session.flush()
    _plan_next(session, reader)
    return Given(shown.id, texts[chosen.act_id], chosen.act_id.startswith(OWN))


def at_hand(session: Session, reader: Reader) -> Given | None:
    """The act that waits for the reader; None once they have said what became of it, and when it is gone."""
    latest = _latest(session, reader)
    if latest is None or latest.outcome is not None or choice_of(session, reader) is None:
        return None
    text = _texts(session, reader).get(latest.act_id)
    return Given(latest.id, text, latest.act_id.startswith(OWN)) if text else None


def answer(session: Session, reader: Reader, *, shown_id: int, outcome: Outcome) -> None:
    """Keep what became of it. The first answer holds. Raises NotYourAct."""
    shown = session.scalars(_shown(reader).where(PresenceShown.id == shown_id)).one_or_none()
    if shown is None:
        raise NotYourAct(words("reconnections/presence").plain("gone"))
    if shown.outcome is None:
        shown.outcome = outcome
        session.flush()
        _plan_next(session, reader)


def another(session: Session, reader: Reader, *, shown_id: int) -> Given | None:
    """Another than that one. A second press of the same button brings no third. Raises NotYourAct."""
    answer(session, reader, shown_id=shown_id, outcome=Outcome.ANOTHER)
    latest = _latest(session, reader)
    if latest is not None and latest.id != shown_id:
        return at_hand(session, reader)
    return give(session, reader)


def never_arrived(session: Session, reader: Reader, shown_ids: list[int]) -> None:
    """Let the next card bring one: the card with these was not sent."""
    session.execute(
        sa.delete(PresenceShown)
        .where(_are_of(reader), PresenceShown.id.in_(shown_ids), PresenceShown.outcome.is_(None))
        .execution_options(synchronize_session=False)
    )
    choice = choice_of(session, reader)
    if choice is not None:
        choice.next_on = reader.today


def _plan_next(session: Session, reader: Reader) -> None:
    """A week after the latest, or a month for somebody who never says anything to them."""
    choice = choice_of(session, reader)
    latest = session.scalars(
        _shown(reader).order_by(PresenceShown.id.desc()).limit(_UNANSWERED_IN_A_ROW)
    ).all()
    if choice is None or not latest:
        return
    is_silent = len(latest) == _UNANSWERED_IN_A_ROW and all(one.outcome is None for one in latest)
    choice.next_on = reader.working_time.on_or_after(latest[0].shown_on + (_SELDOM if is_silent else _WEEK))


def _texts(session: Session, reader: Reader) -> dict[str, str]:
    own = {f"{OWN}{act.id}": act.words for act in own_acts(session, reader)}
    return own | {act.id: act.text for act in content_for(reader.language).presence}


def _latest(session: Session, reader: Reader) -> PresenceShown | None:
    return session.scalars(_shown(reader).order_by(PresenceShown.id.desc()).limit(1)).first()


def _forget_rounds_before(session: Session, reader: Reader, kept: int) -> None:
    session.execute(
        sa.delete(PresenceShown)
        .where(_are_of(reader), PresenceShown.round < kept)
        .execution_options(synchronize_session=False)
    )


def _shown(reader: Reader) -> sa.Select[PresenceShown]:
    return sa.select(PresenceShown).where(_are_of(reader))


def _are_of(reader: Reader) -> sa.ColumnElement[bool]:
    return sa.and_(
        PresenceShown.workspace_id == reader.workspace_id, PresenceShown.person_id == reader.person_id
    )
