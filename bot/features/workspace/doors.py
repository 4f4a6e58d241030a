"""Which feature a request is about, and what everybody may do whatever was switched off or is tried out."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.features.workspace.pilot import NotInThePilot
from bot.features.workspace.switches import Feature, SwitchedOff
from bot.features.workspace.ways_out import BY_CHOICE, WAYS_OUT
from bot.platform.inbound import forms
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
# Asking what it is and what it holds, saying no, and what admins decide, who need not try it out themselves.
_FOR_EVERYBODY = ("home.holds", "home.my_data", "home.not_for_me", "home.stop", "home.admins", "privacy.")
_WORDS_FOR_EVERYBODY = frozenset(
    {"", "help", "stop", "data", "block", "unblock", "blocked", "admin", "channel"}
)
# Whoever was thanked by somebody on the list may answer.
_THANKING_BACK = frozenset({"shoutouts.thank_back", "shoutouts.thank_back_listed"})
# Where they find what thanked them, and say how thanks may reach them.
_ABOUT_THANKS_RECEIVED = frozenset({"received", "settings"})


@dataclass(frozen=True, slots=True)
class Decided:
    """What the workspace's admins decided for one person.

    ``is_welcome``: whether they can use Tend while it is tried out; ``switched_off``: the names of features.
    """

    is_welcome: bool = True
    switched_off: Collection[str] = ()


def keep_to(decided: Decided, body: Body) -> None:
    """Let nobody into what is switched off, and only those on the pilot list into the rest.

    Raises NotInThePilot and SwitchedOff.
    """
    if not is_a_request(body):
        return
    if not decided.is_welcome and not is_for_everybody(body):
        raise NotInThePilot
    feature = feature_of(body)
    if feature is not None and feature in decided.switched_off:
        raise SwitchedOff(feature)


def feature_of(body: Body) -> Feature | None:
    """The feature that a command, press, form or shortcut is about; None: none that can be switched off."""
    if body.get("command"):
        if body["command"] == "/tend":
            return Feature.FIGURES if _first_word(body) == Feature.FIGURES else None
        return None if _is_about_thanks_received(body) else _COMMANDS.get(body["command"])
    if body.get("type") in ("shortcut", "message_action"):
        named = str(body.get("callback_id") or "")
        return next((feature for word, feature in _IN_SHORTCUTS.items() if word in named), None)
    named = _name_of(body)
    if named in _ON_HOME:
        return _ON_HOME[named]
    room = named.partition(".")[0]
    return Feature(room) if room in set(Feature) and not _is_a_way_out(body) else None


def is_for_everybody(body: Body) -> bool:
    """Whether somebody who is not on the pilot list may do this too."""
    if body.get("command"):
        is_open = body["command"] == "/tend" and _first_word(body) in _WORDS_FOR_EVERYBODY
        return is_open or _is_about_thanks_received(body)
    if body.get("type") in ("shortcut", "message_action"):
        return False
    named = _name_of(body)
    return _is_a_way_out(body) or named in _THANKING_BACK or named.startswith(_FOR_EVERYBODY)


def is_a_request(body: Body) -> bool:
    """Whether somebody wants something; events, and a form that was closed, only tell."""
    return bool(body.get("command")) or body.get("type") in (
        "block_actions",
        "view_submission",
        "shortcut",
        "message_action",
    )


def _is_a_way_out(body: Body) -> bool:
    named = _name_of(body)
    return named in WAYS_OUT or (named in BY_CHOICE and _chosen_in(body) in BY_CHOICE[named])


def _chosen_in(body: Body) -> str:
    """What a choice begins with: behind a colon stands what it is about."""
    pressed = body.get("actions") or []
    if pressed:
        found = (pressed[0].get("selected_option") or {}).get("value")
    else:
        found = forms.chosen(body, _name_of(body).partition(".")[2])
    return str(found or "").partition(":")[0]


def _name_of(body: Body) -> str:
    pressed = body.get("actions") or []
    if pressed:
        return str(pressed[0].get("action_id") or "")
    return str((body.get("view") or {}).get("callback_id") or "")


def _is_about_thanks_received(body: Body) -> bool:
    return (
        body["command"] == "/shoutout" and (body.get("text") or "").strip().lower() in _ABOUT_THANKS_RECEIVED
    )


def _first_word(body: Body) -> str:
    return (body.get("text") or "").strip().partition(" ")[0].lower()
