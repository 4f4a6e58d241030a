"""Response URLs: what the bot says to an act without being a member of the channel."""

from typing import Any

from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.refusals import Refused, refuse_message
from bot.sandbox.slack.response_urls import ResponseUrl
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.web_api.arguments import Arguments


def respond(workspace: Workspace, secret: str, arguments: Arguments) -> dict[str, Any]:
    """Answer through a response URL; changes nothing but counts as a use when Slack refuses the message.

    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """
    url = workspace.response_urls.use(secret, now=workspace.now())
    if arguments.flag("delete_original"):
        workspace.delete(_original(url))
        return {}
    text, blocks = arguments.text("text"), arguments.structure("blocks", bad="invalid_blocks")
    refuse_message(text, blocks)
    if arguments.flag("replace_original"):
        return _replace(workspace, url, text, blocks)
    alone = (arguments.text("response_type") or "ephemeral") == "ephemeral"
    workspace.post(
        url.channel_id,
        author=workspace.bot,
        text=text,
        blocks=blocks,
        thread_ts=arguments.text("thread_ts") or None,
        ephemeral_to=url.person_id if alone else None,
    )
    return {}


def _original(url: ResponseUrl) -> Message:
    if url.message is None or url.message.deleted:
        raise Refused("message_not_found")
    return url.message


def _replace(workspace: Workspace, url: ResponseUrl, text: str, blocks: Any) -> dict[str, Any]:
    """The original becomes this. Of a command there is none: the answer stands by itself, for one person."""
    if url.message is None:
        workspace.post(
            url.channel_id, author=workspace.bot, text=text, blocks=blocks, ephemeral_to=url.person_id
        )
    else:
        workspace.edit(_original(url), text=text, blocks=blocks or [])
    return {}
