"""Items that were put off too often, on the day's card of whoever wrote them."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import series
from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.agenda import lines as on_cards
from bot.features.one_on_ones.agenda.models import AgendaItem
from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line


def lines(session: Session, reader: Reader) -> list[Line]:
    """Does it still matter? Asked once, of an item's author."""
    own = series.running(session, reader.workspace_id, reader.person_id)
    other_ids = [one.other_end(reader.person_id) for one in own]
    people = directory.people(session, reader.workspace_id, other_ids)
    here = [other_id for other_id in other_ids if not people[other_id].is_gone]
    found = on_cards.to_ask(session, reader, here)
    for standing in found:
        items.asked(session, standing.item, now=reader.now)
    return [Line(standing.item.id, on_cards.question(standing)) for standing in found]


def afterwards(session: Session, reader: Reader, subject_ids: Collection[int]) -> list[Block]:
    """How those items stand, for a card that a newer one has taken the place of."""
    found = session.scalars(
        sa.select(AgendaItem)
        .where(
            AgendaItem.workspace_id == reader.workspace_id,
            AgendaItem.author_id == reader.person_id,
            AgendaItem.id.in_(subject_ids),
        )
        .order_by(AgendaItem.id)
    )
    return [block for item in found for block in on_cards.answered(item)]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the next card ask."""
    session.execute(
        sa.update(AgendaItem)
        .where(
            AgendaItem.workspace_id == reader.workspace_id,
            AgendaItem.author_id == reader.person_id,
            AgendaItem.id.in_(subject_ids),
        )
        .values(asked_at=None)
    )
