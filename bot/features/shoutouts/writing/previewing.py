"""How a draft would read, and what hinders it: the same, whatever those it thanks have chosen."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.people.reader import reader_of
from bot.features.shoutouts.blocks import Preview
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.writing import drafts, frequency, hinting
from bot.features.workspace import service as workspaces
from bot.platform.templating import words


def preview_of(session: Session, shoutout: Shoutout, *, now: datetime) -> Preview:
    """The draft as it would read, and what hinders it, if anything does."""
    receiver_ids = drafts.receiver_ids_of(session, shoutout)
    author = reader_of(session, shoutout.workspace_id, shoutout.author_id, now=now)
    return Preview(
        shoutout,
        receiver_ids,
        workspaces.workspace_of(session, shoutout.workspace_id).shoutouts_channel_id,
        hindrance(session, shoutout, now=now),
        hinting.noticed(session, shoutout, people=len(receiver_ids), language=author.language),
    )


def hindrance(session: Session, shoutout: Shoutout, *, now: datetime) -> str | None:
    """Why it cannot be posted yet, as plain words; None when nothing hinders it."""
    if workspaces.workspace_of(session, shoutout.workspace_id).shoutouts_channel_id is None:
        return words("shoutouts/refusals").plain("no_channel")
    return frequency.reason_to_wait(
        session,
        shoutout.workspace_id,
        author_id=shoutout.author_id,
        receiver_ids=drafts.receiver_ids_of(session, shoutout),
        now=now,
    )
