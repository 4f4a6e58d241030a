"""What was pressed, and how its place looks afterwards: shared by every door to one-on-ones."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, overview, series
from bot.features.one_on_ones.models import Meeting, Series
from bot.features.people.reader import Reader, reader_of
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def reader(session: Session, asker: Asker, now: datetime) -> Reader:
    """The asker, as a reader."""
    return reader_of(session, asker.workspace_id, asker.person_id, now=now)


def meeting(session: Session, asker: Asker, meeting_id: str) -> Meeting:
    """The meeting that was pressed on. Raises NotOnYourList."""
    return meetings.meeting_of(
        session, asker.workspace_id, person_id=asker.person_id, meeting_id=int(meeting_id)
    )


def one_series(session: Session, asker: Asker, series_id: str) -> Series:
    """The series that was pressed on. Raises NotOnYourList."""
    return series.series_of(session, asker.workspace_id, person_id=asker.person_id, series_id=int(series_id))


def show(
    session: Session, asker: Asker, body: Body, action: dict[str, Any], lines: list[Block], *, now: datetime
) -> None:
    """Put ``lines`` in the place of those that were pressed; a list is shown anew, with them on top."""
    if not answers.is_on_a_message(body):
        return
    if answers.was_for_the_asker_alone(body):
        message = overview.with_news(session, reader(session, asker, now), lines)
        answers.in_place(session, asker, body, message, now=now)
    else:
        answers.in_part(session, asker, body, _in_place_of(action, lines), now=now)


def show_in_modal(parts: Parts, asker: Asker, body: Body, action: dict[str, Any], lines: list[Block]) -> None:
    """The same for what was pressed in a modal; nothing elsewhere."""
    if answers.is_on_a_modal(body):
        answers.in_part_of_modal(parts, asker, body, _in_place_of(action, lines))


def _in_place_of(action: dict[str, Any], lines: list[Block]) -> dict[str, list[Block]]:
    own = action["block_id"].removesuffix(":do")
    # The old buttons go first: the new lines bring their own, by the same name.
    return {f"{own}:do": [], own: lines}
