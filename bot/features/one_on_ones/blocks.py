"""How one-on-ones look: a meeting on a card, a question about one, a series on the list, an invitation."""

from collections.abc import Sequence
from enum import StrEnum

from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Series
from bot.features.one_on_ones.recurrence import recurrence_of
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import Words, words


class Action(StrEnum):
    """What can be pressed on a one-on-one. The value is its id."""

    HELD = "one_on_ones.held"
    MOVED = "one_on_ones.moved"
    NOT_THIS_TIME = "one_on_ones.not_this_time"
    NOTE_PROMISE = "one_on_ones.note_promise"
    WHY = "one_on_ones.why"
    END = "one_on_ones.end"
    SET_UP = "one_on_ones.set_up"
    LOOKS_GOOD = "one_on_ones.looks_good"
    ANOTHER_TIME = "one_on_ones.another_time"
    NOT_THIS_ONE = "one_on_ones.not_this_one"
    NOT_THROUGH_TEND = "one_on_ones.not_through_tend"


ANSWERS = {
    Action.LOOKS_GOOD: Answer.YES,
    Action.ANOTHER_TIME: Answer.ANOTHER_TIME,
    Action.NOT_THIS_ONE: Answer.NOT_THIS_ONE,
    Action.NOT_THROUGH_TEND: Answer.NOT_THROUGH_TEND,
}


def meeting_block(meeting_id: int) -> str:
    """The block that names a meeting; its buttons stand in the one with ``:do`` behind it."""
    return f"meeting:{meeting_id}"


def series_block(series_id: int) -> str:
    """The block that names a series on the list; its buttons stand in the one with ``:do`` behind it."""
    return f"series:{series_id}"


def invitation_block(series_id: int) -> str:
    """The block that tells of a series somebody else set up; ``:do`` behind it as above."""
    return f"invitation:{series_id}"


def coming_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """A meeting on the card before it."""
    said = _said(meeting, reader)
    buttons = [_button(said, Action.MOVED, meeting.id), _button(said, Action.NOT_THIS_TIME, meeting.id)]
    return _line(meeting_block(meeting.id), said["coming"], [*buttons, _why(said, meeting)])


def question_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """A meeting that is over: did it happen?"""
    said = _said(meeting, reader)
    buttons = [
        _button(said, Action.HELD, meeting.id, style="primary"),
        _button(said, Action.MOVED, meeting.id),
        _button(said, Action.NOT_THIS_TIME, meeting.id),
        _why(said, meeting),
    ]
    return _line(meeting_block(meeting.id), said["did_it_happen"], buttons)


def closed_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """How a meeting stands once it is closed; after one that was held, a place for what was promised."""
    said = _said(meeting, reader)
    if meeting.state != MeetingState.HELD:
        return [block_kit.context(how_it_stands(meeting, reader), block_id=meeting_block(meeting.id))]
    button = _button(said, Action.NOTE_PROMISE, meeting.series_id)
    return _line(meeting_block(meeting.id), said["held_any_promise"], [button])


def how_it_stands(meeting: Meeting, reader: Reader) -> str:
    """What became of a meeting, as mrkdwn. Never who said so."""
    said = _said(meeting, reader)
    if meeting.state == MeetingState.PLANNED:
        return said["still_open" if meeting.starts_at <= reader.now else "coming"]
    return said[f"stands_{meeting.state}"]


def series_line(one: NextMeeting, reader: Reader, *, other_name: str) -> list[Block]:
    """A series on its owner's list: with whom, how often, when next, and what the other said, if they did.

    The others are never told apart: who has not answered, and who would rather not.
    """
    series = one.series
    said = words(
        "one_on_ones/list",
        other_id=series.other_end(reader.person_id),
        name=other_name,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        at=phrases.moment(one.starts_at, reader),
        is_shared=series.is_shared,
    )
    parts = ["series", "gone" if one.is_quiet else "next"]
    if reader.person_id == series.organizer_id and (series.is_shared or series.said_another_time):
        parts.append("joined" if series.is_shared else "another_time")
    buttons = [_button(said, Action.NOTE_PROMISE, series.id)]
    if one.meeting is not None and not one.is_quiet:
        buttons += [
            _button(said, Action.MOVED, one.meeting.id),
            _button(said, Action.NOT_THIS_TIME, one.meeting.id),
        ]
    buttons.append(_end_button(said, series))
    return _line(series_block(series.id), "\n".join(said[part] for part in parts), buttons)


def invitation(series: Series, reader: Reader) -> Message:
    """The one message to the other person. Its notification names nobody."""
    said = words("one_on_ones/invitation")
    return Message(said["notification"], invitation_line(series, reader))


def invitation_line(series: Series, reader: Reader) -> list[Block]:
    """A series that somebody else set up with the reader, and what the reader can answer."""
    said = _invited(series, reader)
    styles = {Action.LOOKS_GOOD: "primary"}
    buttons = [_button(said, action, series.id, style=styles.get(action)) for action in ANSWERS]
    return _line(invitation_block(series.id), f"{said['invitation']}\n{said['what_it_means']}", buttons)


def answered_line(series: Series, reader: Reader) -> list[Block]:
    """What the reader answered, and what the organizer knows of it."""
    part = f"answered_{series.answer.replace(' ', '_')}"
    return [block_kit.context(_invited(series, reader)[part], block_id=invitation_block(series.id))]


def ended_line(series: Series, reader: Reader) -> list[Block]:
    """A series that the reader has just ended."""
    said = words("one_on_ones/list", other_id=series.other_end(reader.person_id))
    return [block_kit.context(said["ended"], block_id=series_block(series.id))]


def set_up_words(series: Series, reader: Reader, *, next_one: NextMeeting, name: str) -> str:
    """That a series was set up, as mrkdwn."""
    said = words(
        "one_on_ones/set_up",
        other_id=series.other_id,
        name=name,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        at=phrases.moment(next_one.starts_at, reader),
    )
    return f"{said['what']}\n{said['whom_it_reaches']}"


def help_message() -> Message:
    """The answer to ``/1on1 help``."""
    said = words("one_on_ones/help")
    return Message(said["notification"], [block_kit.section(said["help"])])


def message_of(lines: Sequence[Block]) -> Message:
    """Lines as an answer to ``/1on1``."""
    return Message(words("one_on_ones/list")["notification"], list(lines))


def _end_button(said: Words, series: Series) -> Block:
    return block_kit.button(
        said.plain("end"),
        action_id=Action.END,
        value=str(series.id),
        confirm=block_kit.confirm(
            said.plain("end_title"),
            text=said.plain("end_text"),
            yes=said.plain("end"),
            no=said.plain("end_no"),
        ),
    )


def _said(meeting: Meeting, reader: Reader) -> Words:
    return words(
        "one_on_ones/meeting",
        other_id=meeting.series.other_end(reader.person_id),
        at=phrases.moment(meeting.starts_at, reader),
        short=phrases.short_moment(meeting.starts_at, reader),
        dated=phrases.dated_moment(meeting.starts_at, reader),
        moved_to=phrases.dated_moment(meeting.moved_to, reader) if meeting.moved_to else None,
        goes_on=meeting.series.ended_at is None,
    )


def _invited(series: Series, reader: Reader) -> Words:
    return words(
        "one_on_ones/invitation",
        organizer_id=series.organizer_id,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        at=phrases.dated_moment(recurrence_of(series).next_after(reader.now), reader),
        is_elsewhere=series.zone != reader.zone,
    )


def _button(said: Words, action: Action, subject_id: int, *, style: str | None = None) -> Block:
    label = said.plain(action.name.lower())
    return block_kit.button(label, action_id=action, value=str(subject_id), style=style)


def _why(said: Words, meeting: Meeting) -> Block:
    return _button(said, Action.WHY, meeting.id)


def _line(block_id: str, text: str, buttons: Sequence[Block]) -> list[Block]:
    return [block_kit.section(text, block_id=block_id), block_kit.actions(buttons, block_id=f"{block_id}:do")]
