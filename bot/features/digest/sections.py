"""What a digest tells about, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.features.follow_ups import blocks as follow_up_blocks
from bot.features.follow_ups import service as follow_ups
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_MOST_PROMISES = 10


@dataclass(frozen=True)
class Part:
    """One section's say: a line of counts for the card, and everything for the page behind *Open*.

    The line names nobody: cards are read over shoulders.
    """

    line: str
    page: list[Block] = field(default_factory=list)


Section = Callable[[Session, Reader], Part | None]
"""Reads one feature for the reader; None when there is nothing to say."""


def promises(session: Session, reader: Reader) -> Part | None:
    """What the reader promised and has not done, and what was promised to them on a shared agenda."""
    mine = follow_ups.open_with(session, reader.workspace_id, reader.person_id)
    theirs = follow_ups.promised_to(session, reader.workspace_id, reader.person_id)
    if not mine and not theirs:
        return None
    said = words("digest/promises", mine=len(mine), theirs=len(theirs), more=len(mine) - _MOST_PROMISES)
    page = [block_kit.header(said.plain("heading"))]
    for follow_up in mine[:_MOST_PROMISES]:
        page += follow_up_blocks.listed_line(follow_up, today=reader.today)
    if len(mine) > _MOST_PROMISES:
        page.append(block_kit.context(said["more"]))
    if theirs:
        page.append(block_kit.section(said["to_you"]))
    for follow_up in theirs[:_MOST_PROMISES]:
        page += follow_up_blocks.promised_line(follow_up, viewer_id=reader.person_id, today=reader.today)
    return Part(said["line"], page)


SECTIONS: tuple[Section, ...] = (promises,)
