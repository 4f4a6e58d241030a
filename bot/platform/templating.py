"""The words people read: one template file a message, each with named blocks, escaped for Slack.

A template holds ``{% block … %}`` parts: the lines of a message, its buttons, its notification text.
What is put into a part meant for mrkdwn is made literal: it rings nobody and looks as it was typed. What goes
into a plain text object (a button, a title) is left alone, since Slack would show the escapes there.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.platform.places import TEMPLATES
from bot.platform.slack import mrkdwn

# Judgement: two lines on a telephone. Two dozen of them stay below what Slack takes in one message.
_SHORT = 200


class Words:
    """The parts of one message, filled in."""

    def __init__(self, name: str, values: dict[str, Any]) -> None:
        self._name = name
        self._values = values

    def __getitem__(self, part: str) -> str:
        """The part of that name, as mrkdwn."""
        return _render(_environment(escaped=True), self._name, part, self._values)

    def plain(self, part: str) -> str:
        """The part of that name, for a plain text object."""
        return _render(_environment(escaped=False), self._name, part, self._values)

    def has(self, part: str) -> bool:
        """Whether the message has such a part."""
        return part in _template(_environment(escaped=True), self._name).blocks


def words(message: str, /, **values: Any) -> Words:
    """The words of ``message`` (``<feature>/<message>``), with ``values`` put in."""
    return Words(message, values)


def marked(text: str) -> Markup:
    """``text`` that is mrkdwn already, to be put into another message as it is."""
    return Markup(text)  # noqa: S704  mrkdwn, escaped where it was made


def _render(environment: Environment, name: str, part: str, values: dict[str, Any]) -> str:
    return _filled_in(environment, name, part, values) if values else _as_it_stands(environment, name, part)


@cache
def _as_it_stands(environment: Environment, name: str, part: str) -> str:
    return _filled_in(environment, name, part, {})


def _filled_in(environment: Environment, name: str, part: str, values: dict[str, Any]) -> str:
    template = _template(environment, name)
    context = template.new_context(values)
    return "".join(template.blocks[part](context)).strip()


@cache
def _template(environment: Environment, name: str) -> Template:
    return environment.get_template(f"{name}.md.j2")


@cache
def _environment(*, escaped: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  escaped for Slack by finalize; HTML escapes would be shown
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_escape if escaped else None,
    )
    environment.filters["mention"] = lambda person_id: Markup(mrkdwn.mention(person_id))  # noqa: S704
    environment.filters["channel"] = lambda channel_id: Markup(mrkdwn.channel(channel_id))  # noqa: S704
    environment.filters["link"] = lambda url, label: Markup(mrkdwn.link(url, label))  # noqa: S704
    environment.filters["day"] = _day
    environment.filters["flat"] = _flat
    environment.filters["short"] = _short
    environment.filters["clock"] = lambda moment: f"{moment:%H:%M}"
    return environment


def _flat(text: Any) -> str:
    """On one line, so that it can stand inside a line of ours."""
    return " ".join(str(text).split())


def _short(text: Any) -> str:
    """On one line and shortened: many of them must fit into one message, escapes included."""
    flat = _flat(text)
    if len(mrkdwn.escape(flat)) <= _SHORT:
        return flat
    while len(mrkdwn.escape(flat)) >= _SHORT:
        flat = flat[:-1]
    return f"{flat.rstrip()}…"


def _escape(value: Any) -> Any:
    return value if isinstance(value, Markup) else mrkdwn.literal(str(value))


def _day(day: Any) -> str:
    return f"{day:%A} {day.day} {day:%B}"
