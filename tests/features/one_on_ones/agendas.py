"""How people put things on an agenda and read it, for tests that are about what happens then."""

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.features.one_on_ones.arranging import join, listed, set_up


def share_a_series(tend: Sandbox, line: str = "@sam weekly thursday 14:00", *, by: str = "maya") -> None:
    """A series of two people that both are in. ``line`` begins with the other one's name."""
    set_up(tend, line, by=by)
    join(tend, line.split()[0].removeprefix("@"))


def add(tend: Sandbox, handle: str, line: str) -> str:
    """``/1on1 add line``; what the person reads."""
    return tend.hands(handle).types(f"/1on1 add {line}").words


def agenda_of(tend: Sandbox, handle: str, place: Message | None = None) -> View:
    """The agenda, opened from ``place`` or else from the list."""
    tend.hands(handle).press(place or listed(tend, handle), "Agenda")
    return tend.workspace.modal_of(handle)


def read(view: View) -> str:
    """Everything that stands on a page."""
    return str(view.blocks)
