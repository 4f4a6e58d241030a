"""The words of a shout-out: what they did, when it was, what it changed. Pure."""

import unicodedata
from dataclasses import dataclass

from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement, in plain characters: long enough for a story, short enough that a channel reads it to the end.
LONGEST_WORDS = 1500


class NotAShoutout(UserError):
    """The words are empty or too long, or nobody or too many people are named."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an author wrote, as plain text. Only ``did`` is always there."""

    did: str
    occasion: str = ""
    effect: str = ""

    @property
    def text(self) -> str:
        """All of it, a line each, in the order in which it is read."""
        return "\n".join(part for part in (self.occasion, self.did, self.effect) if part)


def checked(wording: Wording) -> Wording:
    """The words without blanks around them. Raises NotAShoutout when nothing can be read, or too much."""
    kept = Wording(
        did=_visible(wording.did), occasion=_visible(wording.occasion), effect=_visible(wording.effect)
    )
    if not kept.did:
        raise NotAShoutout(words("shoutouts/refusals").plain("no_words"), field="did")
    length = len(kept.text)
    if length > LONGEST_WORDS:
        refusal = words("shoutouts/refusals", length=length, most=LONGEST_WORDS)
        raise NotAShoutout(refusal.plain("too_long"), field="did")
    return kept


def _visible(text: str) -> str:
    """``text`` without blanks around it; empty when nothing in it can be seen, such as a zero-width space."""
    kept = text.strip()
    return kept if any(unicodedata.category(character)[0] not in "ZC" for character in kept) else ""
