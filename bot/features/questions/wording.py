"""What any words must be like before people read them, whichever content file they stand in."""

import re
from collections.abc import Iterator

BANNED = (
    "toxic", "passive-aggressive", "passive aggressive", "attachment", "narcissist", "narcissistic",
    "gaslighting", "trauma", "traumatic", "triggered", "dysfunctional", "paranoid", "bipolar", "hysterical",
    "codependent",
    "toxisch", "passiv-aggressiv", "narzisst", "narzisstisch", "traumatisch", "traumatisiert",
    "getriggert", "dysfunktional", "hysterisch", "beziehungsunfähig", "koabhängig", "krankhaft",
)  # fmt: skip
"""Words that diagnose people, English and German; in other languages they forbid nothing by accident."""


def faults(key: str, text: str, *, longest: int) -> Iterator[str]:
    """What is wrong with the words of ``key``, each a sentence; ``longest`` is in characters."""
    if len(text) > longest:
        yield f"The {key} has {len(text)} characters; {longest} are the most."
    if "\n" in text:
        yield f"The {key} runs over more than one line."
    if "!" in text:
        yield f"The {key} has an exclamation mark."
    for word in sorted({found.lower() for found in _BANNED_WORDS.findall(text)}):
        yield f'The {key} says "{word}", a word that judges people.'


_BANNED_WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, BANNED))})(?!\w)", re.IGNORECASE)
