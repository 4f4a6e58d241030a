"""What stands first on the agendas of several one-on-ones: all of them asked at once."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.models import Role
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

# Judgement: enough to know what it will be about; the rest is one press away.
_SHOWN = 3
_REPORTS = (Role.REPORT, Role.SKIP_REPORT)


def lines(session: Session, reader: Reader, ones: Sequence[NextMeeting]) -> list[Block]:
    """When the reader meets those people next and what it is to be about, uncovered: for their eyes alone."""
    agendas = _agendas(session, reader, ones)
    found: list[Block] = []
    for one in ones:
        agenda = _first(agendas[one.series.pair_id], one, reader)
        if one.meeting is not None:
            found += blocks.coming_line(one.meeting, reader, agenda=agenda)
        else:
            found += blocks.unplanned_line(one, reader, agenda=agenda)
    return found


def _agendas(
    session: Session, reader: Reader, ones: Sequence[NextMeeting]
) -> defaultdict[str, list[AgendaItem]]:
    found: defaultdict[str, list[AgendaItem]] = defaultdict(list)
    if not ones:
        return found
    rows = session.scalars(
        sa.select(AgendaItem)
        .where(
            AgendaItem.workspace_id == reader.workspace_id,
            AgendaItem.pair_id.in_({one.series.pair_id for one in ones}),
            AgendaItem.state == ItemState.OPEN,
        )
        .order_by(AgendaItem.added_at, AgendaItem.id)
    )
    for item in rows:
        found[item.pair_id].append(item)
    return found


def _first(items: Sequence[AgendaItem], one: NextMeeting, reader: Reader) -> list[str]:
    """The first few as lines of mrkdwn: the report's before the others, as on the agenda itself."""
    seen = [item for item in items if _sees(item, one, reader) and _is_for_next(item, one)]
    seen.sort(key=lambda item: 0 if one.series.role_of(item.author_id) in _REPORTS else 1)
    said = [words("one_on_ones/agenda", words=item.words)["on_card_item"] for item in seen[:_SHOWN]]
    more = len(seen) - _SHOWN
    return said if more <= 0 else [*said, words("one_on_ones/agenda", count=more)["on_card_more"]]


def _sees(item: AgendaItem, one: NextMeeting, reader: Reader) -> bool:
    is_shared = one.series.is_shared and item.series_id == one.series.id and not item.is_private
    return item.author_id == reader.person_id or is_shared


def _is_for_next(item: AgendaItem, one: NextMeeting) -> bool:
    return item.set_aside_until is None or one.starts_at > item.set_aside_until
