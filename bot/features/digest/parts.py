"""What a section of a digest says, and how many of its lines there is room for. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

Lines = Callable[[], list[list[Block]]]
"""Puts together the lines of a page, each a block or two. A card does not need them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section's say.

    ``line`` is for the card, in counts: it names nobody, since cards are read over shoulders; empty where
    only the page tells it. ``lines`` are for the page behind *Open*. ``more_at`` is the
    command that lists the rest when there is not room for all. A suggestion is worth no digest of its own.
    """

    line: str
    heading: str
    lines: Lines
    more_at: str = "/digest"
    is_suggestion: bool = False


def fitted(parts: Sequence[Part], *, room: int) -> list[Block]:
    """The parts as blocks, at most ``room``: the longest give way first, and say how much they leave out.

    Every part keeps its heading and its first line.
    """
    every = [part.lines() for part in parts]
    kept = [len(lines) for lines in every]
    while sum(map(_height, every, kept)) > room:
        longest = max(
            range(len(kept)), key=lambda place: (kept[place] > 1, _height(every[place], kept[place]))
        )
        if kept[longest] <= 1:
            break
        kept[longest] -= 1
    told = zip(parts, every, kept, strict=True)
    return [block for part, lines, most in told for block in _blocks(part, lines, most)][:room]


def _height(lines: list[list[Block]], kept: int) -> int:
    return 1 + sum(len(line) for line in lines[:kept]) + (kept < len(lines))


def _blocks(part: Part, lines: list[list[Block]], kept: int) -> list[Block]:
    blocks = [block_kit.header(part.heading), *(block for line in lines[:kept] for block in line)]
    if kept < len(lines):
        said = words("digest/digest", count=len(lines) - kept, command=part.more_at)
        blocks.append(block_kit.context(said["more"]))
    return blocks
