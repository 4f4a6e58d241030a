"""Once an act is done: it is noted, and its author may say how it went, once."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp
from bot.features.people.reader import Reader, reader_of
from bot.features.reconnections.acts import log, service
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.models import ActReminder
from bot.features.reconnections.content.cards import SteadyPart
from bot.features.reconnections.content.library import content_for
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Felt
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

FELT: dict[Action, Felt] = {
    Action.HELPED: Felt.HELPED,
    Action.SAME: Felt.SAME,
    Action.HARDER: Felt.HARDER,
    Action.TOO_SOON: Felt.TOO_SOON,
}


def asks(session: Session, follow_up: FollowUp, now: datetime) -> list[Block]:
    """Note the act behind ``follow_up``, which was done just now, and ask how it went."""
    reader = reader_of(session, follow_up.workspace_id, follow_up.owner_id, now=now)
    act = service.kept(session, reader, follow_up_id=follow_up.id).act
    log.note(session, reader, about_id=follow_up.with_id, act=act, key=log.of_promise(follow_up.id))
    said, own = words("reconnections/afterwards"), block_id(follow_up.id)
    buttons = [
        block_kit.button(said.plain(felt), action_id=action, value=str(follow_up.id))
        for action, felt in FELT.items()
    ]
    return [
        block_kit.context(said["how"], block_id=own),
        block_kit.actions(buttons, block_id=f"{own}:do"),
    ]


def tell(session: Session, reader: Reader, *, follow_up_id: int, felt: Felt) -> list[Block]:
    """Keep how it went, for its author alone; what is said to it.

    Raises NotYours.
    """
    follow_up = service.kept(session, reader, follow_up_id=follow_up_id).follow_up
    reminder = session.get(ActReminder, follow_up_id)
    if follow_up.with_id is not None:
        relationships.tell_felt(session, reader, key=log.of_promise(follow_up_id), felt=felt)
    elif reminder is not None and reminder.felt is None:
        reminder.felt = felt
    said = words("reconnections/afterwards")
    if felt is not Felt.HARDER:
        return [block_kit.context(said["noted"], block_id=block_id(follow_up_id))]
    lines = [line.text for line in content_for(reader.language).steady_lines(SteadyPart.BEFORE)]
    return [
        block_kit.section(said["sorry"], block_id=block_id(follow_up_id)),
        block_kit.section(said["steadiness"]),
        block_kit.rich_text([block_kit.rich_text_list(lines)]),
    ]


def block_id(follow_up_id: int) -> str:
    """The block that asks; its buttons stand in the one with ``:do`` behind it."""
    return f"felt:{follow_up_id}"
