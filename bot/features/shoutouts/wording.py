"""The words of a shout-out: what they did, when it was, what it changed. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from bot.platform.errors import UserError
from bot.platform.templating import words

# Judgement, in plain characters: long enough for a story, short enough that a channel reads it to the end.
LONGEST_WORDS = 1500
LONGEST_TEAM = 75

# What writes the rest of a line the other way round: a name stands between other names.
_TURNS_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


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


def checked_team(name: str) -> str | None:
    """A team's name on one line, without the @ in front; None for none. Raises NotAShoutout when too long."""
    kept = _visible(" ".join(_TURNS_AROUND.sub("", name).split()).lstrip("@# "))
    if len(kept) > LONGEST_TEAM:
        refusal = words("shoutouts/refusals", length=len(kept), most=LONGEST_TEAM)
        raise NotAShoutout(refusal.plain("long_team"), field="team")
    return kept or None


def _visible(text: str) -> str:
    """``text`` without blanks around it; empty when nothing in it can be seen, such as a zero-width space."""
    kept = text.strip()
    return kept if any(unicodedata.category(character)[0] not in "ZC" for character in kept) else ""
