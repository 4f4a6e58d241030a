"""The answer to `/1on1`: what waits for the reader, what is open, what is next."""

from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, hands, invitations, series, service
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words

# Slack takes 50 blocks a message, and a line is two of them.
_MOST_INVITATIONS = 4
_MOST_QUESTIONS = 5
_MOST_SERIES = 12
_MOST_HANDS = 2


def overview(session: Session, reader: Reader) -> Message | None:
    """Everything about the reader's one-on-ones; None when there is nothing yet."""
    lines = _lines(session, reader)
    return _list_of(lines) if lines else None


def with_news(session: Session, reader: Reader, news: list[Block]) -> Message:
    """The same with ``news`` on top: what became of the line that was pressed there."""
    told = {block["block_id"] for block in news}
    lines = [
        block
        for block in _lines(session, reader)
        if block.get("block_id", "").removesuffix(":do") not in told
    ]
    return _list_of([*news, *lines])


def existing(session: Session, reader: Reader, other_id: str) -> Message | None:
    """The series that the reader and that other have already, opened; None when they have none.

    One that the other set up, and that the reader has not joined, is shown as the invitation it is.
    """
    found = series.between(session, reader.workspace_id, reader.person_id, other_id)
    if found is None:
        return None
    if not found.is_in(reader.person_id):
        return blocks.message_of(blocks.invitation_line(found, reader))
    said = words("one_on_ones/set_up", other_id=other_id)
    own = one_of(session, reader, service.next_meeting(session, found, now=reader.now))
    return blocks.message_of([block_kit.section(said["there_already"]), *own])


def set_up_words(session: Session, reader: Reader, made: Series) -> str:
    """What the organizer reads about a series just set up, as mrkdwn."""
    name = directory.person(session, reader.workspace_id, made.other_id).name
    next_one = service.next_meeting(session, made, now=reader.now)
    return blocks.set_up_words(made, reader, next_one=next_one, name=name)


def one_of(session: Session, reader: Reader, one: NextMeeting) -> list[Block]:
    """One series as it stands on the list."""
    other_id = one.series.other_end(reader.person_id)
    other_name = directory.person(session, reader.workspace_id, other_id).name
    return blocks.series_line(one, reader, other_name=other_name)


def _list_of(lines: list[Block]) -> Message:
    said = words("one_on_ones/list")
    buttons = [
        block_kit.button(said.plain("set_up"), action_id=Action.SET_UP),
        block_kit.button(said.plain("set_up_several"), action_id=Action.SET_UP_SEVERAL),
    ]
    return blocks.message_of([block_kit.header(said.plain("title")), *lines, block_kit.actions(buttons)])


def _lines(session: Session, reader: Reader) -> list[Block]:
    found: list[Block] = []
    for waiting in invitations.waiting_for(session, reader.workspace_id, reader.person_id)[
        :_MOST_INVITATIONS
    ]:
        found += blocks.invitation_line(waiting, reader)
    questions = hands.lines(session, reader, at_most=_MOST_HANDS)
    found += questions
    for meeting in service.waiting_to_be_closed(session, reader)[-_MOST_QUESTIONS:]:
        found += blocks.question_line(meeting, reader)
    # What is asked takes the place of what is only told, two blocks for two.
    most = _MOST_SERIES - len(questions) // 2
    upcoming = service.next_meetings(session, reader, most=most + 1)
    for one in upcoming[:most]:
        found += one_of(session, reader, one)
    if len(upcoming) > most:
        found.append(block_kit.context(words("one_on_ones/list")["more"]))
    ended = series.ended_by_others(session, reader.workspace_id, reader.person_id, now=reader.now)
    if ended:
        said = words("one_on_ones/list", other_ids=[one.other_end(reader.person_id) for one in ended[:5]])
        found.append(block_kit.context(said["ended_by_the_other"]))
    return found
