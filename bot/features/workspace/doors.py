"""Which feature a request is about, and what everybody may do whatever was switched off or is tried out."""

from bot.features.workspace.switches import Feature
from bot.platform.inbound.asker import Body

_COMMANDS = {
    "/1on1": Feature.ONE_ON_ONES,
    "/shoutout": Feature.SHOUTOUTS,
    "/reconnect": Feature.RECONNECTIONS,
    "/digest": Feature.DIGEST,
}
# Shortcuts are named for what they do; this word of theirs says with what.
_IN_SHORTCUTS = {
    "one_on_one": Feature.ONE_ON_ONES,
    "shoutout": Feature.SHOUTOUTS,
    "thanks": Feature.SHOUTOUTS,
    "reconnect": Feature.RECONNECTIONS,
    "digest": Feature.DIGEST,
}
_ON_HOME = {"home.reconnect": Feature.RECONNECTIONS}
# The ways out stand on screens that may still be open. Whoever was thanked may always find it and take it
# down, and whoever gave it take it back: it stands in a channel, whatever was decided since.
_ALWAYS = frozenset(
    {
        "reconnections.serious",
        "reconnections.distance",
        "shoutouts.newer",
        "shoutouts.older",
        "shoutouts.read",
        "shoutouts.take_down",
        "shoutouts.take_down_listed",
        "shoutouts.undo",
    }
)
# Asking what it is and what it holds, saying no, and what admins decide, who need not try it out themselves.
_FOR_EVERYBODY = ("home.holds", "home.my_data", "home.not_for_me", "home.stop", "home.admins")
_WORDS_FOR_EVERYBODY = frozenset({"", "help", "stop", "admin", "channel"})


def feature_of(body: Body) -> Feature | None:
    """The feature that a command, press, form or shortcut is about; None: none that can be switched off."""
    if body.get("command"):
        if body["command"] == "/tend":
            return Feature.FIGURES if _first_word(body) == Feature.FIGURES else None
        return None if _asks_for_thanks(body) else _COMMANDS.get(body["command"])
    if body.get("type") in ("shortcut", "message_action"):
        named = str(body.get("callback_id") or "")
        return next((feature for word, feature in _IN_SHORTCUTS.items() if word in named), None)
    named = _name_of(body)
    if named in _ON_HOME:
        return _ON_HOME[named]
    room = named.partition(".")[0]
    return Feature(room) if room in set(Feature) and named not in _ALWAYS else None


def is_for_everybody(body: Body) -> bool:
    """Whether somebody who is not on the pilot list may do this too."""
    if body.get("command"):
        is_open = body["command"] == "/tend" and _first_word(body) in _WORDS_FOR_EVERYBODY
        return is_open or _asks_for_thanks(body)
    if body.get("type") in ("shortcut", "message_action"):
        return False
    named = _name_of(body)
    return named in _ALWAYS or named.startswith(_FOR_EVERYBODY)


def is_a_request(body: Body) -> bool:
    """Whether somebody wants something; events, and a form that was closed, only tell."""
    return bool(body.get("command")) or body.get("type") in (
        "block_actions",
        "view_submission",
        "shortcut",
        "message_action",
    )


def _name_of(body: Body) -> str:
    pressed = body.get("actions") or []
    if pressed:
        return str(pressed[0].get("action_id") or "")
    return str((body.get("view") or {}).get("callback_id") or "")


def _asks_for_thanks(body: Body) -> bool:
    return body["command"] == "/shoutout" and (body.get("text") or "").strip().lower() == "received"


def _first_word(body: Body) -> str:
    return (body.get("text") or "").strip().partition(" ")[0].lower()
