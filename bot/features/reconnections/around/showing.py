"""Show a screen in front of what the asker sees, however many lie on one another already."""

from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def show_in_front(parts: Parts, asker: Asker, body: Body, view: Block) -> None:
    """On top of the modal that was pressed in, or in its place when Slack's most, three, lie there.

    Raises DeliveryError.
    """
    pressed = body.get("view") or {}
    below = pressed.get("previous_view_id")
    if below and below != pressed.get("root_view_id"):
        parts.gateway_of(asker.workspace_id).update_view(pressed["id"], view)
    else:
        answers.open_view(parts, asker, body, view)
