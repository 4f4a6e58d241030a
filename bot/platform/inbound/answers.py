"""Answers: to a command beside it, to a press in the place of what was pressed, to a form in the form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.platform.delivery.outbox import enqueue_answer, enqueue_update
from bot.platform.errors import BotError
from bot.platform.inbound.asker import Asker, Body
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit
from bot.platform.slack.check import check_message, check_view
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import literal

Ack = Callable[..., Any]


def to_command(ack: Ack, message: Message) -> None:
    """Answer a slash command, seen by its asker alone, together with Slack's yes."""
    check_message(message.text, message.blocks)
    ack({"response_type": "ephemeral", "text": message.text, "blocks": message.blocks})


def with_view(ack: Ack, view: dict[str, Any]) -> None:
    """Answer a form by showing ``view`` in its place."""
    check_view(view)
    ack(response_action="update", view=view)


def open_view(parts: Parts, asker: Asker, body: Body, view: dict[str, Any]) -> None:
    """Show ``view`` in front of what the asker sees: on top of the modal they pressed in, if they did.

    It must happen while their trigger lives, three seconds. Raises DeliveryError.
    """
    gateway = parts.gateway_of(asker.workspace_id)
    show = gateway.push_view if is_on_a_modal(body) else gateway.open_view
    show(asker.trigger_id, view)


def in_place(session: Session, asker: Asker, body: Body, message: Message | None, *, now: datetime) -> None:
    """Put ``message`` where the pressed message stood; None takes it away (only the asker saw it)."""
    if message is not None and not was_for_the_asker_alone(body):
        enqueue_update(
            session,
            message,
            workspace_id=asker.workspace_id,
            channel_id=body["container"]["channel_id"],
            person_id=asker.person_id,
            ts=body["container"]["message_ts"],
            purpose="answer",
            now=now,
        )
        return
    enqueue_answer(
        session,
        message,
        workspace_id=asker.workspace_id,
        response_url=_address(asker),
        replace=True,
        now=now,
    )


def in_part(
    session: Session,
    asker: Asker,
    body: Body,
    replacements: Mapping[str, list[block_kit.Block]],
    *,
    now: datetime,
) -> None:
    """Replace single blocks (by block_id) of the pressed message and leave the rest as it is.

    So a feature can change its own lines on a card without knowing what else stands there.
    """
    message = body.get("message") or {}
    blocks = message.get("blocks") or []
    for block_id, new_blocks in replacements.items():
        blocks = block_kit.replace_block(blocks, block_id, new_blocks)
    if not blocks:
        return
    in_place(session, asker, body, Message(message.get("text") or "", blocks), now=now)


def in_part_of_modal(
    parts: Parts, asker: Asker, body: Body, replacements: Mapping[str, list[block_kit.Block]]
) -> None:
    """Replace single blocks (by block_id) of the modal that was pressed on."""
    view = body["view"]
    blocks = view["blocks"]
    for block_id, new_blocks in replacements.items():
        blocks = block_kit.replace_block(blocks, block_id, new_blocks)
    kept = {key: view[key] for key in _KEPT_OF_A_VIEW if view.get(key)}
    parts.gateway_of(asker.workspace_id).update_view(view["id"], kept | {"blocks": blocks})


_KEPT_OF_A_VIEW = ("type", "title", "submit", "close", "callback_id", "private_metadata", "notify_on_close")


def is_on_a_message(body: Body) -> bool:
    """Whether the press was on a message, not in a modal or on the Home tab."""
    return (body.get("container") or {}).get("type") == "message"


def was_for_the_asker_alone(body: Body) -> bool:
    """Whether the pressed message was an answer that only the asker saw.

    Slack does not send along what stood in it, so it can only be replaced as a whole.
    """
    return bool((body.get("container") or {}).get("is_ephemeral"))


def is_on_a_modal(body: Body) -> bool:
    """Whether the press was in a modal."""
    return bool((body.get("view") or {}).get("type") == "modal")


def words_only(words: str) -> Message:
    """A message of plain ``words``, such as the reason for a refusal."""
    return Message(literal(words), [block_kit.section(literal(words))])


def _address(asker: Asker) -> str:
    if not asker.response_url:
        raise BotError("This request came without an address to answer to.")
    return asker.response_url
