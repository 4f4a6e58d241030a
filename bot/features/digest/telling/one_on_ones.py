"""One-on-ones in the digest: those ahead, those to close, and when each report was last noted."""

from datetime import timedelta

from bot.features.digest.parts import Part
from bot.features.digest.reading import Week
from bot.features.one_on_ones import blocks as meeting_blocks
from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.models import Meeting
from bot.features.one_on_ones.week_ahead import AtAGlance
from bot.features.people.reader import Reader
from bot.features.relationships.models import Kind
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_WITHIN = timedelta(days=7)


def one_on_ones(week: Week) -> list[Part]:
    """The reader's one-on-ones of the next seven days, and those of which nobody has said what became."""
    reader = week.reader
    ahead = sorted(
        (
            (meeting, one)
            for one in week.series
            for meeting in one.planned[:1]
            if meeting.starts_at <= reader.now + _WITHIN
        ),
        key=lambda pair: (pair[0].starts_at, pair[0].id),
    )
    to_close = sorted(
        (meeting for one in week.series for meeting in one.to_close),
        key=lambda meeting: (meeting.starts_at, meeting.id),
    )
    if not ahead and not to_close:
        return []
    kept_private = sum(one.kept_private for _, one in ahead)
    said = words("digest/one_on_ones", ahead=len(ahead), to_close=len(to_close), kept_private=kept_private)

    def lines() -> list[list[Block]]:
        asked = [meeting_blocks.question_line(meeting, reader) for meeting in to_close]
        return [*asked, *([_ahead(meeting, one, reader)] for meeting, one in ahead)]

    return [Part(said["line"], said.plain("heading"), lines, more_at="/1on1")]


def people_led(week: Week) -> list[Part]:
    """The same line on each report, from the reader's own taps alone: when they last noted a one-on-one."""
    if not week.report_ids:
        return []
    said = words("digest/people_led", count=len(week.report_ids))

    def lines() -> list[list[Block]]:
        return [[_report(week, report_id)] for report_id in week.report_ids]

    return [Part(said["line"], said.plain("heading"), lines, more_at="/1on1")]


def _ahead(meeting: Meeting, one: AtAGlance, reader: Reader) -> Block:
    other_id = meeting.series.other_end(reader.person_id)
    when = phrases.dated_moment(meeting.starts_at, reader)
    told = words("digest/one_on_ones", when=when, other_id=other_id, kept_private=one.kept_private)
    return _with_agenda(told["meeting"], other_id)


def _report(week: Week, report_id: str) -> Block:
    one = week.series_with(report_id)
    told = words(
        "digest/people_led",
        other_id=report_id,
        noted_on=week.noted.latest.get((report_id, Kind.ONE_ON_ONE)),
        meant=phrases.rhythm(one.series) if one else None,
    )["report"]
    return _with_agenda(told, report_id) if one else _with_set_up(told, report_id)


def _with_agenda(text: str, other_id: str) -> Block:
    label = words("digest/one_on_ones").plain("agenda")
    return block_kit.section(text, accessory=block_kit.button(label, action_id=Action.AGENDA, value=other_id))


def _with_set_up(text: str, other_id: str) -> Block:
    label = words("digest/people_led").plain("set_up")
    return block_kit.section(text, accessory=block_kit.button(label, action_id=Action.SET_UP, value=other_id))
