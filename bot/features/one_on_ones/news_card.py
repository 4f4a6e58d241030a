"""What the other one has changed about a series, on the day's card."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, prompts, service
from bot.features.one_on_ones import series as verbs
from bot.features.one_on_ones.models import Series, SeriesSide
from bot.features.one_on_ones.sides import News
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: whoever leads many and goes on holiday changes many at once.
_MOST_LINES = 6


def lines(session: Session, reader: Reader) -> list[Line]:
    """What is new about the reader's series; each counted as told."""
    found: list[Line] = []
    sides = session.scalars(
        sa.select(SeriesSide)
        .where(
            SeriesSide.workspace_id == reader.workspace_id,
            SeriesSide.person_id == reader.person_id,
            SeriesSide.news_kind.is_not(None),
        )
        .order_by(SeriesSide.series_id)
        .limit(_MOST_LINES)
    ).all()
    for side in sides:
        series = session.get_one(Series, side.series_id)
        news, side.news_kind = side.news_kind or "", None
        if prompts.is_on(session, series, reader.person_id):
            next_at = service.next_meeting(session, series, now=reader.now).starts_at
            found.append(Line(series.id, blocks.news_line(series, reader, news=news, next_at=next_at)))
    return found


def afterwards(_session: Session, _reader: Reader, _subject_ids: Collection[int]) -> list[Block]:
    """Nothing: how a series stands now is on the list."""
    return []


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let the next card tell it, as it stands then."""
    told = sa.select(SeriesSide).where(
        SeriesSide.workspace_id == reader.workspace_id,
        SeriesSide.person_id == reader.person_id,
        SeriesSide.series_id.in_(subject_ids),
        SeriesSide.news_kind.is_(None),
    )
    for side in session.scalars(told):
        is_paused = verbs.is_paused(session.get_one(Series, side.series_id), now=reader.now)
        side.news_kind = News.PAUSED if is_paused else News.CHANGED
    session.flush()
