"""One-on-ones on the Home tab: what others have set up, what is to be closed, and what comes next."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, invitations, service
from bot.features.one_on_ones.agenda import several
from bot.features.one_on_ones.models import Meeting, Series
from bot.features.one_on_ones.service import NextMeeting
from bot.features.one_on_ones.upcoming import upcoming
from bot.features.people.reader import Reader
from bot.platform.slack.block_kit import Block


def waiting(session: Session, reader: Reader) -> list[Series | Meeting]:
    """All that waits for the reader's word: what others have set up, then meetings that are over.

    The meeting that was last comes first: it is the one they still know about.
    """
    invited = invitations.waiting_for(session, reader.workspace_id, reader.person_id)
    return [*invited, *reversed(service.waiting_to_be_closed(session, reader))]


def waiting_lines(reader: Reader, those: Sequence[Series | Meeting]) -> list[Block]:
    """Those with what can be answered."""
    found: list[Block] = []
    for one in those:
        if isinstance(one, Series):
            found += blocks.invitation_line(one, reader)
        else:
            found += blocks.question_line(one, reader)
    return found


def ahead(session: Session, reader: Reader) -> list[NextMeeting]:
    """When the reader meets each of their people next, soonest first; nobody who has left."""
    return [one for one in upcoming(session, reader) if not one.is_quiet]


def lines(session: Session, reader: Reader, ones: Sequence[NextMeeting]) -> list[Block]:
    """Those meetings with the first things on their agendas."""
    return several.lines(session, reader, ones)
