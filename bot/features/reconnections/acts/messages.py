"""What an act says in its author's own messages: their words, and the reminder they asked for."""

from bot.features.follow_ups import blocks as follow_ups
from bot.features.follow_ups.models import FollowUp
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.models import HandedWords
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.slack.message import Message
from bot.platform.templating import words


def handed(row: HandedWords, text: str, *, name: str) -> Message:
    """Somebody's own ``text``, for them to send. The notification says nothing of it."""
    url = f"slack://user?team={row.workspace_id}&id={row.about_id}"
    said, value = words("reconnections/handed", url=url, name=name), str(row.id)
    blocks = [
        block_kit.section(said["message"]),
        block_kit.rich_text([block_kit.rich_text_section(text)], block_id="words"),
    ]
    if row.about_id is not None:
        blocks.append(block_kit.section(said["conversation"]))
    buttons = [
        block_kit.button(said.plain("did_it_short"), action_id=Action.DID_IT, value=value, style="primary"),
        block_kit.button(said.plain("take_away"), action_id=Action.TAKE_AWAY, value=value),
    ]
    blocks += [block_kit.actions(buttons, block_id="used"), block_kit.context(said["goes"])]
    return Message(said["notification"], blocks)


def reminder(follow_up: FollowUp) -> Message:
    """What was asked for at this time. What it is, and towards whom, is read behind *Open*.

    Its buttons are those of any promise, so that lists and cards know at once what was pressed.
    """
    said, value = words("reconnections/handed"), str(follow_up.id)
    own = follow_ups.block_id(follow_up.id)
    line: list[Block] = [
        block_kit.button(said.plain("open_it"), action_id=Action.OPEN, value=value),
        block_kit.button(
            said.plain("did_it_short"), action_id=follow_ups.Action.DONE, value=value, style="primary"
        ),
        block_kit.button(
            words("follow_ups/line").plain("smaller"), action_id=follow_ups.Action.SMALLER, value=value
        ),
        elements.static_select(
            follow_ups.Action.SNOOZE,
            options=[
                option(words("follow_ups/line").plain(f"snooze_{each}"), value=f"{each}:{value}")
                for each in follow_ups.Snooze
            ],
            placeholder=said.plain("not_yet"),
        ),
        block_kit.button(
            words("follow_ups/line").plain("let_go"), action_id=follow_ups.Action.LET_GO, value=value
        ),
        block_kit.button(words("follow_ups/line").plain("why"), action_id=follow_ups.Action.WHY, value=value),
    ]
    return Message(
        said["reminder_notification"],
        [block_kit.section(said["reminder"], block_id=own), block_kit.actions(line, block_id=f"{own}:do")],
    )
