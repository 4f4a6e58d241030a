"""Slack's doors to the settings: `/tend`, the Home tab, and the forms behind them."""

from slack_bolt import Ack, App

from bot.features.home import commands
from bot.features.home.commands import COMMANDS, NotUnderstood, Spoken
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import channels_in
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """`/tend`."""

    @app.command("/tend")
    def tend(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        word, _, rest = (body.get("text") or "").strip().partition(" ")
        word, rest = word.lower(), rest.strip()
        if word in ("", "help"):
            answers.to_command(ack, _said(words("home/tend")["help"]))
        elif word == "channel":
            answers.to_command(ack, _said(_choose_channel(parts, asker, rest)))
        elif word in COMMANDS:
            with parts.deed(asker) as (session, now):
                answer = COMMANDS[word](session, Spoken(asker, rest, now))
            answers.to_command(ack, _said(answer))
        else:
            raise NotUnderstood(words("home/tend", word=word[:40]).plain("unknown"))


def _choose_channel(parts: Parts, asker: Asker, rest: str) -> str:
    said = words("home/tend")
    named = channels_in(rest)
    if len(named) != 1:
        raise NotUnderstood(said.plain("which_channel"))
    try:
        channel = parts.gateway_of(asker.workspace_id).channel(named[0])
    except DeliveryError as error:
        raise UserError(said.plain("unknown_channel")) from error
    if channel.get("is_archived"):
        raise UserError(said.plain("archived"))
    if not channel.get("is_member"):
        raise UserError(said.plain("not_in_channel"))
    with parts.deed(asker) as (session, _now):
        return commands.choose_channel(session, asker, channel_id=named[0])


def _said(text: str) -> Message:
    return Message(words("home/tend")["notification"], [block_kit.section(text)])
