"""What was between two people on one page: their last meetings, with what was promised, kept and noted."""

import json
from collections.abc import Sequence
from itertools import chain

from sqlalchemy.orm import Session

from bot.features.follow_ups import pairs
from bot.features.follow_ups.models import FollowUp
from bot.features.one_on_ones import past, service
from bot.features.one_on_ones.history import lines, notes
from bot.features.one_on_ones.history.actions import TURN, NoteAction, past_block
from bot.features.one_on_ones.models import Meeting
from bot.features.one_on_ones.place import Place
from bot.features.one_on_ones.preparation import notes as preparations
from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

PAGE = "one_on_ones.history_page"
# Judgement: a quarter of weekly ones in two pages, a year of monthly ones in two.
_MEETINGS = 8
# Slack takes 100 blocks and 250,000 bytes in a modal; the head and the turning of pages need room too.
_MOST_BLOCKS = 95
_MOST_BYTES = 220_000


def history_page(session: Session, reader: Reader, place: Place) -> Block:
    """The page as the reader sees it now. Raises NobodyToTurnTo for somebody unknown."""
    other = directory.person(session, reader.workspace_id, place.other_id)
    found = past.begun(session, reader, other.id)
    skip = min(place.skip, max(0, len(found) - 1))
    shown = _fitting(_each(session, reader, found, other=other, skip=skip))
    said = words("one_on_ones/history", name=other.name)
    if found:
        blocks = [block_kit.context(said[_head(session, reader, other.id)]), *chain.from_iterable(shown)]
    else:
        blocks = [block_kit.section(said["nothing_yet"])]
    return block_kit.modal(
        said.plain("title"),
        blocks=[*blocks, *_turning(skip, len(shown), len(found))],
        callback_id=PAGE,
        close=said.plain("close"),
        private_metadata=Place(other.id, skip).metadata(),
    )


def _head(session: Session, reader: Reader, other_id: str) -> str:
    running = service.series_between(
        session, reader.workspace_id, person_id=reader.person_id, other_id=other_id
    )
    return "head" if running is not None and running.is_shared else "head_alone"


def _each(
    session: Session, reader: Reader, found: Sequence[Meeting], *, other: Person, skip: int
) -> list[list[Block]]:
    """The blocks of each meeting of a page."""
    here = found[skip : skip + _MEETINGS]
    if not here:
        return []
    promised = pairs.between(
        session,
        reader.workspace_id,
        viewer_id=reader.person_id,
        other_id=other.id,
        since=here[-1].starts_at,
    )
    then = promised_at(found, promised)
    prepared = preparations.of_meetings(session, reader, other.id)
    latest = next((meeting for meeting in found if past.is_an_occasion(meeting)), None)
    each = []
    for meeting in here:
        blocks = [lines.meeting_lines(meeting, then.get(meeting.id, []), reader=reader, other=other)]
        for note in notes.of(session, meeting, reader):
            blocks += lines.note_lines(note, meeting, reader=reader, other=other)
        if meeting.id in prepared:
            blocks += lines.preparation_lines(prepared[meeting.id].words, other)
        if meeting is latest and notes.is_room_for_one(meeting, author_id=reader.person_id, now=reader.now):
            blocks.append(_writing(meeting))
        each.append(blocks)
    return each


def promised_at(found: Sequence[Meeting], promised: Sequence[FollowUp]) -> dict[int, list[FollowUp]]:
    """What was promised at each meeting or after it, before the two met again; by the meeting's id.

    ``found``: newest first. What was moved away or skipped was no occasion to promise anything.
    """
    occasions = [meeting for meeting in found if past.is_an_occasion(meeting)]
    then: dict[int, list[FollowUp]] = {}
    for one in promised:
        meeting = next((each for each in occasions if each.starts_at <= one.created_at), None)
        if meeting is not None:
            then.setdefault(meeting.id, []).append(one)
    return then


def _writing(meeting: Meeting) -> Block:
    write = block_kit.button(
        words("one_on_ones/history").plain("write"), action_id=NoteAction.WRITE, value=str(meeting.id)
    )
    return block_kit.actions([write], block_id=f"{past_block(meeting.id)}:do")


def _fitting(each: Sequence[list[Block]]) -> list[list[Block]]:
    """As many of the meetings as Slack takes on one page, but one at least: that many notes always fit."""
    fitting: list[list[Block]] = []
    count = size = 0
    for blocks in each:
        count += len(blocks)
        size += len(json.dumps(blocks))
        if fitting and (count > _MOST_BLOCKS or size > _MOST_BYTES):
            break
        fitting.append(blocks)
    return fitting


def _turning(skip: int, shown: int, count: int) -> list[Block]:
    said = words("one_on_ones/history")
    ways = [("earlier", skip + shown)] if skip + shown < count else []
    if skip:
        ways.append(("latest", 0))
    buttons = [
        block_kit.button(said.plain(way), action_id=f"{TURN}.{way}", value=str(to)) for way, to in ways
    ]
    return [block_kit.actions(buttons, block_id="history:turn")] if buttons else []
