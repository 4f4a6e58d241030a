"""How promises look: a line that can be answered, a line that has been, and the list."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from bot.features.follow_ups.models import FollowUp, State
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.slack.message import Message
from bot.platform.templating import Words, marked, words

# Slack takes 50 blocks a message, and a line is two of them.
_MOST_LINES = 12


class Action(StrEnum):
    """What can be pressed on a promise. The value is its id."""

    DONE = "follow_ups.done"
    SMALLER = "follow_ups.smaller"
    SNOOZE = "follow_ups.snooze"
    LET_GO = "follow_ups.let_go"
    WHY = "follow_ups.why"
    OPEN = "follow_ups.open"
    MINE = "follow_ups.mine"
    NOT_MINE = "follow_ups.not_mine"


class Snooze(StrEnum):
    """How long to put a nudge off."""

    TOMORROW = "tomorrow"
    WEEK = "week"
    MONTH = "month"
    DAY = "day"


def block_id(follow_up_id: int) -> str:
    """The block that says what was promised; the buttons stand in the one with ``:do`` behind it."""
    return f"follow_up:{follow_up_id}"


def nudge_line(follow_up: FollowUp, *, today: date) -> list[Block]:
    """A due promise on its owner's card: what, why now, and what can be done about it.

    A private one stays covered until it is opened: cards are read over shoulders.
    """
    if follow_up.state == State.OFFERED:
        return offered_line(follow_up)
    said = words("follow_ups/nudge", due_on=follow_up.due_on, days=(follow_up.due_on - today).days)
    number = follow_up.nudges
    part = f"nudge_{number}" if said.has(f"nudge_{number}") else f"again_{(number - 4) % 4 + 1}"
    return _line(follow_up, f"{covered(follow_up)}\n{said[part]}", can_be_opened=not follow_up.is_shared)


def listed_line(follow_up: FollowUp, *, today: date) -> list[Block]:
    """An open promise on a list that its owner asked for."""
    if follow_up.state == State.OFFERED:
        return offered_line(follow_up)
    said = _said(follow_up, days=(follow_up.due_on - today).days)
    return _line(follow_up, f"{said['shared']}\n{said['due']}", can_be_opened=False)


def offered_line(follow_up: FollowUp) -> list[Block]:
    """What somebody else wrote down for the owner: theirs or not?"""
    said = _said(follow_up)
    value = str(follow_up.id)
    return [
        block_kit.section(f"{said['offered']}\n{said['offered_due']}", block_id=block_id(follow_up.id)),
        block_kit.actions(
            [
                block_kit.button(said.plain("mine"), action_id=Action.MINE, value=value, style="primary"),
                block_kit.button(said.plain("not_mine"), action_id=Action.NOT_MINE, value=value),
            ],
            block_id=f"{block_id(follow_up.id)}:do",
        ),
    ]


def answered_line(follow_up: FollowUp, *, uncovered: bool = False) -> list[Block]:
    """How a promise stands, with nothing to press."""
    what = _said(follow_up)["shared"] if uncovered or follow_up.is_shared else _something()
    said = words("follow_ups/line", what=marked(what), next_on=follow_up.next_nudge_on)
    part = {
        State.DONE: "ended_done",
        State.LET_GO: "ended_let_go",
        State.DECLINED: "ended_declined",
        State.OFFERED: "newer",
    }.get(State(follow_up.state), "put_off" if follow_up.next_nudge_on else "newer")
    return [block_kit.context(said[part], block_id=block_id(follow_up.id))]


def line_on_older_card(follow_up: FollowUp) -> list[Block]:
    """The line of a card that a newer one has taken the place of."""
    if follow_up.state != State.OPEN:
        return answered_line(follow_up)
    what = _said(follow_up)["shared"] if follow_up.is_shared else _something()
    return [block_kit.context(words("follow_ups/line", what=marked(what))["newer"])]


def promised_line(follow_up: FollowUp, *, viewer_id: str, today: date) -> list[Block]:
    """What somebody promised the reader, on an agenda they share. Only its owner can answer it."""
    said = _said(follow_up, days=(follow_up.due_on - today).days)
    waits = follow_up.state != State.OPEN and viewer_id != follow_up.owner_id
    return [block_kit.section(f"{said['promised']}\n{said['waits' if waits else 'due']}")]


def covered(follow_up: FollowUp) -> str:
    """What it says where others may look over a shoulder, as mrkdwn."""
    return _said(follow_up)["shared" if follow_up.is_shared else "private"]


def overview(
    mine: list[FollowUp],
    theirs: list[FollowUp],
    *,
    answered: FollowUp | None = None,
    asked: Sequence[Block] = (),
    viewer_id: str,
    today: date,
) -> Message:
    """The answer to ``/followups``; above the rest, how the one stands that was ``answered`` just now.

    ``asked`` is what the feature it comes from wants to know of it.
    """
    said = words("follow_ups/list", count=max(len(mine) - _MOST_LINES, len(theirs) - _MOST_LINES))
    blocks = [block_kit.header(said.plain("title"))]
    if answered is not None:
        blocks += [*answered_line(answered, uncovered=True), *asked]
    mine = [follow_up for follow_up in mine if follow_up is not answered]
    if not mine and not theirs:
        blocks.append(block_kit.section(said["nothing"]))
    for follow_up in mine[:_MOST_LINES]:
        blocks += listed_line(follow_up, today=today)
    if theirs:
        blocks += [block_kit.divider(), block_kit.section(said["to_you"])]
    for follow_up in theirs[:_MOST_LINES]:
        blocks += promised_line(follow_up, viewer_id=viewer_id, today=today)
    if len(mine) > _MOST_LINES or len(theirs) > _MOST_LINES:
        blocks.append(block_kit.context(said["more"]))
    return Message(said["notification"], blocks)


def help_message() -> Message:
    """The answer to ``/followups help``."""
    said = words("follow_ups/list")
    return Message(said["notification"], [block_kit.section(said["help"])])


def why(follow_up: FollowUp, *, created_on: date) -> str:
    """Why it came, and when it comes again, as mrkdwn. ``created_on`` is a day on the owner's calendar."""
    said = words(
        "follow_ups/why",
        created_on=created_on,
        due_on=follow_up.due_on,
        with_id=follow_up.with_id,
        next_on=follow_up.next_nudge_on,
    )
    return "\n".join([said[follow_up.origin.replace("-", "_")], said["next"], said["rule"]])


def _line(follow_up: FollowUp, text: str, *, can_be_opened: bool) -> list[Block]:
    said = words("follow_ups/line")
    value = str(follow_up.id)
    buttons = [
        block_kit.button(said.plain("done"), action_id=Action.DONE, value=value, style="primary"),
        block_kit.button(said.plain("smaller"), action_id=Action.SMALLER, value=value),
        elements.static_select(
            Action.SNOOZE,
            options=[option(said.plain(f"snooze_{choice}"), value=f"{choice}:{value}") for choice in Snooze],
            placeholder=said.plain("snooze"),
        ),
        block_kit.button(said.plain("let_go"), action_id=Action.LET_GO, value=value),
        block_kit.button(said.plain("why"), action_id=Action.WHY, value=value),
    ]
    if can_be_opened:
        buttons.insert(0, block_kit.button(said.plain("open"), action_id=Action.OPEN, value=value))
    return [
        block_kit.section(text, block_id=block_id(follow_up.id)),
        block_kit.actions(buttons, block_id=f"{block_id(follow_up.id)}:do"),
    ]


def _said(follow_up: FollowUp, *, days: int = 0) -> Words:
    return words(
        "follow_ups/line",
        words=follow_up.words,
        with_id=follow_up.with_id,
        owner_id=follow_up.owner_id,
        author_id=follow_up.author_id,
        due_on=follow_up.due_on,
        days=days,
    )


def _something() -> str:
    return words("follow_ups/line")["something"]
