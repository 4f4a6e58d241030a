"""Selects, radio buttons and checkboxes: picking one of several, or some of them."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.html import Content, tag
from bot.sandbox.rendering.mrkdwn import draw_text
from bot.sandbox.rendering.place import Place

_PEOPLE = frozenset({"users_select", "multi_users_select"})
_CHANNELS = frozenset({"channels_select", "multi_channels_select"})
_CONVERSATIONS = frozenset({"conversations_select", "multi_conversations_select"})
Option = tuple[str, str]  # its value, its words


def draw_select(place: Place) -> Markup:
    """A menu of which one thing is picked."""
    chosen = next(iter(_chosen(place)), "")
    options: list[Content] = [
        tag("option", place.placeholder or "Choose…", value="", selected=not chosen),
    ]
    for title, group in _groups(place):
        drawn = [tag("option", words, value=value, selected=value == chosen) for value, words in group]
        options += [tag("optgroup", *drawn, label=title)] if title else drawn
    return tag(
        "select",
        *options,
        id=place.id,
        name=place.name,
        aria_label=place.spoken,
        required=place.required,
        autofocus=place.takes_focus,
        disabled=not place.surface.live,
        hx_confirm=_question(place.element.get("confirm")),
        **place.telling(),
    )


def draw_many(place: Place) -> Markup:
    """A menu of which several things are picked, as a box of pills that are on or off."""
    chosen = _chosen(place)
    people = place.element.get("type") in _PEOPLE
    pills = []
    for _, group in _groups(place):
        for value, words in group:
            box = tag(
                "input",
                type="checkbox",
                name=place.name,
                value=value,
                checked=value in chosen,
                disabled=not place.surface.live,
            )
            face: Content = draw_avatar(value, name=words) if people else ""
            pills.append(tag("label", box, face, tag("span", words), class_="pill"))
    return _fieldset(place, *pills, kind="pills")


def draw_choice_group(place: Place) -> Markup:
    """Radio buttons or checkboxes, each with its description."""
    kind = "radio" if place.element.get("type") == "radio_buttons" else "checkbox"
    chosen = _chosen(place)
    lines = []
    for index, option in enumerate(place.element.get("options", [])):
        value = str(option.get("value", ""))
        control = tag(
            "input",
            type=kind,
            name=place.name,
            value=value,
            checked=value in chosen,
            required=place.required and kind == "radio",
            autofocus=place.takes_focus and index == 0,
            disabled=not place.surface.live,
        )
        words: list[Content] = [tag("span", draw_text(option.get("text") or {}, scene=place.scene))]
        if option.get("description"):
            description = draw_text(option["description"], scene=place.scene)
            words.append(tag("small", description))
        lines.append(tag("label", control, tag("span", *words, class_="choice-words"), class_="choice"))
    return _fieldset(place, *lines, kind="choices")


def _chosen(place: Place) -> list[str]:
    """What is picked now: the values of options, or ids."""
    held = place.held
    if held is None:
        return _chosen_at_first(place.element)
    for key, value in held.items():
        if key.startswith("selected_"):
            several = value if isinstance(value, list) else [value]
            return [_value(one) for one in several if one is not None]
    return []


def _chosen_at_first(element: dict[str, Any]) -> list[str]:
    for key, value in element.items():
        if key.startswith("initial_"):
            return [_value(one) for one in (value if isinstance(value, list) else [value])]
    return []


def _value(chosen: Any) -> str:
    return str(chosen.get("value", "")) if isinstance(chosen, dict) else str(chosen)


def _groups(place: Place) -> Iterable[tuple[str, list[Option]]]:
    kind = place.element.get("type")
    if kind in _PEOPLE:
        return [("", _people(place))]
    if kind in _CHANNELS:
        return [("", _channels(place))]
    if kind in _CONVERSATIONS:
        wanted = (place.element.get("filter") or {}).get("include") or ["public", "im"]
        groups = []
        if {"public", "private"} & set(wanted):
            groups.append(("Channels", _channels(place)))
        if "im" in wanted:
            groups.append(("People", _people(place)))
        return groups
    if place.element.get("option_groups"):
        return [
            (str((group.get("label") or {}).get("text", "")), _options(group.get("options", [])))
            for group in place.element["option_groups"]
        ]
    return [("", _options(place.element.get("options", [])))]


def _people(place: Place) -> list[Option]:
    return [(person, place.scene.people.get(person, person)) for person in place.scene.choosable]


def _channels(place: Place) -> list[Option]:
    return [(channel, "#" + name) for channel, name in place.scene.channels.items()]


def _options(options: list[dict[str, Any]]) -> list[Option]:
    return [(str(o.get("value", "")), str((o.get("text") or {}).get("text", ""))) for o in options]


def _fieldset(place: Place, *content: Content, kind: str) -> Markup:
    legend = tag("legend", place.label or place.spoken or "", class_="visually-hidden")
    return tag(
        "fieldset",
        legend,
        *content,
        id=place.id,
        class_=kind,
        hx_confirm=_question(place.element.get("confirm")),
        **place.telling(when="change"),
    )


def _question(confirm: dict[str, Any] | None) -> str | None:
    if not confirm:
        return None
    words = [str((confirm.get(part) or {}).get("text", "")) for part in ("title", "text")]
    return " " + "\n\n".join(words)  # the space keeps words that begin with "js:" from being run
