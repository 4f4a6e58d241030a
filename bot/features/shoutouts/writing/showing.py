"""What an author is shown of shout-outs as they stand now: the form, the answer, the help."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts import blocks
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.writing import drafts, forms, frequency
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.working_time import local_day


def form(session: Session, reader: Reader) -> Block:
    """The form, with the draft in it that the reader has not posted yet."""
    draft = drafts.latest(session, reader.workspace_id, reader.person_id, now=reader.now)
    if draft is None:
        return forms.writing()
    return forms.writing(
        receiver_ids=drafts.receiver_ids_of(session, draft),
        wording=draft.wording,
        draft_id=draft.id,
        left_on=local_day(draft.changed_at, reader.zone),
    )


def filled_form(session: Session, draft: Shoutout) -> Block:
    """The form with this draft in it."""
    return forms.writing(
        receiver_ids=drafts.receiver_ids_of(session, draft), wording=draft.wording, draft_id=draft.id
    )


def done(session: Session, shoutout: Shoutout) -> Message:
    """What its author reads once it is given."""
    return blocks.done(drafts.receiver_ids_of(session, shoutout))


def help_message() -> Message:
    """What ``/shoutout`` understands, and its limits."""
    return blocks.help_message(
        most_receivers=drafts.MOST_RECEIVERS,
        days_between=frequency.DAYS_BETWEEN,
        most_a_day=frequency.MOST_A_DAY,
    )
