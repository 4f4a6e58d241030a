"""Somebody who writes down all that people are shown, and somebody who opens whatever can be opened."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from bot.features.one_on_ones.actions import Action, More
from bot.sandbox.hands.hands import Screen
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace

# What can be pressed without anything being done.
LOOKING = {"Agenda", "Prepare", "Why this?", "Earlier meetings", "Open", "Send me the file"}
ASKING = (
    "/1on1",
    "/1on1 @{other}",
    "/1on1 help",
    "/1on1 calendar",
    "/followups",
    "/digest",
    "/tend",
    "/shoutout received",
)
DEEPEST = 2  # modals in a stack of Slack's, less the one that is opened there


class Witness:
    """Everything that anybody was shown, as it came, and what stood on their lock screens."""

    def __init__(self, tend: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: dict[str, list[str]] = defaultdict(list)
        self.public: list[str] = []
        self.lock_screens: list[str] = []
        self._tend = tend
        touch, show = Workspace.touch, View.show

        def touched(workspace: Workspace, message: Message) -> None:
            touch(workspace, message)
            self._see(message)

        def showed(view: View, content: dict[str, Any]) -> None:
            show(view, content)
            self.shown[view.person_id].append(str(content))

        monkeypatch.setattr(Workspace, "touch", touched)
        monkeypatch.setattr(View, "show", showed)

    def read_by(self, handle: str) -> str:
        """All that was shown to somebody, in public too."""
        return "\n".join([*self.shown[self._tend.workspace.person(handle).id], *self.public])

    def forget(self) -> None:
        self.shown.clear()

    def _see(self, message: Message) -> None:
        if not message.by_app:
            return
        files = [f"{file.name} {file.title} {file.content!r}" for file in message.files]
        said = "\n".join([message.text, str(message.blocks), *files])
        channel = self._tend.workspace.channel(message.channel)
        if message.ephemeral_to is not None:
            self.shown[message.ephemeral_to].append(said)
        elif channel.is_im:
            for member in channel.members:
                self.shown[member].append(said)
            self.lock_screens.append(message.text)
        else:
            self.public.append(said)


def look_around(tend: Sandbox, handle: str, other: str) -> None:
    """Ask for everything there is, and open whatever can be opened from there, each page once."""
    hands = tend.hands(handle)
    opened: set[str] = set()
    for line in ASKING:
        for message in hands.types(line.format(other=other)):
            look_at(tend, handle, message, opened)
        close_all(tend, handle)
    home = hands.opens_home()
    assert home is not None
    screens: list[Screen] = [home, *tend.workspace.in_dm(handle)[-2:]]
    for screen in screens:
        look_at(tend, handle, screen, opened)


def look_at(tend: Sandbox, handle: str, screen: Screen, opened: set[str], depth: int = 0) -> None:
    """Press whatever only shows something, and look at that in turn."""
    hands = tend.hands(handle)
    for block_id, element, option in list(showing(screen.blocks)):
        page = f"{element['action_id']} {option or element.get('value')}"
        if page in opened:
            continue
        opened.add(page)
        if option is None:
            hands.press(screen, element["action_id"], block_id=block_id)
        else:
            hands.choose(screen, element["action_id"], option, block_id=block_id)
        view = tend.workspace.modal_of(handle)
        if view is not None and view is not screen:
            if depth < DEEPEST:
                look_at(tend, handle, view, opened, depth + 1)
            hands.close(view)


def showing(blocks: Iterable[dict[str, Any]]) -> Iterable[tuple[str, dict[str, Any], str | None]]:
    """What only shows something: the block it stands in, the element, and the option if it has some."""
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("type") == "button" and element["text"]["text"] in LOOKING:
                yield block["block_id"], element, None
            elif element.get("action_id") == Action.MORE:
                for choice in element["options"]:
                    if not choice["value"].startswith(More.RESUME):
                        yield block["block_id"], element, choice["value"]


def close_all(tend: Sandbox, handle: str) -> None:
    view = tend.workspace.modal_of(handle)
    if view is not None:
        tend.hands(handle).close(view, all_of_them=True)
