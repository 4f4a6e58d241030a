"""Faces made of initials, the same colour for the same person every time."""

from markupsafe import Markup

from bot.sandbox.rendering.html import tag

_COLOURS = 14


def draw_avatar(who: str, *, name: str, bot: bool = False) -> Markup:
    """A rounded square with the initials of ``name``; its colour comes from the id ``who``."""
    if bot:
        leaf = tag("path", d="M18 4C9 4 4 8 4 14c0 2 .6 3 1 4 1-5 4-8 8-9-3 2-5 5-6 10 6 1 11-3 11-15Z")
        return tag(
            "span", tag("svg", leaf, viewBox="0 0 22 22"), class_="avatar avatar-bot", aria_hidden="true"
        )
    words = [word for word in name.split() if word]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    return tag("span", initials, class_=f"avatar avatar-{sum(who.encode()) % _COLOURS}", aria_hidden="true")
