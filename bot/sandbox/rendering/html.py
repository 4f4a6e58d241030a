"""Writing HTML so that whatever people typed stays text."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_VOID = frozenset({"br", "hr", "img", "input"})
_OPENABLE = frozenset({"http", "https", "mailto"})
_NOTHING = Markup("")

Content = str | Markup


def tag(name: str, /, *content: Content, **attributes: object) -> Markup:
    """One element. Plain strings in ``content`` and all attribute values are escaped; Markup is kept.

    Attribute names lose a trailing underscore and take hyphens for the others (``class_``, ``aria_label``).
    An attribute that is None or False is left out, one that is True stands without a value.
    """
    written = _NOTHING.join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup("<{}{}>").format(name, written)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, join(content))


def join(parts: Iterable[Content], *, between: Content = "") -> Markup:
    """The parts one after the other; plain strings are escaped."""
    return escape(between).join(parts)


def openable(url: object) -> str | None:
    """``url`` if a link may lead there: web and mail addresses only, without control characters."""
    if not isinstance(url, str) or any(ord(character) < 33 for character in url.strip()):
        return None
    try:
        scheme = urlsplit(url.strip()).scheme
    except ValueError:
        return None
    return url.strip() if scheme.lower() in _OPENABLE else None


def _attribute(key: str, value: object) -> Markup:
    if value is None or value is False:
        return _NOTHING
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return Markup(" {}").format(name)
    return Markup(' {}="{}"').format(name, str(value))
