"""Keep where Tend is installed, and find the token with which it speaks in a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.platform.database import insert_once
from bot.platform.installations.models import Installation
from bot.platform.installations.oauth import Grant, Tokens

# Judgement: of Slack's twelve hours two are left for trying again.
_RENEW_AFTER = 5 / 6


@dataclass(frozen=True, slots=True)
class Held:
    """The token for a workspace and whose row it stands in; times in UTC."""

    installation_id: str
    bot_user_id: str
    token: str = field(repr=False)
    ends_at: datetime | None
    renew_at: datetime | None
    is_for_all: bool


def keep(session: Session, grant: Grant, *, now: datetime) -> Sequence[str]:
    """Keep what somebody allowed; what was to be deleted stays.

    Returns the workspaces that had fallen silent with their organisation, and speak through it again.
    """
    row = _row(session, grant.workspace_id, now=now)
    row.enterprise_id, row.through_id, row.is_from_settings = grant.enterprise_id, None, False
    row.bot_user_id = grant.bot_user_id
    _begin(row, now=now)
    put_tokens(row, grant.tokens, now=now)
    ended = sa.and_(Installation.through_id == grant.workspace_id, Installation.purge_at.is_not(None))
    reached = session.scalars(sa.select(Installation).where(ended).with_for_update()).all()
    for each in reached:
        each.bot_user_id = grant.bot_user_id
        _begin(each, now=now)
    session.flush()
    return [each.workspace_id for each in reached]


def keep_own(session: Session, workspace_id: str, *, bot_user_id: str, now: datetime) -> None:
    """Keep that the token of the settings is for this workspace."""
    row = _row(session, workspace_id, now=now)
    row.through_id, row.is_from_settings, row.bot_user_id = None, True, bot_user_id
    row.bot_token = row.refresh_token = row.token_ends_at = row.renew_at = None
    _begin(row, now=now)
    session.flush()


def reach(session: Session, workspace_id: str, *, enterprise_id: str | None, now: datetime) -> bool | None:
    """Whether Tend is installed in this workspace, by itself or for its whole organisation.

    None: it is, for the organisation, and is met in this workspace for the first time since.
    """
    row = session.get(Installation, workspace_id)
    if row is not None and (row.is_from_settings or row.bot_token is not None) and row.purge_at is None:
        return True
    for_all = session.get(Installation, (row.through_id if row else None) or enterprise_id or workspace_id)
    if for_all is None or for_all.bot_token is None or for_all.workspace_id == workspace_id:
        return False
    if row is not None and row.through_id == for_all.workspace_id and row.purge_at is None:
        return True
    return None


def reach_through(session: Session, workspace_id: str, *, enterprise_id: str, now: datetime) -> None:
    """Let the organisation's installation reach this workspace, too."""
    for_all = session.get_one(Installation, enterprise_id)
    row = _row(session, workspace_id, now=now)
    row.enterprise_id = row.through_id = enterprise_id
    row.is_from_settings = False
    row.bot_user_id = for_all.bot_user_id
    _begin(row, now=now)
    session.flush()


def held_for(session: Session, workspace_id: str) -> Held | None:
    """The token for a workspace; None where Tend is not installed, or not any more."""
    row = session.get(Installation, workspace_id)
    if row is not None and row.through_id is not None:
        row = None if row.purge_at is not None else session.get(Installation, row.through_id)
    if row is None or row.bot_token is None:
        return None
    return Held(
        row.workspace_id,
        row.bot_user_id,
        row.bot_token,
        row.token_ends_at,
        row.renew_at,
        is_for_all=row.workspace_id != workspace_id,
    )


def put_tokens(row: Installation, tokens: Tokens, *, now: datetime) -> None:
    """Keep the tokens that Slack has just handed out."""
    row.bot_token, row.refresh_token = tokens.bot_token, tokens.refresh_token
    row.token_ends_at = row.renew_at = None
    if tokens.lasts is not None:
        row.token_ends_at = now + tokens.lasts
        row.renew_at = now + tokens.lasts * _RENEW_AFTER if tokens.refresh_token else None


def _begin(row: Installation, *, now: datetime) -> None:
    row.installed_at, row.purge_at = now, None


def _row(session: Session, workspace_id: str, *, now: datetime) -> Installation:
    # Two processes may start, or somebody may press twice.
    insert_once(
        session,
        Installation,
        workspace_id=workspace_id,
        is_from_settings=False,
        bot_user_id="",
        installed_at=now,
    )
    return session.get_one(Installation, workspace_id, with_for_update=True, populate_existing=True)
