"""What one-on-ones have to say on the day's card."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones import absences, blocks, prompts
from bot.features.one_on_ones.agenda import lines as agenda
from bot.features.one_on_ones.models import Meeting, MeetingPrompt, Phase
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Line

# Judgement: more at once is a wall. What is coming goes first; questions can wait for the next card.
_MOST_LINES = 10


def lines(session: Session, reader: Reader) -> list[Line]:
    """What is coming, what needs another slot, and what is over and open; each counted as named."""
    coming = prompts.coming(session, reader)[:_MOST_LINES]
    to_offer = prompts.to_offer(session, reader)[: _MOST_LINES - len(coming)]
    room = _MOST_LINES - len(coming) - len(to_offer)
    to_ask = prompts.to_ask(session, reader)[:room]
    to_go_on = prompts.to_go_on(session, reader)[: room - len(to_ask)]
    for phase, meetings in (
        (Phase.BEFORE, coming),
        (Phase.ANOTHER_SLOT, to_offer),
        (Phase.AFTER, to_ask),
        (Phase.GO_ON, to_go_on),
    ):
        for meeting in meetings:
            prompts.tell(session, reader, meeting, phase)
    return [
        *(Line(meeting.id, agenda.coming(session, meeting, reader)) for meeting in coming),
        *(Line(meeting.id, _another_slot(session, meeting, reader)) for meeting in to_offer),
        *(Line(meeting.id, blocks.question_line(meeting, reader)) for meeting in to_ask),
        *(Line(meeting.id, blocks.go_on_line(meeting, reader)) for meeting in to_go_on),
    ]


def _another_slot(session: Session, meeting: Meeting, reader: Reader) -> list[Block]:
    slots = absences.other_slots(session, meeting, now=reader.now)
    return blocks.slots_line(meeting, reader, slots=slots)


def afterwards(session: Session, reader: Reader, subject_ids: Collection[int]) -> list[Block]:
    """How those meetings stand, for a card that a newer one has taken the place of."""
    found = session.scalars(
        sa.select(Meeting)
        .where(Meeting.workspace_id == reader.workspace_id, Meeting.id.in_(subject_ids))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    standing = [blocks.how_it_stands(one, reader) for one in found if one.series.is_in(reader.person_id)]
    return [block_kit.context(text) for text in standing]


def again(session: Session, reader: Reader, subject_ids: Collection[int]) -> None:
    """Let those meetings be named again, as far as there is still something to say about them."""
    session.execute(
        sa.delete(MeetingPrompt).where(
            MeetingPrompt.workspace_id == reader.workspace_id,
            MeetingPrompt.person_id == reader.person_id,
            MeetingPrompt.meeting_id.in_(subject_ids),
        )
    )
