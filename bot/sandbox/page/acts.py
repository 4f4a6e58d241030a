"""What is done on the page, handed on to the hands of whoever the page is."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData

from bot.sandbox.hands.hands import Hands
from bot.sandbox.page.forms import element_in, fill_in, screen_in, text_in, value_in
from bot.sandbox.page.look import HOME, MESSAGES, Look, channel_of, read_look
from bot.sandbox.slack.element_state import SLOTS
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace

_TROUBLES = {
    "operation_timeout": "{app} did not answer within three seconds.",
    "dispatch_failed": "{app} could not be reached.",
}


@dataclass(frozen=True)
class Acts:
    """Everything a person can do on the page. Each waits for the bot, so none may run on the event loop.

    All raise NotThere, with words for the person, when what they reached for is gone.
    """

    workspace: Workspace
    hands_of: Callable[[str], Hands]

    def use(self, form: FormData) -> None:
        """Press a button, choose from a menu, or tell the bot about a field."""
        look, hands = self._who(form)
        screen = screen_in(form, workspace=self.workspace)
        block, element = element_in(form, screen)
        fill_in(hands, screen, form, zone=look.zone)
        if element["type"] in SLOTS:
            value = value_in(form, block, element, zone=look.zone)
            hands.choose(screen, element["action_id"], value, block_id=block["block_id"])
            return
        label = element["action_id"]
        if element["type"] == "overflow":
            wanted = text_in(form, "value")
            label = next((o["text"]["text"] for o in element["options"] if o.get("value") == wanted), "")
        hands.press(screen, label, block_id=block["block_id"])

    def submit(self, form: FormData) -> None:
        """Send the modal off. What is wrong then stands in the modal itself."""
        look, hands = self._who(form)
        view = self._view(form)
        fill_in(hands, view, form, zone=look.zone)
        hands.submit(view)

    def close(self, form: FormData) -> None:
        """Close the modal in front."""
        _, hands = self._who(form)
        hands.close(self._view(form))

    def choose_shortcut(self, form: FormData) -> str:
        """Choose from the menu of a message. Words for the person when the bot did not answer."""
        _, hands = self._who(form)
        message = screen_in(form, workspace=self.workspace)
        if isinstance(message, View):
            raise NotThere("This is not a message.")
        trouble = hands.shortcut(text_in(form, "shortcut"), message).trouble
        return self._words_for(trouble) if trouble else ""

    def say(self, form: FormData) -> str:
        """Write a message, or type a command. Words for the person when it could not be sent."""
        look, hands = self._who(form)
        line = text_in(form, "line").rstrip()
        if not line.strip():
            return ""
        channel = channel_of(look, workspace=self.workspace)
        if channel is None:
            raise NotThere("There is nothing to write to here.")
        if line.startswith("/"):
            hands.types(line, channel=channel.id)
        elif look.at == MESSAGES:
            example = next(iter(self.workspace.manifest.commands), "/")
            return f"{self.workspace.bot.real_name} reads no messages. Type a command, such as {example}."
        else:
            hands.says(line, channel=channel.id)
        return ""

    def arrive(self, look: Look) -> None:
        """Tell the bot that its Home or Messages tab was opened."""
        hands = self.hands_of(look.person.handle)
        if look.at == HOME:
            hands.opens_home()
        elif look.at == MESSAGES:
            hands.opens_messages()

    def _who(self, form: FormData) -> tuple[Look, Hands]:
        asked = {name: text_in(form, name) for name in ("as", "at")}
        look = read_look(asked, workspace=self.workspace)
        return look, self.hands_of(look.person.handle)

    def _view(self, form: FormData) -> View:
        view = screen_in(form, workspace=self.workspace)
        if not isinstance(view, View):
            raise NotThere("This is no longer open.")
        return view

    def _words_for(self, trouble: str) -> str:
        words = _TROUBLES.get(trouble, "{app} could not do that.")
        return words.format(app=self.workspace.bot.real_name)
