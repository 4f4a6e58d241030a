"""The pilot list: while a workspace tries Tend out, only the people and channels on it can use it.

Whoever is not on it looks to everybody else like somebody who has not answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.features.workspace.models import PilotChannel, PilotPerson, Workspace
from bot.platform.database import insert_once
from bot.platform.errors import UserError
from bot.platform.templating import words

MOST_PEOPLE = 100
MOST_CHANNELS = 10
"""Judgement, both: whoever needs more wants no pilot."""

BY_NAME = ""
# Judgement: as often as the member list is read.
HOW_OFTEN = timedelta(days=1)
# A process that was killed while it asked Slack never comes back: then another one asks.
_LEASE = timedelta(minutes=5)


class NotInThePilot(UserError):
    """Tend is being tried out here, and this person is not among those who do."""

    def __init__(self) -> None:
        super().__init__(words("workspace/refusals").plain("not_in_the_pilot"))


@dataclass(frozen=True, slots=True)
class PilotList:
    """Who may use Tend while it is tried out: people by name, and the members of channels."""

    is_pilot: bool
    person_ids: list[str]
    channel_ids: list[str]


def may_use(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether this person can use Tend: everybody can where nothing is being tried out."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None or not workspace.is_pilot:
        return True
    listed = sa.exists().where(PilotPerson.workspace_id == workspace_id, PilotPerson.person_id == person_id)
    return bool(session.scalar(sa.select(listed)))


def pilot_list(session: Session, workspace_id: str) -> PilotList:
    """The list as the admins chose it."""
    people = session.scalars(
        sa.select(PilotPerson.person_id)
        .where(PilotPerson.workspace_id == workspace_id, PilotPerson.channel_id == BY_NAME)
        .order_by(PilotPerson.person_id)
    )
    channels = session.scalars(
        sa.select(PilotChannel.channel_id)
        .where(PilotChannel.workspace_id == workspace_id)
        .order_by(PilotChannel.channel_id)
    )
    is_pilot = service.workspace_of(session, workspace_id).is_pilot
    return PilotList(is_pilot, list(people), list(channels))


def choose_pilot(session: Session, workspace_id: str, chosen: PilotList, *, now: datetime) -> None:
    """Keep the list. The members of a channel that is new on it are read from Slack at once."""
    service.workspace_to_change(session, workspace_id).is_pilot = chosen.is_pilot
    session.execute(
        sa.delete(PilotChannel).where(
            PilotChannel.workspace_id == workspace_id, PilotChannel.channel_id.not_in(chosen.channel_ids)
        )
    )
    session.execute(
        sa.delete(PilotPerson).where(
            PilotPerson.workspace_id == workspace_id, PilotPerson.channel_id.not_in(chosen.channel_ids)
        )
    )
    for channel_id in chosen.channel_ids:
        insert_once(session, PilotChannel, workspace_id=workspace_id, channel_id=channel_id, read_next_at=now)
    _put_on(session, workspace_id, chosen.person_ids, channel_id=BY_NAME)


def take_one_channel(session: Session, *, now: datetime) -> tuple[str, str] | None:
    """The workspace and the id of a channel whose members are to be read; None when none is.

    It is read again soon, unless the members are put on the list, or Slack refuses them, before that.
    """
    found = session.scalars(
        sa.select(PilotChannel)
        .where(PilotChannel.read_next_at <= now)
        .order_by(PilotChannel.read_next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is None:
        return None
    found.read_next_at = now + _LEASE
    return found.workspace_id, found.channel_id


def put_members_on(
    session: Session, workspace_id: str, channel_id: str, person_ids: Sequence[str], *, now: datetime
) -> None:
    """Let these be the members of a channel on the list, and be read again a day later.

    Nothing happens if it has been taken off meanwhile.
    """
    channel = session.get(PilotChannel, (workspace_id, channel_id), with_for_update=True)
    if channel is None:
        return
    channel.read_next_at = now + HOW_OFTEN
    session.execute(
        sa.delete(PilotPerson).where(
            PilotPerson.workspace_id == workspace_id, PilotPerson.channel_id == channel_id
        )
    )
    _put_on(session, workspace_id, person_ids, channel_id=channel_id)


def read_again_at(session: Session, workspace_id: str, channel_id: str, *, at: datetime) -> None:
    """Let the members of a channel on the list be read at that moment."""
    session.execute(
        sa.update(PilotChannel)
        .where(PilotChannel.workspace_id == workspace_id, PilotChannel.channel_id == channel_id)
        .values(read_next_at=at)
    )


def _put_on(session: Session, workspace_id: str, person_ids: Sequence[str], *, channel_id: str) -> None:
    session.add_all(
        PilotPerson(workspace_id=workspace_id, person_id=person_id, channel_id=channel_id)
        for person_id in dict.fromkeys(person_ids)
    )
    session.flush()
