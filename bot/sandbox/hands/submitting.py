"""What becomes of a submitted modal: Slack's own complaints first, then the bot's answer."""

from typing import Any

from bot.sandbox.doors.door import Ack
from bot.sandbox.hands.filling import complaint_about
from bot.sandbox.slack.calls import Call
from bot.sandbox.slack.refusals import Refused, refuse_view
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack shows in a modal when the app did not answer, or not in a way it could use."""


def complaints(view: View) -> dict[str, str]:
    """What Slack itself finds wrong with the inputs, by block_id. The app is not asked then."""
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            held = view.filled[block["block_id"]][block["element"]["action_id"]]
            complaint = complaint_about(block, held)
            if complaint is not None:
                found[block["block_id"]] = complaint
    return found


def follow_answer(workspace: Workspace, view: View, ack: Ack) -> dict[str, str]:
    """Do what the answer to a submission says; what is wrong, by block_id (``""``: with all of it).

    https://docs.slack.dev/surfaces/modals#response_actions
    """
    if not ack.ok:
        return {"": TROUBLE}
    answer = ack.body or {}
    try:
        return _followed(workspace, view, answer)
    except Refused as refused:
        workspace.record(Call("ack", answer, refused.as_answer()))
        return {"": TROUBLE}


def _followed(workspace: Workspace, view: View, answer: dict[str, Any]) -> dict[str, str]:
    match answer.get("response_action"):
        case None if not answer:
            workspace.screens.close(view)
        case "clear":
            workspace.screens.clear(view.person_id)
        case "update":
            workspace.screens.update(view, _checked(answer.get("view")))
        case "push":
            workspace.screens.push(view.person_id, _checked(answer.get("view")))
        case "errors":
            return _errors(view, answer.get("errors"))
        case _:
            raise Refused("invalid_response_action")
    return {}


def _checked(content: Any) -> dict[str, Any]:
    refuse_view(content, kind="modal")
    checked: dict[str, Any] = content
    return checked


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Slack takes errors about input blocks only, and only in words."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_errors")
    if not all(isinstance(words, str) and words for words in errors.values()):
        raise Refused("invalid_errors")
    return errors
