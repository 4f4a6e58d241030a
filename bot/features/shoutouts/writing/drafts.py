"""Drafts: what an author has written and not posted yet, kept for a week and seen by nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State
from bot.features.shoutouts.wording import NotAShoutout, Wording, checked, checked_team
from bot.platform.errors import UserError
from bot.platform.inbound.asker import Asker
from bot.platform.templating import words

# Judgement: a thank-you names people; a whole team is thanked by its name.
MOST_RECEIVERS = 10
# Judgement: longer than a week of holidays is another story.
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the words, each part optional.

    ``team`` is as it was typed, ``value`` as the company calls it; ``occasion_link`` is the address of the
    public message it is about, ``thread_id`` the Friday thread it began in.
    """

    team: str = ""
    value: str | None = None
    occasion_link: str | None = None
    thread_id: int | None = None


NOTHING_AROUND = Around()


class NotYours(UserError):
    """The shout-out is not this person's, or is no longer there."""


def keep(
    session: Session,
    workspace_id: str,
    *,
    author_id: str,
    receiver_ids: Sequence[str],
    wording: Wording,
    around: Around = NOTHING_AROUND,
    now: datetime,
) -> Shoutout:
    """Keep a new draft. Raises NotAShoutout, and NobodyToTurnTo for whoever cannot be thanked here."""
    team = checked_team(around.team)
    people = _thanked(session, workspace_id, author_id, receiver_ids, team)
    draft = Shoutout(workspace_id=workspace_id, author_id=author_id, state=State.DRAFT, version=0)
    _write(draft, checked(wording), around, team=team, now=now)
    session.add(draft)
    session.flush()
    _name(session, draft, people)
    return draft


def change(
    session: Session,
    draft: Shoutout,
    *,
    receiver_ids: Sequence[str],
    wording: Wording,
    around: Around = NOTHING_AROUND,
    now: datetime,
) -> None:
    """Put other people and words into a draft, and keep it for another week. Raises as ``keep``."""
    team = checked_team(around.team)
    people = _thanked(session, draft.workspace_id, draft.author_id, receiver_ids, team)
    _write(draft, checked(wording), around, team=team, now=now)
    taken_down = {
        receiver.person_id: receiver.taken_down_at
        for receiver in receivers_of(session, draft)
        if receiver.taken_down_at is not None
    }
    session.execute(sa.delete(ShoutoutReceiver).where(ShoutoutReceiver.shoutout_id == draft.id))
    _name(session, draft, people, taken_down=taken_down)


def written_by(
    session: Session, workspace_id: str, *, author_id: str, shoutout_id: int, now: datetime
) -> Shoutout:
    """The shout-out of that id, if this person wrote it; nobody else can change it until this is over.

    Raises NotYours, also for a draft whose week is over.
    """
    found = session.get(Shoutout, shoutout_id, with_for_update=True, populate_existing=True)
    if found is None or found.state == State.THROWN_AWAY:
        raise NotYours(words("shoutouts/refusals").plain("not_yours"))
    if (found.workspace_id, found.author_id) != (workspace_id, author_id):
        raise NotYours(words("shoutouts/refusals").plain("not_yours"))
    if found.forget_at is not None and found.forget_at <= now:
        raise NotYours(words("shoutouts/refusals").plain("not_yours"))
    return found


def unposted(session: Session, asker: Asker, shoutout_id: str, *, now: datetime) -> Shoutout:
    """The asker's draft of that id. Raises NotYours, and UserError for one that is posted already."""
    draft = written_by(
        session, asker.workspace_id, author_id=asker.person_id, shoutout_id=int(shoutout_id), now=now
    )
    if draft.state != State.DRAFT:
        raise UserError(words("shoutouts/refusals").plain("posted_already"))
    return draft


def latest(session: Session, workspace_id: str, author_id: str, *, now: datetime) -> Shoutout | None:
    """The draft that the person worked on last."""
    return next(iter(recent(session, workspace_id, author_id, now=now, at_most=1)), None)


def recent(
    session: Session, workspace_id: str, author_id: str, *, now: datetime, at_most: int
) -> Sequence[Shoutout]:
    """The drafts that the person worked on last, the newest first."""
    return session.scalars(
        sa.select(Shoutout)
        .where(
            Shoutout.workspace_id == workspace_id,
            Shoutout.author_id == author_id,
            Shoutout.state == State.DRAFT,
            Shoutout.forget_at > now,
        )
        .order_by(Shoutout.changed_at.desc(), Shoutout.id.desc())
        .limit(at_most)
    ).all()


def discard(session: Session, draft: Shoutout) -> None:
    """Delete a draft. What was given stays; of what was given and taken back, only that it was."""
    if draft.state != State.DRAFT:
        return
    if draft.undone_at is None:
        _delete(session, draft)
        return
    # It rang, maybe: thrown away and written anew it must not ring without limit.
    session.execute(sa.delete(ShoutoutReceiver).where(ShoutoutReceiver.shoutout_id == draft.id))
    draft.did = draft.occasion = draft.effect = ""
    draft.team = draft.value = draft.occasion_link = None
    draft.state = State.THROWN_AWAY
    session.flush()


def forget_one(session: Session, *, now: datetime) -> bool:
    """Delete one draft whose week is over. False when there is none."""
    draft = session.scalars(
        sa.select(Shoutout)
        .where(Shoutout.forget_at <= now, Shoutout.state.in_((State.DRAFT, State.THROWN_AWAY)))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if draft is None:
        return False
    _delete(session, draft)
    return True


def receivers_of(session: Session, shoutout: Shoutout) -> list[ShoutoutReceiver]:
    """Everybody it thanks as they stand now, in the order in which they were named."""
    return list(
        session.scalars(
            sa.select(ShoutoutReceiver)
            .where(
                ShoutoutReceiver.workspace_id == shoutout.workspace_id,
                ShoutoutReceiver.shoutout_id == shoutout.id,
            )
            .order_by(ShoutoutReceiver.position)
            .execution_options(populate_existing=True)
        )
    )


def receiver_ids_of(session: Session, shoutout: Shoutout) -> list[str]:
    """The ids of everybody it thanks, in the order in which they were named."""
    return [receiver.person_id for receiver in receivers_of(session, shoutout)]


def around(shoutout: Shoutout) -> Around:
    """What stands around its words."""
    return Around(shoutout.team or "", shoutout.value, shoutout.occasion_link, shoutout.thread_id)


def check_receivers(
    session: Session, workspace_id: str, *, author_id: str, receiver_ids: Sequence[str]
) -> list[Person]:
    """The people of those ids, each once. Raises NotAShoutout for too many, and NobodyToTurnTo."""
    named = list(dict.fromkeys(receiver_ids))
    if len(named) > MOST_RECEIVERS:
        refusals = words("shoutouts/refusals", count=len(named), most=MOST_RECEIVERS)
        raise NotAShoutout(refusals.plain("too_many"), field="receivers")
    return [
        directory.colleague(session, workspace_id, asker_id=author_id, person_id=person_id)
        for person_id in named
    ]


def _thanked(
    session: Session, workspace_id: str, author_id: str, receiver_ids: Sequence[str], team: str | None
) -> list[Person]:
    """Those people; nobody is enough where a team is thanked."""
    if not receiver_ids and not team:
        refusals = words("shoutouts/refusals", most=MOST_RECEIVERS)
        raise NotAShoutout(refusals.plain("nobody"), field="receivers")
    return check_receivers(session, workspace_id, author_id=author_id, receiver_ids=receiver_ids)


def _write(draft: Shoutout, wording: Wording, around: Around, *, team: str | None, now: datetime) -> None:
    draft.did, draft.occasion, draft.effect = wording.did, wording.occasion, wording.effect
    draft.team, draft.value = team, around.value
    draft.occasion_link, draft.thread_id = around.occasion_link, around.thread_id
    draft.version += 1
    draft.changed_at = now
    draft.forget_at = now + KEPT_FOR


def _delete(session: Session, draft: Shoutout) -> None:
    session.execute(sa.delete(ShoutoutReceiver).where(ShoutoutReceiver.shoutout_id == draft.id))
    session.delete(draft)
    session.flush()


def _name(
    session: Session,
    draft: Shoutout,
    people: Sequence[Person],
    *,
    taken_down: Mapping[str, datetime | None] = MappingProxyType({}),
) -> None:
    """``taken_down`` is when some of them, by id, took this shout-out down: whoever did stays out of it."""
    session.add_all(
        ShoutoutReceiver(
            workspace_id=draft.workspace_id,
            shoutout_id=draft.id,
            person_id=person.id,
            position=position,
            taken_down_at=taken_down.get(person.id),
        )
        for position, person in enumerate(people)
    )
    session.flush()
