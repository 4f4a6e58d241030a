"""How one meeting that was looks on the page: what became of it, what was promised, what was noted."""

from collections.abc import Sequence

from bot.features.follow_ups.models import FollowUp
from bot.features.one_on_ones import phrases, prompts
from bot.features.one_on_ones.agenda.skeleton import first_name
from bot.features.one_on_ones.history.actions import NoteAction, note_block, past_block
from bot.features.one_on_ones.history.long_words import pieces
from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.models import Meeting, MeetingState
from bot.features.one_on_ones.promises.lines import promise_lines
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import confirm
from bot.platform.templating import words
from bot.platform.working_time import local_day

# As many lines fit one block of Slack's, however their words are escaped.
MOST_PROMISES = 8


def meeting_lines(meeting: Meeting, promises: Sequence[FollowUp], *, reader: Reader, other: Person) -> Block:
    """What became of it, and beneath what was promised then."""
    lines = promise_lines(promises, reader=reader, other=other, most=MOST_PROMISES)
    return block_kit.section(
        "\n".join([_what_became(meeting, reader), *lines]), block_id=past_block(meeting.id)
    )


def note_lines(note: SharedNote, meeting: Meeting, *, reader: Reader, other: Person) -> list[Block]:
    """A note for both, whole, with its *Delete*."""
    said = words("one_on_ones/history")
    delete = block_kit.button(
        said.plain("delete"),
        action_id=NoteAction.DELETE,
        value=str(note.id),
        confirm=confirm(
            said.plain("delete_title"),
            text=said.plain("delete_text"),
            yes=said.plain("delete_yes"),
            no=said.plain("delete_no"),
            style="danger",
        ),
    )
    is_for_both = meeting.series.is_shared and meeting.series.ended_at is None
    mine = "my_note" if is_for_both else "my_note_alone"
    part = mine if note.author_id == reader.person_id else "their_note"
    first, *rest = _whole(part, note.words, other)
    return [
        block_kit.section(first, accessory=delete, block_id=note_block(note.id)),
        *map(block_kit.section, rest),
    ]


def preparation_lines(text: str, other: Person) -> list[Block]:
    """What the reader had noted for it, whole."""
    return [block_kit.section(piece) for piece in _whole("preparation", text, other)]


def _whole(part: str, text: str, other: Person) -> list[str]:
    first, *rest = pieces(text)
    name = first_name(other)
    begins = words("one_on_ones/history", words=first, name=name)[part]
    return [begins, *(words("one_on_ones/history", words=piece)["goes_on"] for piece in rest)]


def _what_became(meeting: Meeting, reader: Reader) -> str:
    day = local_day(meeting.starts_at, reader.zone)
    said = words(
        "one_on_ones/history",
        at=day,
        year=f" {day.year}" if day.year != reader.today.year else "",
        moved_to=phrases.dated_moment(meeting.moved_to, reader) if meeting.moved_to else None,
    )
    if meeting.state != MeetingState.PLANNED:
        return said[f"stands_{meeting.state}"]
    return said["stands_silent" if prompts.ends_at(meeting) <= reader.now else "stands_now"]
