"""People, channels, links and calls to everyone, wherever they stand in a text."""

from markupsafe import Markup

from bot.sandbox.rendering.html import Content, tag
from bot.sandbox.rendering.scene import Scene

BROADCASTS = frozenset({"here", "channel", "everyone"})


def draw_person(user_id: str, *, scene: Scene, label: str = "") -> Markup:
    """``@Name``, marked when it is whoever looks."""
    name = scene.people.get(user_id) or label or "someone"
    kind = "mention mention-you" if user_id == scene.viewer else "mention"
    return _pointing("@" + name, kind=kind, address=scene.address_of(user_id))


def draw_channel(channel_id: str, *, scene: Scene, label: str = "") -> Markup:
    """``#name``, leading to the channel where the page has it."""
    name = scene.channels.get(channel_id) or label or "private-channel"
    return _pointing("#" + name, kind="mention", address=scene.address_of(channel_id))


def draw_broadcast(everyone: str) -> Markup:
    """``@here``, ``@channel`` or ``@everyone``."""
    return tag("span", "@" + everyone, class_="mention mention-all")


def draw_link(url: object, *, label: Content, scene: Scene) -> Markup:
    """``label`` leading to ``url``; only the label where a link must not lead there."""
    target = scene.link_target(url)
    if target is None:
        return tag("span", label, class_="dead-link")
    if target.startswith("/"):
        return tag("a", label, href=target)
    return tag("a", label, href=target, target="_blank", rel="noopener noreferrer")


def _pointing(words: str, *, kind: str, address: str | None) -> Markup:
    if address is None:
        return tag("span", words, class_=kind)
    return tag("a", words, class_=kind, href=address)
