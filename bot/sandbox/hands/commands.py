"""Slash commands: how a typed line reaches the bot, and where its answer appears."""

from typing import Any

from bot.sandbox.doors.door import Door
from bot.sandbox.hands.spelling import spelled
from bot.sandbox.slack import payloads
from bot.sandbox.slack.calls import Call
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.people import SLACKBOT, Person
from bot.sandbox.slack.refusals import Refused, refuse_message
from bot.sandbox.slack.workspace import Workspace

# Slack's own words.
_NO_SUCH_COMMAND = (
    "`{name}` is not a valid command. In Slack, all messages that start with the “/” character are "
    "interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding "
    "the “/” with an empty space."
)


def give_command(workspace: Workspace, door: Door, person: Person, place: Channel, line: str) -> str | None:
    """Give the bot the command in ``line``. What Slack calls the failure, or None when it was taken."""
    name, _, text = line.partition(" ")
    text = text.strip()
    command = workspace.manifest.commands.get(name)
    if command is None:
        _slackbot_says(workspace, person, place, _NO_SUCH_COMMAND.format(name=name))
        return None
    if command.should_escape:
        text = spelled(text, directory=workspace, with_names=True)
    ack = door.deliver("slash_commands", payloads.command(workspace, person, name, text, place))
    if not ack.ok:
        _slackbot_says(workspace, person, place, f"{name} failed with the error “{ack.error}”")
    elif ack.body:
        _show_answer(workspace, person, place, ack.body)
    return ack.error


def _show_answer(workspace: Workspace, person: Person, place: Channel, answer: dict[str, Any]) -> None:
    """What stands in the ack is a message, to this person alone unless it says otherwise."""
    text, blocks = answer.get("text", ""), answer.get("blocks", [])
    try:
        refuse_message(text, blocks)
    except Refused as refused:
        workspace.record(Call("ack", answer, refused.as_answer()))
        return
    alone = answer.get("response_type", "ephemeral") == "ephemeral"
    workspace.post(
        place,
        author=workspace.bot,
        text=text,
        blocks=blocks,
        ephemeral_to=person.id if alone else None,
    )


def _slackbot_says(workspace: Workspace, person: Person, place: Channel, text: str) -> None:
    workspace.post(place, author=SLACKBOT, text=text, ephemeral_to=person.id)
