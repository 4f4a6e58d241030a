"""Listeners by what they listen to, for the one file here that knows Slack's app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Listener = Callable[..., None]


@dataclass(frozen=True)
class Doors:
    """Listeners by the id of an action, and by the callback id of a form."""

    actions: Mapping[str, Listener] = field(default_factory=dict)
    views: Mapping[str, Listener] = field(default_factory=dict)
