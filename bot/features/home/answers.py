"""Short answers in front of the Home tab: what Tend would hold, not for me, and *that has changed*."""

from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def holds() -> Block:
    """What Tend would keep about somebody, before they say yes."""
    return _answer("holds")


def not_for_me() -> Block:
    """The answer to *Not for me*; nothing is kept."""
    return _answer("not_for_me")


def changed_meanwhile() -> Block:
    """What was pressed is not there any more; the tab is shown anew behind this."""
    return _answer("changed")


def _answer(part: str) -> Block:
    said = words("home/tab")
    return block_kit.modal(
        said.plain(part),
        blocks=[block_kit.section(said[f"{part}_text"])],
        callback_id=f"home.{part}",
        close=said.plain("close"),
    )
