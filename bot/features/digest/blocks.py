"""How a digest looks: a few lines of counts on the card, and the whole page when it is opened."""

from enum import StrEnum

from bot.features.digest.parts import fitted
from bot.features.digest.service import Digest
from bot.features.digest.twelve_weeks import TwelveWeeks
from bot.platform.slack import block_kit, charts
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words

# Slack takes 50 blocks a message and 100 a modal; the heading, the chart and the words below take six.
_ROOM_IN_A_MESSAGE = 44
_ROOM_IN_A_MODAL = 94


class Action(StrEnum):
    """What can be pressed on a digest."""

    OPEN = "digest.open"
    WHY = "digest.why"
    PAUSE = "digest.pause"


def on_the_card(digest: Digest) -> list[Block]:
    """The week in counts, behind which the page stands."""
    said = words("digest/digest")
    lines = [part.line for part in digest.parts if part.line]
    return [
        block_kit.section("\n".join([said["on_the_card"], *lines])),
        *_chart(digest.chart),
        block_kit.actions(
            [
                block_kit.button(said.plain("open"), action_id=Action.OPEN),
                block_kit.button(said.plain("why"), action_id=Action.WHY),
            ]
        ),
    ]


def on_an_older_card() -> list[Block]:
    """What is left of it once a newer card has come."""
    return [block_kit.context(words("digest/digest")["on_an_older_card"])]


def page(digest: Digest) -> Block:
    """The whole week as a modal, in which Slack's chart cannot stand."""
    said = words("digest/digest")
    blocks = [*charts.without_charts(_chart(digest.chart)), *_page(digest, room=_ROOM_IN_A_MODAL)]
    return block_kit.modal(
        said.plain("title"), blocks=blocks, callback_id="digest.page", close=said.plain("close")
    )


def answer(digest: Digest) -> Message:
    """The whole week as the answer to ``/digest``."""
    said = words("digest/digest")
    blocks = [
        block_kit.header(said.plain("title")),
        *_chart(digest.chart),
        *_page(digest, room=_ROOM_IN_A_MESSAGE),
    ]
    return Message(said["notification"], blocks)


def help_message() -> Message:
    """The answer to ``/digest help``."""
    said = words("digest/digest")
    return Message(said["notification"], [block_kit.section(said["help"])])


def why() -> Block:
    """Why it came."""
    return _words_alone("why", "why_text", callback_id="digest.why")


def paused() -> Block:
    """That nothing comes any more, as a modal."""
    return _words_alone("pause", "paused", callback_id="digest.paused")


def paused_message() -> Message:
    """The same as a message."""
    said = words("digest/digest")
    return Message(said["notification"], [block_kit.section(said["paused"])])


def _words_alone(title: str, text: str, *, callback_id: str) -> Block:
    said = words("digest/digest")
    return block_kit.modal(
        said.plain(title),
        blocks=[block_kit.section(said[text])],
        callback_id=callback_id,
        close=said.plain("close"),
    )


def _page(digest: Digest, *, room: int) -> list[Block]:
    said = words("digest/digest")
    nothing = [] if digest.says_something else [block_kit.section(said["nothing"])]
    pause = block_kit.button(
        said.plain("pause"),
        action_id=Action.PAUSE,
        confirm=block_kit.confirm(
            said.plain("pause"),
            text=said.plain("pause_text"),
            yes=said.plain("pause_yes"),
            no=said.plain("pause_no"),
        ),
    )
    return [
        *nothing,
        *fitted(digest.parts, room=room),
        block_kit.context(said["about_you_alone"]),
        *([block_kit.actions([pause], block_id="digest:pause")] if digest.comes_by_itself else []),
    ]


def _chart(weeks: TwelveWeeks | None) -> list[Block]:
    """The picture, and its numbers below for whoever would rather read them."""
    if weeks is None:
        return []
    said = words("digest/chart", weeks=weeks)
    series = {
        said.plain(name): getattr(weeks, name)
        for name in ("meant", "held", "thanks", "kept")
        if any(getattr(weeks, name))
    }
    labels = [words("digest/chart", monday=monday).plain("label") for monday in weeks.mondays]
    return [
        block_kit.chart(
            said.plain("title"), kind="line", categories=labels, series=series, block_id="digest:chart"
        ),
        block_kit.context(said["numbers"], block_id="digest:numbers"),
    ]
