"""What shout-outs have to say on the day's card: only what waited while a person had paused Tend."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: the rest comes on the next cards; all of it stands in `/shoutout received`.
_MOST_LINES = 3


def lines(session: Session, reader: Reader) -> list[Line]:
    """What came while the reader wanted to hear nothing, each told once."""
    waiting = session.scalars(
        sa.select(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            ShoutoutReceiver.waits_for_card.is_(True),
            ShoutoutReceiver.taken_down_at.is_(None),
        )
        .order_by(ShoutoutReceiver.id)
        .limit(_MOST_LINES)
    ).all()
    told = []
    for receiver in waiting:
        receiver.waits_for_card = False
        told.append(Line(receiver.id, _line(session, reader, receiver)))
    return told


def afterwards(session: Session, reader: Reader, subject_ids: Collection[int]) -> list[Block]:
    """How those lines read, for a card that a newer one has taken the place of."""
    found = session.scalars(
        sa.select(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            ShoutoutReceiver.taken_down_at.is_(None),
            ShoutoutReceiver.id.in_(subject_ids),
        )
        .order_by(ShoutoutReceiver.id)
    )
    return [block for receiver in found for block in receiver_blocks.quiet_line(receiver)]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the next card tell them."""
    session.execute(
        sa.update(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            ShoutoutReceiver.taken_down_at.is_(None),
            ShoutoutReceiver.id.in_(subject_ids),
        )
        .values(waits_for_card=True)
    )


def _line(session: Session, reader: Reader, receiver: ShoutoutReceiver) -> list[Block]:
    if receiver.way == Way.TO_ME:
        return receiver_blocks.private_line(receiver)
    chosen = preferences.chosen_way(session, reader.workspace_id, reader.person_id)
    channel_id = session.get_one(Shoutout, receiver.shoutout_id).channel_id
    asked = receiver_blocks.question(receiver, channel_id=channel_id, chosen=chosen)
    return [block for part in asked.values() for block in part]
