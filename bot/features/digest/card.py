"""What the digest has to say on the day's card."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.digest import blocks, service
from bot.features.digest.models import Digest
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line


def lines(session: Session, reader: Reader) -> list[Line]:
    """The week in counts, on the reader's digest day, in a week in which there is something to say."""
    if not service.take_week(session, reader):
        return []
    digest = service.digest(session, reader)
    if not digest.says_something:
        return []
    return [Line(service.taken_week(session, reader), blocks.on_the_card(digest))]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the week be told on another card of its day: the one that told it never arrived."""
    session.execute(
        sa.delete(Digest).where(
            Digest.workspace_id == reader.workspace_id,
            Digest.person_id == reader.person_id,
            Digest.id.in_(subject_ids),
        )
    )


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """What is left of it on a card that a newer one has taken the place of."""
    return blocks.on_an_older_card()
