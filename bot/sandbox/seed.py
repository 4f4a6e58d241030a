"""What happened in the team before the newcomer arrives: a little history, made by hand."""

from bot.sandbox.sandbox import Sandbox


def play_history(sandbox: Sandbox) -> None:
    """Let a few people have used Tend already."""
