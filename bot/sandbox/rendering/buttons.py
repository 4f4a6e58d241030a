"""Buttons, the question before a grave one, and the menu behind three dots."""

from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.emoji import with_emoji
from bot.sandbox.rendering.html import Content, join, tag
from bot.sandbox.rendering.mrkdwn import draw_text
from bot.sandbox.rendering.place import Place


def draw_button(place: Place) -> Markup:
    """A button; with ``confirm`` it asks first, with ``url`` it also opens the address."""
    element = place.element
    words = with_emoji(str((element.get("text") or {}).get("text", "")))
    style = str(element.get("style", "plain"))
    look = f"button {style if style in ('primary', 'danger') else 'plain'}"
    target = place.scene.link_target(element.get("url"))
    if target is not None:
        return _draw_link_button(place, words, target=target, look=look)
    if element.get("confirm"):
        return _draw_asking_button(place, words, look=look)
    return tag(
        "button",
        words,
        type="button",
        id=place.id,
        class_=look,
        aria_label=element.get("accessibility_label"),
        disabled=not place.surface.live,
        autofocus=place.takes_focus,
        **place.telling(),
    )


def draw_overflow(place: Place) -> Markup:
    """Three dots that open a short menu."""
    menu = f"{place.id}-menu"
    items = [_draw_menu_item(place, option, menu=menu) for option in place.element.get("options", [])]
    opener = tag(
        "button",
        "⋯",
        type="button",
        id=place.id,
        class_="button plain overflow",
        aria_label=str(place.element.get("accessibility_label") or "More"),
        popovertarget=menu,
        disabled=not place.surface.live,
    )
    return tag("span", opener, tag("div", *items, id=menu, popover=True, class_="menu"), class_="holder")


def _draw_menu_item(place: Place, option: dict[str, Any], *, menu: str) -> Markup:
    words: list[Content] = [draw_text(option.get("text") or {}, scene=place.scene)]
    if option.get("description"):
        words.append(tag("small", draw_text(option["description"], scene=place.scene)))
    return tag(
        "button",
        *words,
        type="button",
        popovertarget=menu,
        popovertargetaction="hide",
        **place.telling(str(option.get("value", ""))),
    )


def _draw_link_button(place: Place, words: Markup, *, target: str, look: str) -> Markup:
    inside = target.startswith("/")
    link = tag(
        "a",
        words,
        href=target,
        class_=look,
        target=None if inside else "_blank",
        rel=None if inside else "noopener noreferrer",
        aria_label=place.element.get("accessibility_label"),
    )
    told = place.telling(when="click")
    # The holder tells the bot, not the link: the link goes on leading somewhere.
    return tag(
        "span", link, id=place.id, class_="holder", hx_config="keepalive:true" if told else None, **told
    )


def _draw_asking_button(place: Place, words: Markup, *, look: str) -> Markup:
    confirm: dict[str, Any] = place.element["confirm"]
    sheet = f"{place.id}-sure"
    opener = tag(
        "button",
        words,
        type="button",
        id=place.id,
        class_=look,
        popovertarget=sheet,
        disabled=not place.surface.live,
    )
    title = tag("h3", draw_text(confirm.get("title") or {}, scene=place.scene), id=f"{sheet}-title")
    text = tag("p", draw_text(confirm.get("text") or {}, scene=place.scene))
    buttons = [
        tag(
            "button",
            str((confirm.get("deny") or {}).get("text", "Cancel")),
            type="button",
            class_="button plain",
            popovertarget=sheet,
            popovertargetaction="hide",
        ),
        tag(
            "button",
            str((confirm.get("confirm") or {}).get("text", "Yes")),
            type="button",
            class_=f"button {'danger' if confirm.get('style') == 'danger' else 'primary'}",
            popovertarget=sheet,
            popovertargetaction="hide",
            **place.telling(),
        ),
    ]
    question = tag(
        "div",
        title,
        text,
        tag("div", *buttons, class_="sure-buttons"),
        id=sheet,
        popover=True,
        role="alertdialog",
        aria_labelledby=f"{sheet}-title",
        class_="sure",
    )
    return join([opener, question])
