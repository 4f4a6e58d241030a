"""What somebody typed into a large field, one thing a line: trimmed, each once, as plain text."""

import unicodedata
from dataclasses import dataclass, field

# Control characters and halves of characters: nothing anybody sees, and not every database keeps them.
_UNSEEN = ("Cc", "Cs")


@dataclass(frozen=True, slots=True)
class TypedLines:
    """``kept``: the lines in their order. ``doubles``: those that stood there before, each once."""

    kept: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)


def typed_lines(text: str) -> TypedLines:
    """The lines of ``text`` that say something. Large and small letters make no difference between two."""
    first: dict[str, str] = {}
    doubles: dict[str, str] = {}
    for typed in text.splitlines():
        line = _tidy(typed)
        if not any(character.isprintable() and not character.isspace() for character in line):
            continue
        if line.casefold() in first:
            doubles.setdefault(line.casefold(), first[line.casefold()])
        else:
            first[line.casefold()] = line
    return TypedLines(list(first.values()), list(doubles.values()))


def _tidy(line: str) -> str:
    seen = "".join(" " if unicodedata.category(letter) in _UNSEEN else letter for letter in line)
    return " ".join(seen.split())
