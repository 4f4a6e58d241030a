"""What a person is shown of the thanks that reached them: the list, and the question how."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving import preferences, taking_down
from bot.features.shoutouts.receiving.received import NotForYou, received
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message


def received_page(session: Session, reader: Reader, *, skip: int) -> Message:
    """A page of the thanks that reached the reader, after ``skip`` newer ones."""
    # A post can be taken down at any time, so those whose words are forgotten are listed, too.
    found = received(session, reader, receiver_blocks.PAGE + 1, skip=skip, with_forgotten=True)
    return receiver_blocks.page(found, skip=skip)


def question(session: Session, reader: Reader, row_id: int) -> dict[str, list[Block]]:
    """How thanks should reach the reader, beside the one that brought the question. Raises NotForYou."""
    receiver = taking_down.receiver_row(
        session, reader.workspace_id, person_id=reader.person_id, row_id=row_id
    )
    return receiver_blocks.question(
        receiver,
        channel_id=session.get_one(Shoutout, receiver.shoutout_id).channel_id,
        chosen=preferences.chosen_way(session, reader.workspace_id, reader.person_id),
        until_then=preferences.default_way(session, reader.workspace_id),
    )


def answered(session: Session, reader: Reader, row_id: int, *, way: Way) -> dict[str, list[Block]]:
    """The question once it is answered, also when what brought it was taken back meanwhile.

    Raises NotForYou for one that was put to somebody else.
    """
    try:
        return question(session, reader, row_id)
    except NotForYou:
        asked = session.get(ShoutoutReceiver, row_id)
        if asked is not None and (asked.workspace_id, asked.person_id) != (
            reader.workspace_id,
            reader.person_id,
        ):
            raise
        return receiver_blocks.chosen_only(row_id, way)
