"""A short answer in the place of a form."""

from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def page(title: str, text: str) -> Block:
    """``title`` is plain, ``text`` mrkdwn."""
    said = words("one_on_ones/form")
    return block_kit.modal(
        title, blocks=[block_kit.section(text)], callback_id="one_on_ones.said", close=said.plain("done")
    )
