"""What a message says and offers above its foot, which stands below all that comes by itself."""

from bot.sandbox.slack.messages import Blocks, Message
from bot.sandbox.slack.words import words_in

_FOOT = "foot"


def blocks_above(message: Message) -> Blocks:
    """The message's blocks without the foot."""
    return [block for block in message.blocks if block.get("block_id") != _FOOT]


def words_above(message: Message) -> str:
    """What can be read on the message, but for the foot's menu."""
    return words_in(blocks_above(message))


def buttons_above(message: Message) -> Blocks:
    """The rows of buttons on the message, but for the foot's menu."""
    return [block for block in blocks_above(message) if block["type"] == "actions"]
