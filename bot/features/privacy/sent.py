"""Forget whom Tend wrote to, once nothing hangs on it: it would tell of pauses, thanks and copies."""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.privacy.models import Export
from bot.features.reconnections.acts.models import HandedWords
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.platform.database import rows_changed
from bot.platform.delivery.models import OF_ONE_PERSON, OutboxMessage

# Judgement: longer than anybody asks what became of a message.
KEPT_FOR = timedelta(days=90)
_MOST_AT_ONCE = 1_000

_MESSAGES = cast(sa.Table, OutboxMessage.__table__)
_later = _MESSAGES.alias("later")
_STILL_NEEDED = (
    sa.select(Export.message_id),
    sa.select(HandedWords.message_id),
    sa.select(_later.c.follows_id).where(_later.c.next_attempt_at.is_not(None)),
)
_OLD = (
    sa.select(_MESSAGES.c.id)
    .where(
        _MESSAGES.c.ended_at < sa.bindparam("before"),
        sa.text(OF_ONE_PERSON),
        ~sa.exists().where(ShoutoutReceiver.message_id == _MESSAGES.c.id),
        # Of the rest there are few at any time: they are read once, and not anew for each message.
        *(_MESSAGES.c.id.not_in(ids.where(ids.selected_columns[0].is_not(None))) for ids in _STILL_NEEDED),
    )
    .order_by(_MESSAGES.c.ended_at)
    .limit(_MOST_AT_ONCE)
)
_FORGET = sa.delete(_MESSAGES).where(_MESSAGES.c.id.in_(_OLD))


def forget(session: Session, *, now: datetime) -> int:
    """Delete rows of messages that ended long ago, a thousand at most; how many that were.

    What was posted in a channel stays: it can be taken back, and names nobody here.
    What a file or words that still stand in Slack are found by stays, and so does what a later row changes.
    A card's row may go before the card: then the buttons of a card so old stay where they are.
    """
    return rows_changed(session.execute(_FORGET, {"before": now - KEPT_FOR}))
