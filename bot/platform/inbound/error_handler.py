"""The one place where an error becomes words for the person and a log line for the operator."""

import logging
import traceback
from typing import Any

from slack_bolt import App, BoltResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts, Repeated
from bot.platform.slack import block_kit
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import literal
from bot.platform.templating import words

log = logging.getLogger(__name__)

_NO_DATABASE = (OperationalError, InterfaceError, NoConnectionFree)


def register(app: App, parts: Parts) -> None:
    """Answer every error that a listener of ``app`` lets through."""

    @app.error
    def answer_error(error: Exception, body: Body) -> BoltResponse:
        if isinstance(error, Repeated):
            return _yes({})
        if "event" in body and isinstance(error, _NO_DATABASE):
            # Slack brings an event again when it is not taken; nobody is there to be told.
            return BoltResponse(status=503, body="")
        if _was_closed_meanwhile(error, body):
            return _yes({})
        return _answer(parts, body, _words_for(error, body))


def _was_closed_meanwhile(error: Exception, body: Body) -> bool:
    """Whether somebody pressed something in a form and closed it at once: what was to come has no place."""
    is_pressed = body.get("type") == "block_actions" and (body.get("view") or {}).get("type") == "modal"
    return is_pressed and isinstance(error, DeliveryError) and error.code == _VIEW_IS_GONE


def _words_for(error: Exception, body: Body) -> UserError:
    if isinstance(error, UserError):
        return error
    kind = body.get("command") or body.get("type") or "request"
    said = words("platform/error")
    if isinstance(error, _NO_DATABASE):
        log.error("the database did not answer a %s: %s", kind, type(getattr(error, "orig", error)).__name__)
        return UserError(said.plain("database_busy"))
    if isinstance(error, DeliveryError):
        log.error("Slack refused what a %s needed: %s", kind, error.code)
        known = "too_late" if error.code in _TRIGGER_IS_OVER else "slack_refused"
        return UserError(said.plain(known))
    # Where it happened, not what it said: the message of an error may quote what somebody wrote.
    trace = "".join(traceback.format_tb(error.__traceback__))
    log.error("a %s failed: %s\n%s", kind, type(error).__name__, trace)
    return UserError(said.plain("unexpected"))


_VIEW_IS_GONE = "not_found"
_TRIGGER_IS_OVER = frozenset({"expired_trigger_id", "exchanged_trigger_id"})


def _answer(parts: Parts, body: Body, error: UserError) -> BoltResponse:
    asker = asker_of(body)
    message = answers.words_only(error.words)
    if body.get("command"):
        return _yes({"response_type": "ephemeral", "text": message.text, "blocks": message.blocks})
    if body.get("type") == "view_submission":
        return _yes(_in_the_form(body, error))
    if body.get("type") == "event_callback" or "event" in body:
        return _yes({})
    _beside(parts, asker, body, message)
    return _yes({})


def _in_the_form(body: Body, error: UserError) -> dict[str, Any]:
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block.get("type") == "input"]
    field = error.field if error.field in inputs else next(iter(inputs), None)
    if field is None:
        return {"response_action": "push", "view": _page(literal(error.words))}
    return {"response_action": "errors", "errors": {field: error.words}}


def _beside(parts: Parts, asker: Asker, body: Body, message: Message) -> None:
    """Tell the person without going through the database, which may be what failed."""
    gateway = parts.gateway_of(asker.workspace_id)
    try:
        if (body.get("container") or {}).get("type") == "view" and body.get("view", {}).get(
            "type"
        ) == "modal":
            gateway.push_view(asker.trigger_id, _page(message.text))
        elif asker.response_url:
            gateway.answer(asker.response_url, message, replace=False)
        else:
            gateway.open_view(asker.trigger_id, _page(message.text))
        if asker.is_on_home:
            # Whatever could not be done there may be gone by now: behind the words stands what is.
            parts.show_home(asker)
    except (UserError, DeliveryError, *_NO_DATABASE) as fault:
        log.warning("an error could not be told: %s", getattr(fault, "code", type(fault).__name__))


def _page(text: str) -> block_kit.Block:
    said = words("platform/error")
    return block_kit.modal(
        said.plain("title"), blocks=[block_kit.section(text)], callback_id="error", close=said.plain("close")
    )


def _yes(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body or "")
