"""Days go by for somebody who uses Tend meanwhile, so that it does not fall silent towards them."""

from bot.sandbox.sandbox import Sandbox

# More often than two cards can be left alone.
_DAYS_BETWEEN = 3


def let_days_pass_using_it(tend: Sandbox, handle: str, days: int) -> None:
    """Let that many times 24 hours pass; every few of them they open their Home tab, and press nothing."""
    for first in range(0, days, _DAYS_BETWEEN):
        tend.let_days_pass(min(_DAYS_BETWEEN, days - first))
        tend.hands(handle).opens_home()
