"""Getting ready on one page: the next meeting, three questions, what was promised, one's own notes."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.features.follow_ups import pairs
from bot.features.one_on_ones import past, phrases, prompts, service
from bot.features.one_on_ones.agenda.skeleton import first_name
from bot.features.one_on_ones.content import three_questions
from bot.features.one_on_ones.models import Meeting, MeetingState, Series
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.preparation import notes
from bot.features.one_on_ones.promises import lines
from bot.features.one_on_ones.service import NextMeeting
from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words
from bot.platform.working_time import local_day

PREPARE = "one_on_ones.preparation_form"
_MOST_PROMISES = 8
# Judgement: what was promised longer ago is on the list of `/followups`, or settled.
_PROMISES_FROM = timedelta(days=91)


def preparation_page(session: Session, reader: Reader, other_id: str) -> Block:
    """The page as the reader sees it now. Raises NobodyToTurnTo for somebody unknown."""
    other = directory.person(session, reader.workspace_id, other_id)
    series = service.series_between(
        session, reader.workspace_id, person_id=reader.person_id, other_id=other.id
    )
    said = words("one_on_ones/preparation", name=other.name)
    if series is None:
        return page(said.plain("title"), said["no_series"])
    ahead = notes.meeting_ahead(session, series, now=reader.now)
    begun = past.begun(session, reader, other.id)
    keeps_notes = past.keeps_notes(series, ahead.meeting)
    blocks = [
        block_kit.section(_when(ahead, reader, other)),
        block_kit.section(_questions(series, reader, other, begun)),
        block_kit.section(_promises(session, reader, other, begun)),
        _notes(session, reader, other.id) if keeps_notes else block_kit.context(said["no_notes"]),
    ]
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=PREPARE,
        submit=said.plain("submit") if keeps_notes else None,
        close=said.plain("close"),
        private_metadata=other.id,
    )


def _when(ahead: NextMeeting, reader: Reader, other: Person) -> str:
    if ahead.is_quiet:
        return words("one_on_ones/agenda", name=other.name)["gone"]
    at, minutes = phrases.moment(ahead.starts_at, reader), ahead.series.minutes
    if ahead.starts_at <= reader.now:
        return words("one_on_ones/preparation", at=at, minutes=minutes)["now"]
    return words("one_on_ones/agenda", at=at, minutes=minutes)["next"]


def _questions(series: Series, reader: Reader, other: Person, begun: list[Meeting]) -> str:
    were = [
        meeting
        for meeting in begun
        if meeting.state == MeetingState.HELD
        or (meeting.state == MeetingState.PLANNED and prompts.ends_at(meeting) <= reader.now)
    ]
    chosen = three_questions(
        series.role_of(reader.person_id),
        seed=f"{series.pair_id}:{reader.person_id}",
        turn=len(were),
        language=reader.language,
    )
    said = words("one_on_ones/preparation")
    asked = [
        words("one_on_ones/preparation", question=text.replace("{name}", first_name(other)))["question"]
        for text in chosen
    ]
    return "\n".join([f"*{said['questions_heading']}*", *asked])


def _promises(session: Session, reader: Reader, other: Person, begun: list[Meeting]) -> str:
    """What was promised since they last met, kept or not."""
    last = next((meeting.starts_at for meeting in begun if meeting.state == MeetingState.HELD), None)
    since = last or reader.now - _PROMISES_FROM
    promised = pairs.between(
        session, reader.workspace_id, viewer_id=reader.person_id, other_id=other.id, since=since
    )
    said = words("one_on_ones/preparation", since=local_day(since, reader.zone))
    shown = lines.promise_lines(promised, reader=reader, other=other, most=_MOST_PROMISES)
    when = said["since_held" if last else "since_months"]
    return "\n".join([f"*{said['promises_heading']}*", f"_{when}_", *(shown or [said["nothing_promised"]])])


def _notes(session: Session, reader: Reader, other_id: str) -> Block:
    said = words("one_on_ones/preparation")
    there = notes.current(session, reader, other_id)
    field = elements.plain_text_input("notes", initial=there.words if there else None, multiline=True)
    return block_kit.input_(
        said.plain("notes"), element=field, block_id="notes", hint=said.plain("notes_hint"), optional=True
    )
