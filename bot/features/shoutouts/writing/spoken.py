"""What was typed behind `/shoutout`: the people it names, a team, and the words. Pure."""

import re
from dataclasses import dataclass

from bot.platform.slack import mrkdwn

_MENTION = r"<@[UW][A-Z0-9]{2,}(?:\|[^<>]*)?>"
_GROUP = r"<!subteam\^[A-Z0-9]+(?:\|[^<>]*)?>"
_NAME = rf"(?:{_MENTION}|{_GROUP})"
_BETWEEN = r"(?:[ \t]*(?:,|&amp;)|[ \t]+and(?=[ \t]))?[ \t]*"
_NAMES_IN_FRONT = re.compile(rf"\s*{_NAME}(?:{_BETWEEN}{_NAME})*[ \t]*(?:[,:](?!\S))?")
_GROUPS = re.compile(r"<!subteam\^[A-Z0-9]+(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The ids of those who are thanked, in order, each once; and the words, as plain text.

    ``groups`` are the handles of the user groups that were named, without the @; an empty one is a group
    whose handle Slack did not send along. ``line`` is all of it as it was typed.
    """

    receiver_ids: list[str]
    words: str
    groups: list[str]
    line: str


def understood(text: str) -> Spoken:
    """A line as it came from Slack: whoever is named with @ is thanked, the rest are the words.

    The names in front leave the words; one in the middle of a sentence stays there, as text.
    """
    handles = [mrkdwn.unescape(handle).strip().lstrip("@") for handle in _GROUPS.findall(text)]
    return Spoken(
        receiver_ids=mrkdwn.mentions_in(text),
        words=mrkdwn.unescape(_without_names_in_front(text)).strip(),
        groups=list(dict.fromkeys(handles)),
        line=mrkdwn.unescape(text).strip(),
    )


def _without_names_in_front(text: str) -> str:
    names = _NAMES_IN_FRONT.match(text)
    return text[names.end() :] if names else text
