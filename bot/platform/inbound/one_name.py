"""Every command also behind `/tend`: another app in the workspace may have taken its own name."""

from collections.abc import Callable

from slack_bolt import App

from bot.platform.inbound.asker import Body
from bot.platform.inbound.parts import Parts
from bot.platform.slack import manifest

_OWN = "/tend"
_OTHERS = {
    command.name.removeprefix("/"): command.name
    for command in manifest.slash_commands()
    if command.name != _OWN
}


def register(app: App, _parts: Parts) -> None:
    """Let `/tend shoutout …` be `/shoutout …`, before anybody looks at what was typed."""

    @app.middleware
    def take_by_its_own_name(body: Body, next_: Callable[[], object]) -> None:
        if body.get("command") == _OWN:
            word, _, rest = (body.get("text") or "").strip().partition(" ")
            if word.lower().removeprefix("/") in _OTHERS:
                body["command"], body["text"] = _OTHERS[word.lower().removeprefix("/")], rest.strip()
        next_()
