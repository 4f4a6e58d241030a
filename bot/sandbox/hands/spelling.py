"""What Slack makes of a line that a person types: mentions, channels, links and escapes."""

import re
from collections.abc import Callable

from bot.sandbox.slack.directory import Directory

_LINK = re.compile(r"https?://[^\s<>]+")
_MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")
_CHANNEL = re.compile(r"(?<![\w#&])#([\w-]*\w)")
_EVERYBODY = ("here", "channel", "everyone")


def spelled(line: str, *, directory: Directory, with_names: bool) -> str:
    """A typed line as an app receives it.

    ``with_names`` is the form of commands with should_escape (``<@U…|ana>``); messages have the bare one
    (``<@U…>``). A name that is nobody's stays as typed. ``& < >`` are escaped.
    """

    def person(found: re.Match[str]) -> str:
        if found[1] in _EVERYBODY:
            return f"<!{found[1]}>"
        known = directory.find_person(found[1])
        if known is None or known.deleted:
            return found[0]
        return f"<@{known.id}|{known.handle}>" if with_names else f"<@{known.id}>"

    def channel(found: re.Match[str]) -> str:
        known = directory.find_channel(found[1])
        if known is None or known.is_im:
            return found[0]
        return f"<#{known.id}|{known.name if with_names else ''}>"

    pieces = []
    end = 0
    for link in _LINK.finditer(line):
        pieces += [_words(line[end : link.start()], person, channel), f"<{escaped(link[0])}>"]
        end = link.end()
    return "".join([*pieces, _words(line[end:], person, channel)])


def escaped(text: str) -> str:
    """Slack's three escapes (https://docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


Speller = Callable[[re.Match[str]], str]


def _words(text: str, person: Speller, channel: Speller) -> str:
    return _CHANNEL.sub(channel, _MENTION.sub(person, escaped(text)))
