"""Once an act is done: it is noted, and its author may say how it went, once."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp
from bot.features.people.reader import Reader, reader_of
from bot.features.reconnections.acts import handing, log, service
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.models import ActReminder
from bot.features.reconnections.content.cards import SteadyPart
from bot.features.reconnections.content.library import content_for
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Act, Felt
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
    """Note the act behind ``follow_up``, which was done just now, and ask how it went.

    The words that were sent for it are taken away.
    """
    reader = reader_of(session, follow_up.workspace_id, follow_up.owner_id, now=now)
    handing.take_back(session, reader, follow_up_id=follow_up.id)
    act = service.kept(session, reader, follow_up_id=follow_up.id).act
    log.note(session, reader, about_id=follow_up.with_id, act=act, key=log.of_promise(follow_up.id))
    said, own = words("reconnections/afterwards"), block_id(follow_up.id)
    buttons = [
        block_kit.button(said.plain(felt), action_id=action, value=str(follow_up.id))
        for action, felt in FELT.items()
    ]
    if _unanswered(session, reader, follow_up) is not None:
        label = words("reconnections/in_touch").plain("no_answer")
        buttons.append(block_kit.button(label, action_id=Action.NO_ANSWER, value=str(follow_up.id)))
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


def no_answer(session: Session, reader: Reader, *, follow_up_id: int) -> list[Block]:
    """Keep that nothing came back, for its author alone; what is said to it. Raises NotYours."""
    follow_up = service.kept(session, reader, follow_up_id=follow_up_id).follow_up
    act = _unanswered(session, reader, follow_up)
    was_second = act is not None and relationships.no_answer(session, reader, act_id=act.id)
    said = words("reconnections/in_touch")["twice" if was_second else "no_answer_said"]
    return [block_kit.context(said, block_id=block_id(follow_up_id))]


def _unanswered(session: Session, reader: Reader, follow_up: FollowUp) -> Act | None:
    """The act that was this promise, if it could have been answered and is the latest towards them."""
    if follow_up.with_id is None:
        return None
    latest = relationships.latest_reaching_out(session, reader, about_id=follow_up.with_id)
    return latest if latest is not None and latest.key == log.of_promise(follow_up.id) else None


def block_id(follow_up_id: int) -> str:
    """The block that asks; its buttons stand in the one with ``:do`` behind it."""
    return f"felt:{follow_up_id}"
