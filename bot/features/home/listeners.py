"""Slack's doors to the settings: `/tend`, the Home tab, and the forms behind them."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.features.home import commands, settings, tab
from bot.features.home.commands import COMMANDS
from bot.features.home.spoken import NotUnderstood, Spoken
from bot.features.home.tab import Action
from bot.features.people import enrolments
from bot.features.people.reader import reader_of
from bot.features.shoutouts.receiving import preferences
from bot.features.shoutouts.writing import forms as shoutout_forms
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit, mrkdwn
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import channels_in
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """`/tend`, the Home tab, and the settings form."""
    _register_command(app, parts)
    _register_tab(app, parts)


def show(parts: Parts, asker: Asker) -> None:
    """Publish the asker's Home tab as it stands now."""
    with parts.look() as (session, now):
        view = tab.view(session, reader_of(session, asker.workspace_id, asker.person_id, now=now))
    parts.gateway_of(asker.workspace_id).publish_home(asker.person_id, view)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/tend")
    def tend(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        word, _, rest = (body.get("text") or "").strip().partition(" ")
        word, rest = word.lower(), rest.strip()
        if word in ("", "help"):
            answers.to_command(ack, _said(words("home/tend")["help"]))
        elif word == "settings":
            with parts.look() as (session, _now):
                chosen = enrolments.enrolment(session, asker.workspace_id, asker.person_id)
            answers.open_view(parts, asker_of(body), body, settings.form(chosen))
            ack()
        elif word == "channel":
            answers.to_command(ack, _said(_choose_channel(parts, asker, rest)))
        elif word in COMMANDS:
            with parts.deed(asker) as (session, now):
                answer = COMMANDS[word](session, Spoken(asker, rest, now))
                asked = commands.asked_then(session, asker, word, now=now)
            answers.to_command(ack, _said(answer, *asked))
        else:
            shown = mrkdwn.unescape((body.get("text") or "").strip()).split()[0][:40]
            raise NotUnderstood(words("home/tend", word=shown).plain("unknown"))


def _register_tab(app: App, parts: Parts) -> None:
    @app.event("app_home_opened")
    def opened(body: Body, event: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            show(parts, asker_of(body))

    for action_id, word in _WORDS_BEHIND.items():
        app.action(action_id)(_do(parts, word))

    @app.action(Action.HOLDS)
    def holds(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, tab.holds())
        ack()

    @app.action(Action.NOT_FOR_ME)
    def not_for_me(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, tab.not_for_me())
        ack()

    @app.action(Action.SETTINGS)
    def settings_form(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            chosen = enrolments.enrolment(session, asker.workspace_id, asker.person_id)
        answers.open_view(parts, asker_of(body), body, settings.form(chosen))
        ack()

    @app.action(Action.THANKS)
    def thanks_form(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            way = preferences.preference_of(session, asker.workspace_id, asker.person_id)
        answers.open_view(parts, asker_of(body), body, shoutout_forms.settings(way))
        ack()

    @app.view(settings.FORM)
    def keep_settings(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            settings.keep(session, asker, body, now=now)
        show(parts, asker)
        ack()


# These buttons do what the words behind `/tend` do.
_WORDS_BEHIND = {Action.START: "resume", Action.RESUME: "resume", Action.PAUSE: "pause", Action.STOP: "stop"}


def _do(parts: Parts, word: str) -> Callable[..., None]:
    def pressed(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            COMMANDS[word](session, Spoken(asker, "", now))
        ack()

    return pressed


def _choose_channel(parts: Parts, asker: Asker, rest: str) -> str:
    said = words("home/tend")
    named = channels_in(rest)
    if len(named) != 1:
        raise NotUnderstood(said.plain("which_channel"))
    with parts.look() as (session, _now):
        commands.refuse_all_but_admins(session, asker)
    try:
        channel = parts.gateway_of(asker.workspace_id).channel(named[0])
    except DeliveryError as error:
        raise UserError(said.plain("unknown_channel")) from error
    if channel.get("is_archived"):
        raise UserError(said.plain("archived"))
    if channel.get("is_ext_shared"):
        raise UserError(said.plain("shared_with_others"))
    if not channel.get("is_member"):
        raise UserError(said.plain("not_in_channel"))
    with parts.deed(asker) as (session, _now):
        return commands.choose_channel(session, asker, channel_id=named[0])


def _said(text: str, *below: block_kit.Block) -> Message:
    return Message(words("home/tend")["notification"], [block_kit.section(text), *below])
