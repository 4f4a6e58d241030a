"""Slack's markup: people's words made harmless on the way out, and read as plain text on the way in.

Words are stored as plain text and escaped once, at the edge. Slack escapes ``& < >`` alone; whatever stands
between ``<`` and ``>`` may ring, link or name somebody. For ``* _ ~`` and the backtick it has no escape, so
where they would change how a sentence of ours looks, a character that looks the same stands for them.
https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from datetime import UTC, datetime

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,}")
_LINKABLE = re.compile(r"(?:https?|slack)://[^\s<>|\x00-\x1f\x7f]+", re.IGNORECASE)

_MENTION = r"<@[UW][A-Z0-9]{2,}(?:\|[^<>]*)?>"
_NAMED_CHANNEL = re.compile(r"<#(C[A-Z0-9]{2,}|G[A-Z0-9]{2,})(?:\|[^<>]*)?>")
_MENTIONED = re.compile(r"<@([UW][A-Z0-9]{2,})(?:\|[^<>]*)?>")
# People named in a row are taken out together with the comma or the "and" between them.
_MENTIONS_IN_A_ROW = re.compile(rf"{_MENTION}(?:(?:[ \t]*(?:,|&amp;)|[ \t]+and(?=[ \t]))?[ \t]*{_MENTION})*")

_TOKEN = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}

# A zero-width space in between is no way out: Slack takes it for the end of a word, and it is copied along.
_ALIKE = str.maketrans({"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb", ">": "\u203a"})
# Left as they are: what stands within a word (snake_case), a blank to be filled in (___), a mark by itself,
# and a home folder (~/notes). None of them can end anything, so nothing begins either.
_MARK = re.compile(
    r"(?P<kept>(?<=[^\W_])(?:_+|~)(?=[^\W_])|(?<!\S)(?:_{3,}(?![^\W_]|[_~])|[_~](?!\S)|~(?=/)))"
    r"|[*_~`]+"
    r"|^[^\S\n]*>+",
    re.MULTILINE,
)


def escape(text: str) -> str:
    """Plain text as mrkdwn in which nothing rings, links or names, and which ``unescape`` reads back.

    Escape once: twice shows. For words among words of ours: ``literal``.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """Plain text as mrkdwn that is drawn as it is: escaped, with nothing bold, slanted, struck or quoted."""
    return escape(_MARK.sub(lambda mark: mark["kept"] or mark[0].translate(_ALIKE), text))


def unescape(text: str) -> str:
    """Mrkdwn that came from Slack as the plain text a person saw, to be stored and escaped again later.

    ``<@U1|ana>`` becomes ``@ana``, ``<#C1|general>`` ``#general``, ``<!here>`` ``@here``, and a link its
    label with the address behind it where that says more.
    """
    parts = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts += [_decode(text[end : token.start()]), _decode(_as_words(token[1]))]
        end = token.end()
    return "".join([*parts, _decode(text[end:])])


def mention(user_id: str) -> str:
    """A live mention, which rings. Raises ValueError for what is not a Slack user id."""
    if not _PERSON.fullmatch(user_id):
        raise ValueError("Not a Slack user id")
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """A link to a channel, shown by its name. Raises ValueError for what is not a Slack channel id."""
    if not _CHANNEL.fullmatch(channel_id):
        raise ValueError("Not a Slack channel id")
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str:
    """A link to ``url`` (https, http or slack), shown as ``label`` (plain text).

    ``|``, ``<``, ``>`` and line breaks leave the label. Raises ValueError for any other address.
    """
    if not _LINKABLE.fullmatch(url):
        raise ValueError("Not an address to link to")
    shown = _label(label)
    return f"<{escape(url)}|{literal(shown)}>" if shown else f"<{escape(url)}>"


def date(moment: datetime, format: str) -> str:
    """``moment`` (aware) written out in the zone of whoever reads it.

    ``format`` is made of Slack's own words, such as ``{date_short_pretty} at {time}``. Clients that do not
    know them show the moment in UTC. Raises ValueError for a naive moment or a format that would end early.
    """
    if moment.tzinfo is None:
        raise ValueError("A date needs an aware datetime: name its zone.")
    if not format.strip() or set(format) & set("^|<>\r\n"):
        raise ValueError("Not a date format")
    fallback = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(moment.timestamp())}^{escape(format)}|{fallback}>"


def mentions_in(text: str) -> list[str]:
    """The ids of the people named in mrkdwn that came from Slack, in order, each once."""
    return list(dict.fromkeys(_MENTIONED.findall(text)))


def channels_in(text: str) -> list[str]:
    """The ids of the channels named in mrkdwn that came from Slack, in order, each once."""
    return list(dict.fromkeys(_NAMED_CHANNEL.findall(text)))


def without_mentions(text: str) -> str:
    """Mrkdwn that came from Slack without the people named in it; still escaped."""
    parts = (part.strip(" \t") for part in _MENTIONS_IN_A_ROW.split(text))
    return " ".join(part for part in parts if part).strip()


def without_first_mention(text: str) -> str:
    """Mrkdwn that came from Slack without the first person named in it; still escaped."""
    first = _MENTIONED.search(text)
    return text if first is None else f"{text[: first.start()]}{text[first.end() :]}".strip()


def _as_words(token: str) -> str:
    head, _, label = token.partition("|")
    if head.startswith("@"):
        return f"@{label.removeprefix('@') or head[1:]}"
    if head.startswith("#"):
        return f"#{label.removeprefix('#') or head[1:]}"
    if head.startswith("!date^"):
        return label
    if head.startswith("!subteam^"):
        return f"@{label.removeprefix('@') or head.removeprefix('!subteam^')}"
    if head.startswith("!"):
        return f"@{label.removeprefix('@') or head[1:]}"
    address = head.removeprefix("mailto:")
    if not label or label in (address, re.sub(r"^https?://", "", address).rstrip("/")):
        return address
    return f"{label} ({address})"


def _decode(text: str) -> str:
    return _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], text)


def _label(text: str) -> str:
    return " ".join(re.sub(r"[|<>]", " ", text).split())
