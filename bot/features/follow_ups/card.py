"""What promises have to say on the day's card."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.follow_ups import blocks, service
from bot.features.follow_ups.models import FollowUp
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: more at once is a wall. The rest stays due and comes on the next cards, oldest first.
_MOST_LINES = 8


def lines(session: Session, reader: Reader) -> list[Line]:
    """The promises that are due today, each counted as nudged."""
    due = service.due(session, reader.workspace_id, reader.person_id, today=reader.today, most=_MOST_LINES)
    for follow_up in due:
        service.nudge(session, follow_up, today=reader.today)
    return [Line(follow_up.id, blocks.nudge_line(follow_up, today=reader.today)) for follow_up in due]


def afterwards(session: Session, reader: Reader, subject_ids: Collection[int]) -> list[Block]:
    """How those promises stand, for a card that a newer one has taken the place of."""
    found = session.scalars(
        sa.select(FollowUp)
        .where(
            FollowUp.workspace_id == reader.workspace_id,
            FollowUp.owner_id == reader.person_id,
            FollowUp.id.in_(subject_ids),
        )
        .order_by(FollowUp.id)
    )
    return [block for follow_up in found for block in blocks.line_on_older_card(follow_up)]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let those promises come on the next card, but for those about which something was said since."""
    service.nudge_again(session, reader.workspace_id, subject_ids, today=reader.today)
