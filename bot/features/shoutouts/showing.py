"""What a person is shown of shout-outs as they stand now: the form, the list, the question, the answer."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts import blocks, drafts, forms, frequency, preferences, receiver_blocks, taking_down
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.received import received
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


def received_page(session: Session, reader: Reader, *, skip: int) -> Message:
    """A page of the thanks that reached the reader, after ``skip`` newer ones."""
    return receiver_blocks.page(received(session, reader, receiver_blocks.PAGE + 1, skip=skip), skip=skip)


def question(session: Session, reader: Reader, row_id: int) -> dict[str, list[Block]]:
    """How thanks should reach the reader, beside the one that brought the question. Raises NotForYou."""
    receiver = taking_down.receiver_row(
        session, reader.workspace_id, person_id=reader.person_id, row_id=row_id
    )
    return receiver_blocks.question(
        receiver,
        channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id,
        chosen=preferences.chosen_way(session, reader.workspace_id, reader.person_id),
    )


def help_message() -> Message:
    """What ``/shoutout`` understands, and its limits."""
    return blocks.help_message(
        most_receivers=drafts.MOST_RECEIVERS,
        days_between=frequency.DAYS_BETWEEN,
        most_a_day=frequency.MOST_A_DAY,
    )
