"""Tokens that end after hours are renewed before they do, by one process at a time.

When the renewal is due is the lock: whoever moves that moment on has it for a minute. Slack is asked outside
any transaction.
"""

import logging
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.platform.clock import Clock
from bot.platform.database import Database, rows_changed
from bot.platform.installations.keeping import put_tokens
from bot.platform.installations.models import Installation
from bot.platform.installations.oauth import SlackOAuth
from bot.platform.slack.errors import DeliveryError, InDoubt, Refused

log = logging.getLogger(__name__)

# Longer than Slack is waited for: nobody else has the refresh token while an answer may still come.
_HOLD = timedelta(seconds=60)
_LEAST_LEFT = timedelta(seconds=30)
# Judgement: of the two hours that are left, enough for two dozen tries.
_TRY_AGAIN_AFTER = timedelta(minutes=5)
# For a short while Slack still takes a refresh token that was used, and does not say how long that is:
# https://docs.slack.dev/authentication/using-token-rotation
_TRY_AGAIN_IN_DOUBT_AFTER = timedelta(seconds=10)


def renew_one(database: Database, clock: Clock, oauth: SlackOAuth) -> bool:
    """Renew one token whose turn it is. False when none is."""
    with database.reading() as session:
        installation_id = session.scalar(
            sa.select(Installation.workspace_id)
            .where(Installation.renew_at <= clock.now())
            .order_by(Installation.renew_at)
            .limit(1)
        )
    if installation_id is None:
        return False
    renew(database, clock, oauth, installation_id)
    return True


def renew(database: Database, clock: Clock, oauth: SlackOAuth, installation_id: str) -> bool:
    """Renew the token of one installation, unless somebody else just does. Whether it was renewed.

    What Slack refuses is logged, and tried again while the old token lives; never raises DeliveryError.
    """
    now = clock.now()
    until = now + _HOLD
    refresh_token = _claim(database, installation_id, now=now, until=until)
    if refresh_token is None:
        return False
    if until - clock.now() < _LEAST_LEFT:
        return False  # it took so long that somebody else may have it by now
    try:
        tokens = oauth.renew(refresh_token)
    except DeliveryError as fault:
        log.warning("a token could not be renewed: %s", fault.code, extra={"workspace": installation_id})
        _put_off(database, installation_id, until=until, at=_next_try(fault, clock.now()))
        return False
    with database.transaction() as session:
        row = session.get(Installation, installation_id, with_for_update=True)
        # Taken out or installed anew meanwhile: what that left behind counts.
        if row is None or row.refresh_token != refresh_token:
            return False
        put_tokens(row, tokens, now=clock.now())
    return True


def _claim(database: Database, installation_id: str, *, now: datetime, until: datetime) -> str | None:
    with database.transaction() as session:
        taken = session.execute(
            sa.update(Installation)
            .where(
                Installation.workspace_id == installation_id,
                Installation.renew_at <= now,
                Installation.refresh_token.is_not(None),
            )
            .values(renew_at=until)
            .execution_options(synchronize_session=False)
        )
        if rows_changed(taken) != 1:
            return None
        return session.scalar(
            sa.select(Installation.refresh_token).where(Installation.workspace_id == installation_id)
        )


def _next_try(fault: DeliveryError, now: datetime) -> datetime | None:
    if isinstance(fault, Refused):
        return (
            None  # a refresh token that Slack does not know will not become known: only installing anew helps
        )
    return now + (_TRY_AGAIN_IN_DOUBT_AFTER if isinstance(fault, InDoubt) else _TRY_AGAIN_AFTER)


def _put_off(database: Database, installation_id: str, *, until: datetime, at: datetime | None) -> None:
    with database.transaction() as session:
        session.execute(
            sa.update(Installation)
            .where(Installation.workspace_id == installation_id, Installation.renew_at == until)
            .values(renew_at=at)
            .execution_options(synchronize_session=False)
        )
