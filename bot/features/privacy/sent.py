"""Forget whom Tend wrote to, once nothing hangs on it: it would tell of pauses, thanks and copies."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.features.privacy.models import Export
from bot.features.reconnections.acts.models import HandedWords
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.platform.database import rows_changed
from bot.platform.delivery.models import OutboxMessage

# Judgement: longer than anybody asks what became of a message.
KEPT_FOR = timedelta(days=90)
_MOST_AT_ONCE = 1_000


def forget(session: Session, *, now: datetime) -> int:
    """Delete rows of messages to people that ended long ago, a thousand at most; how many that were.

    What a file or words that still stand in Slack are found by stays, and so does what a later row changes.
    A card's row may go before the card: then the buttons of a card so old stay where they are.
    """
    later = aliased(OutboxMessage)
    gone = (
        sa.select(OutboxMessage.id)
        .where(
            OutboxMessage.ended_at < now - KEPT_FOR,
            OutboxMessage.person_id.is_not(None),
            *(
                ~sa.exists().where(table.message_id == OutboxMessage.id)
                for table in (Export, HandedWords, ShoutoutReceiver)
            ),
            ~sa.exists().where(later.follows_id == OutboxMessage.id, later.ended_at.is_(None)),
        )
        .order_by(OutboxMessage.ended_at)
        .limit(_MOST_AT_ONCE)
    )
    deleted = sa.delete(OutboxMessage).where(OutboxMessage.id.in_(gone))
    return rows_changed(session.execute(deleted.execution_options(synchronize_session=False)))
