"""What shout-outs have to say on the day's card: only what waited while a person had paused Tend."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences, telling, thanking_back
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: the rest comes on the next cards; all of it stands in `/shoutout received`.
_MOST_LINES = 3


def lines(session: Session, reader: Reader) -> list[Line]:
    """What came while the reader wanted to hear nothing, each told once: thanks, and thanks back."""
    waiting = session.scalars(
        sa.select(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            sa.or_(
                sa.and_(
                    ShoutoutReceiver.person_id == reader.person_id,
                    ShoutoutReceiver.waits_for_card.is_(True),
                    ShoutoutReceiver.taken_down_at.is_(None),
                ),
                ShoutoutReceiver.thanks_wait_for_id == reader.person_id,
            ),
        )
        .order_by(ShoutoutReceiver.id)
        .limit(_MOST_LINES)
    ).all()
    return [Line(receiver.id, blocks) for receiver in waiting if (blocks := _told(session, reader, receiver))]


def afterwards(session: Session, reader: Reader, subject_ids: Collection[int]) -> list[Block]:
    """How those lines read, for a card that a newer one has taken the place of."""
    found = session.scalars(
        sa.select(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.id.in_(subject_ids),
        )
        .order_by(ShoutoutReceiver.id)
    )
    return [block for receiver in found for block in _quiet(reader, receiver)]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the next card tell them."""
    session.execute(
        sa.update(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id == reader.person_id,
            ShoutoutReceiver.way.is_not(None),
            ShoutoutReceiver.taken_down_at.is_(None),
            ShoutoutReceiver.id.in_(subject_ids),
        )
        .values(waits_for_card=True)
    )
    session.execute(
        sa.update(ShoutoutReceiver)
        .where(
            ShoutoutReceiver.workspace_id == reader.workspace_id,
            ShoutoutReceiver.person_id != reader.person_id,
            ShoutoutReceiver.thanked_back_at.is_not(None),
            ShoutoutReceiver.id.in_(subject_ids),
        )
        .values(thanks_wait_for_id=reader.person_id)
    )


def _told(session: Session, reader: Reader, receiver: ShoutoutReceiver) -> list[Block]:
    if receiver.person_id != reader.person_id:
        return _thanked_back(session, reader, receiver)
    receiver.waits_for_card = False
    if not telling.is_news(session, receiver):
        if receiver.way == Way.IN_CHANNEL:  # the question how had waited here
            preferences.forget_asked(session, reader.workspace_id, reader.person_id)
        return []
    if receiver.way == Way.TO_ME:
        return telling.private_lines(session, receiver, now=reader.now)
    chosen = preferences.chosen_way(session, reader.workspace_id, reader.person_id)
    asked = receiver_blocks.question(
        receiver,
        channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id,
        chosen=chosen,
        until_then=preferences.default_way(session, reader.workspace_id),
    )
    return [block for part in asked.values() for block in part]


def _thanked_back(session: Session, reader: Reader, receiver: ShoutoutReceiver) -> list[Block]:
    """Nothing for whoever has chosen meanwhile that no thanks reach them."""
    receiver.thanks_wait_for_id = None
    way = preferences.way_from(session, reader.workspace_id, reader.person_id, author_id=receiver.person_id)
    if way == Way.NOT_THIS_WAY:
        return []
    shoutout = session.get_one(Shoutout, receiver.shoutout_id)
    day = thanking_back.given_on(session, shoutout, now=reader.now)
    return receiver_blocks.says_thank_you_back(receiver, given_on=day)


def _quiet(reader: Reader, receiver: ShoutoutReceiver) -> list[Block]:
    if receiver.person_id != reader.person_id:
        return receiver_blocks.older_thank_you_back(receiver)
    if receiver.way is None or receiver.taken_down_at is not None:
        return []
    return receiver_blocks.quiet_line(receiver)
