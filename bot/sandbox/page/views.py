"""Modals and Home tabs on the page."""

import json
from typing import Any

from bot.sandbox.page.look import Look
from bot.sandbox.page.messages import ACT, hidden_fields
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.blocks import draw_blocks
from bot.sandbox.rendering.scene import Scene, Surface
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace


def shown_home(look: Look, *, workspace: Workspace, scene: Scene) -> dict[str, Any] | None:
    """The Home tab of ``look.person``, or None when the app has published none."""
    view = workspace.home_of(look.person)
    if view is None:
        return None
    return _shown(view, look=look, scene=scene, heading=2, fresh=False)


def shown_modal(look: Look, *, workspace: Workspace, scene: Scene, fresh: bool) -> dict[str, Any] | None:
    """The modal in front of ``look.person``; ``fresh`` when the page shows it for the first time."""
    view = workspace.modal_of(look.person)
    if view is None:
        return None
    submit = view.content.get("submit") or {}
    close = view.content.get("close") or {}
    return {
        **_shown(view, look=look, scene=scene, heading=3, fresh=fresh),
        "title": view.title,
        "avatar": draw_avatar(workspace.bot.id, name=workspace.bot.real_name, bot=True),
        "submit": str(submit.get("text", "")),
        "close": str(close.get("text") or "Close"),
    }


def _shown(view: View, *, look: Look, scene: Scene, heading: int, fresh: bool) -> dict[str, Any]:
    fields = {"as": look.person.handle, "view": view.id}
    surface = Surface(
        f"v-{view.id}",
        action=ACT,
        errors=view.errors,
        held=view.filled,
        failed=view.failed_control,
        fresh=fresh,
        heading=heading,
    )
    return {
        "name": surface.name,
        "hidden": hidden_fields(fields),
        "fields": json.dumps(fields),
        "blocks": draw_blocks(view.blocks, scene=scene, surface=surface),
        "failed": view.errors.get("") or ("That did not work. Try again." if view.failed_control else ""),
    }
