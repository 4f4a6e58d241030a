"""The agenda on the card: what is on it for a meeting that is coming, and items put off too often."""

from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks
from bot.features.one_on_ones.agenda import items
from bot.features.one_on_ones.agenda.actions import ItemAction, item_block
from bot.features.one_on_ones.agenda.items import Standing
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.models import Meeting
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

# Judgement: enough to know what it will be about; the rest is one press away, and ten meetings fit a card.
_SHOWN = 3
# Judgement: one such question at a time is enough.
_MOST_QUESTIONS = 2


def coming(session: Session, meeting: Meeting, reader: Reader, *, uncovered: bool = False) -> list[Block]:
    """A meeting that is coming, with the first things on its agenda.

    What only the reader sees stays covered, except where only the reader looks (``uncovered``).
    """
    other_id = meeting.series.other_end(reader.person_id)
    agenda = _first_items(session, reader, other_id, uncovered=uncovered)
    return blocks.coming_line(meeting, reader, agenda=agenda)


def ahead(session: Session, one: NextMeeting, reader: Reader) -> list[Block]:
    """When two people meet next, uncovered, also where that meeting is not planned yet."""
    if one.meeting is not None:
        return coming(session, one.meeting, reader, uncovered=True)
    agenda = _first_items(session, reader, one.series.other_end(reader.person_id), uncovered=True)
    return blocks.unplanned_line(one, reader, agenda=agenda)


def to_ask(session: Session, reader: Reader, other_ids: list[str]) -> list[Standing]:
    """The reader's own items for those people that were put off too often, and were not asked about yet."""
    found = [
        one
        for other_id in other_ids
        for one in items.open_items(session, reader, other_id)
        if one.asks(reader.person_id) and one.item.asked_at is None
    ]
    return found[:_MOST_QUESTIONS]


def question(standing: Standing) -> list[Block]:
    """Does it still matter? A private item stays covered: cards are read over shoulders."""
    item = standing.item
    said = words("one_on_ones/agenda", other_id=item.other_id, carried=standing.carried, words=item.words)
    buttons = [
        block_kit.button(said.plain("still_matters"), action_id=ItemAction.MATTERS, value=str(item.id)),
        block_kit.button(said.plain("let_go"), action_id=ItemAction.LET_GO, value=str(item.id)),
    ]
    part = "open_question" if standing.is_shared else "covered_question"
    return [
        block_kit.section(said[part], block_id=item_block(item.id)),
        block_kit.actions(buttons, block_id=f"{item_block(item.id)}:do"),
    ]


def answered(item: AgendaItem) -> list[Block]:
    """How an item stands, once that was answered. It names no words."""
    said = words("one_on_ones/agenda", other_id=item.other_id)
    part = {ItemState.DONE: "stands_done", ItemState.LET_GO: "stands_let_go"}.get(
        ItemState(item.state), "stands_matters" if item.matters_at else "stands_open"
    )
    return [block_kit.context(said[part], block_id=item_block(item.id))]


def _first_items(session: Session, reader: Reader, other_id: str, *, uncovered: bool) -> list[str]:
    """The first few items as lines of mrkdwn."""
    standings = [one for one in items.open_items(session, reader, other_id) if one.is_for_next]
    said = [
        words("one_on_ones/agenda", words=one.item.words)[
            "on_card_item" if one.is_shared or uncovered else "on_card_covered"
        ]
        for one in standings[:_SHOWN]
    ]
    more = len(standings) - _SHOWN
    return said if more <= 0 else [*said, words("one_on_ones/agenda", count=more)["on_card_more"]]
