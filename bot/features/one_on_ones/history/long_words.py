"""Somebody's words in pieces, each of which fits one block of Slack's; nothing of them is cut."""

from bot.platform.slack.limits import TEXT, length
from bot.platform.slack.mrkdwn import escape

# What stands around them in the first block: a name, a line of ours.
_ROOM = TEXT - 400


def pieces(text: str, *, longest: int = _ROOM) -> list[str]:
    """The text in pieces that are, once escaped, ``longest`` units long at most.

    They part between words where they can; the blanks there are all that goes.
    """
    found, rest = [], text.strip()
    while length(escape(rest)) > longest:
        cut = _fitting(rest, longest)
        blank = max(rest.rfind(" ", 1, cut + 1), rest.rfind("\n", 1, cut + 1))
        cut = blank if blank > cut // 2 else cut
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest]


def _fitting(text: str, longest: int) -> int:
    """How many characters from the beginning fit."""
    used = 0
    for place, character in enumerate(text):
        used += length(escape(character))
        if used > longest:
            return max(place, 1)
    return len(text)
