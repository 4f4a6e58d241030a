"""Not again: *Let this rest* and *They asked me not to*, to stand on any screen about somebody."""

from datetime import date

from bot.features.reconnections import exits
from bot.features.reconnections.in_touch.actions import Rest
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def row(about_id: str) -> Block:
    """Both, in a row of their own."""
    said = words("reconnections/rests")
    return block_kit.actions(
        [
            block_kit.button(said.plain("rest"), action_id=Rest.REST, value=about_id),
            block_kit.button(said.plain("asked_not_to"), action_id=Rest.ASKED_NOT_TO, value=about_id),
        ],
        block_id="rests",
    )


def rests(until: date | None) -> Block:
    """It rests until that day; None: for good."""
    said = words("reconnections/rests", until=until)
    return _page([block_kit.section(said["rests" if until else "for_good"])])


def left_alone(about_id: str) -> Block:
    """What stands in the place of any way to somebody who asked not to."""
    said = words("reconnections/rests", about_id=about_id)
    changed = block_kit.button(said.plain("changed"), action_id=Rest.CHANGED, value=about_id)
    return _page([block_kit.section(said["left_alone"]), block_kit.actions([changed], block_id="left_alone")])


def changed() -> Block:
    """It is over: one can turn to them again."""
    return _page([block_kit.section(words("reconnections/rests")["changed_said"])])


def _page(blocks: list[Block]) -> Block:
    said = words("reconnections/rests")
    return block_kit.modal(
        said.plain("title"),
        blocks=[*blocks, exits.row()],
        callback_id="reconnections.page",
        close=said.plain("close"),
    )
