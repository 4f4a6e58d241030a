"""What was typed behind `/shoutout`: the people it names, and the words. Pure."""

import re
from dataclasses import dataclass

from bot.platform.slack import mrkdwn

_MENTION = r"<@[UW][A-Z0-9]{2,}(?:\|[^<>]*)?>"
_BETWEEN = r"(?:[ \t]*(?:,|&amp;)|[ \t]+and(?=[ \t]))?[ \t]*"
_NAMES_IN_FRONT = re.compile(rf"\s*{_MENTION}(?:{_BETWEEN}{_MENTION})*[ \t]*[,:]?")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The ids of those who are thanked, in order, each once; and the words, as plain text."""

    receiver_ids: list[str]
    words: str


def understood(text: str) -> Spoken:
    """A line as it came from Slack: whoever is named with @ is thanked, the rest are the words.

    The names in front leave the words; one in the middle of a sentence stays there, as text.
    """
    return Spoken(mrkdwn.mentions_in(text), mrkdwn.unescape(_without_names_in_front(text)).strip())


def _without_names_in_front(text: str) -> str:
    names = _NAMES_IN_FRONT.match(text)
    return text[names.end() :] if names else text
