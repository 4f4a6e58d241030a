"""How one-on-ones look: a meeting on a card, a question about one, a series on the list, an invitation."""

from collections.abc import Sequence
from datetime import datetime

from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.actions import (
    ANSWERS,
    Action,
    More,
    invitation_block,
    meeting_block,
    series_block,
)
from bot.features.one_on_ones.meetings import next_beginning
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people.reader import Reader
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.slack.message import Message
from bot.platform.templating import Words, words


def coming_line(meeting: Meeting, reader: Reader, *, agenda: Sequence[str] = ()) -> list[Block]:
    """A meeting on the card before it. ``agenda``: the first things on it, as lines of mrkdwn."""
    said = _said(meeting, reader)
    other_id = meeting.series.other_end(reader.person_id)
    buttons = [
        _button(said, Action.AGENDA, other_id),
        _button(said, Action.ADD, other_id),
        _button(said, Action.PREPARE, other_id),
        _button(said, Action.MOVED, meeting.id),
        _button(said, Action.NOT_THIS_TIME, meeting.id),
        _why(said, meeting),
    ]
    return _line(meeting_block(meeting.id), "\n".join([said["coming"], *agenda]), buttons)


def unplanned_line(one: NextMeeting, reader: Reader, *, agenda: Sequence[str] = ()) -> list[Block]:
    """A series whose next meeting is not planned yet, with what can be done about its agenda."""
    other_id = one.series.other_end(reader.person_id)
    said = words("one_on_ones/meeting", other_id=other_id, short=phrases.short_moment(one.starts_at, reader))
    buttons = [_button(said, action, other_id) for action in (Action.AGENDA, Action.ADD, Action.PREPARE)]
    return _line(series_block(one.series.id), "\n".join([said["coming"], *agenda]), buttons)


def slots_line(meeting: Meeting, reader: Reader, *, slots: Sequence[datetime]) -> list[Block]:
    """A meeting on whose day one of the two is away: other slots first, then any other, then none."""
    said = _said(meeting, reader)
    buttons = [
        block_kit.button(
            phrases.button_moment(slot, reader),
            action_id=f"{Action.TAKE_SLOT}.{number}",
            value=f"{meeting.id}:{slot.isoformat()}",
        )
        for number, slot in enumerate(slots, start=1)
    ]
    buttons += [
        block_kit.button(said.plain("another_slot"), action_id=Action.MOVED, value=str(meeting.id)),
        _button(said, Action.NOT_THIS_TIME, meeting.id),
        _why(said, meeting),
    ]
    return _line(meeting_block(meeting.id), said["away" if slots else "away_no_slot"], buttons)


def moved_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """That a meeting takes place at another time than the reader knew."""
    said = _said(meeting, reader)
    buttons = [
        _button(said, Action.AGENDA, meeting.series.other_end(reader.person_id)),
        _button(said, Action.MOVED, meeting.id),
        _button(said, Action.NOT_THIS_TIME, meeting.id),
        _why(said, meeting),
    ]
    return _line(meeting_block(meeting.id), said["has_moved"], buttons)


def go_on_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """Nobody has said what became of the last few: does it go on?"""
    said = _said(meeting, reader)
    series_id = meeting.series_id
    buttons = [
        block_kit.button(said.plain("go_on"), action_id=Action.GO_ON, value=str(meeting.id)),
        block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=str(series_id)),
        block_kit.button(said.plain("pause"), action_id=Action.PAUSE, value=str(series_id)),
        block_kit.button(said.plain("end"), action_id=Action.END, value=str(series_id)),
    ]
    return _line(meeting_block(meeting.id), said["does_it_go_on"], buttons)


def goes_on_line(meeting: Meeting, reader: Reader) -> list[Block]:
    """That it goes on, as was just said."""
    return [block_kit.context(_said(meeting, reader)["goes_on"], block_id=meeting_block(meeting.id))]


def news_line(series: Series, reader: Reader, *, news: str, next_at: datetime) -> list[Block]:
    """What the other one has changed about a series."""
    said = words(
        "one_on_ones/news",
        other_id=series.other_end(reader.person_id),
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        at=phrases.dated_moment(next_at, reader),
        until=series.paused_until,
    )
    agenda = block_kit.button(
        said.plain("agenda"), action_id=Action.AGENDA, value=series.other_end(reader.person_id)
    )
    change = block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=str(series.id))
    return _line(series_block(series.id), said[news], [agenda, change])


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


def closed_line(meeting: Meeting, reader: Reader, *, notes: Sequence[str] = ()) -> list[Block]:
    """How a meeting stands once it is closed; after one that was held, a place for what was promised.

    ``notes`` are more lines of mrkdwn.
    """
    said = _said(meeting, reader)
    if meeting.state != MeetingState.HELD:
        text = "\n".join([how_it_stands(meeting, reader), *notes])
        return [block_kit.context(text, block_id=meeting_block(meeting.id))]
    promise = _button(said, Action.NOTE_PROMISE, meeting.series_id)
    other_id = meeting.series.other_end(reader.person_id)
    agenda = _button(said, Action.AGENDA, other_id)
    history = block_kit.button(said.plain("notes"), action_id=Action.HISTORY, value=other_id)
    return _line(meeting_block(meeting.id), said["held_any_promise"], [promise, agenda, history])


def how_it_stands(meeting: Meeting, reader: Reader) -> str:
    """What became of a meeting, as mrkdwn. Never who said so."""
    said = _said(meeting, reader)
    if meeting.state == MeetingState.PLANNED:
        return said["still_open" if meeting.starts_at <= reader.now else "coming"]
    return said[f"stands_{meeting.state.replace(' ', '_')}"]


def series_line(
    one: NextMeeting, reader: Reader, *, other_name: str, notes: Sequence[str] = ()
) -> list[Block]:
    """A series on its owner's list: with whom, how often, when next, and what the other said, if they did.

    The others are never told apart: who has not answered, and who would rather not. ``notes`` are more lines
    of mrkdwn.
    """
    series = one.series
    other_id = series.other_end(reader.person_id)
    said = words(
        "one_on_ones/list",
        other_id=other_id,
        name=other_name,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        at=phrases.moment(one.starts_at, reader),
        until=series.paused_until if one.is_paused else None,
        is_shared=series.is_shared,
    )
    parts = ["series", "gone" if one.is_quiet else "next"]
    if reader.person_id == series.organizer_id and (series.is_shared or series.said_another_time):
        parts.append("joined" if series.is_shared else "another_time")
    buttons = [
        _button(said, Action.AGENDA, other_id),
        _button(said, Action.ADD, other_id),
        _button(said, Action.PREPARE, other_id),
    ]
    if one.meeting is not None and not one.is_quiet:
        buttons += [
            _button(said, Action.MOVED, one.meeting.id),
            _button(said, Action.NOT_THIS_TIME, one.meeting.id),
        ]
    buttons.append(_more(said, one))
    text = "\n".join([*(said[part] for part in parts), *notes])
    return _line(series_block(series.id), text, buttons)


def _more(said: Words, one: NextMeeting) -> Block:
    left_out = set() if one.is_paused else {More.RESUME}
    options = [
        option(said.plain(f"more_{choice}"), value=f"{choice}:{one.series.id}")
        for choice in More
        if choice not in left_out
    ]
    return elements.static_select(Action.MORE, options=options, placeholder=said.plain("more_placeholder"))


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
        at=phrases.dated_moment(next_beginning(series, now=reader.now), reader),
        is_elsewhere=series.zone != reader.zone,
    )


def _button(said: Words, action: Action, subject_id: int | str, *, style: str | None = None) -> Block:
    label = said.plain(action.name.lower())
    return block_kit.button(label, action_id=action, value=str(subject_id), style=style)


def _why(said: Words, meeting: Meeting) -> Block:
    return _button(said, Action.WHY, meeting.id)


def _line(block_id: str, text: str, buttons: Sequence[Block]) -> list[Block]:
    return [block_kit.section(text, block_id=block_id), block_kit.actions(buttons, block_id=f"{block_id}:do")]
