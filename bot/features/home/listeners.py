"""Slack's doors to the settings: `/tend`, the Home tab, and the forms behind them."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltResponse

from bot.features.figures import showing as figures
from bot.features.home import answers as home_answers
from bot.features.home import (
    circle,
    commands,
    openings,
    pages,
    settings,
    settings_form,
    showing,
    stale,
    tab,
    what_comes,
)
from bot.features.home.admins import listeners as admins
from bot.features.home.admins import looking_up
from bot.features.home.admins.allowed import refuse_all_but_admins
from bot.features.home.commands import COMMANDS
from bot.features.home.pages import Pages, Part
from bot.features.home.spoken import NotUnderstood, Spoken
from bot.features.home.tab import Action
from bot.features.people import foot
from bot.features.people.reader import reader_of
from bot.features.reconnections import on_home as reconnections
from bot.features.reconnections.acts import listeners as acts
from bot.features.reconnections.knowledge import listeners as knowledge
from bot.features.shoutouts.receiving import preferences
from bot.features.shoutouts.writing import forms as shoutout_forms
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit, mrkdwn
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import channels_in
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """`/tend`, the Home tab, and the settings form."""
    app.middleware(_gently(parts))
    _register_command(app, parts)
    _register_tab(app, parts)
    admins.register(app, parts)
    _register_settings(app, parts)
    _register_foot(app, parts)


def show(parts: Parts, asker: Asker) -> None:
    """Publish the asker's Home tab as it stands now."""
    showing.show_instead_of_later(
        parts.database,
        parts.clock,
        parts.gateway_of,
        workspace_id=asker.workspace_id,
        person_id=asker.person_id,
    )


def _gently(parts: Parts) -> Callable[..., BoltResponse | None]:
    """Before anything on a Home tab is done: is it still there to be done? If not, that is said instead."""

    def told(body: Body, ack: Ack, next: Callable[[], BoltResponse]) -> BoltResponse | None:
        asker = asker_of(body)
        if not asker.is_on_home or body.get("type") != "block_actions":
            return next()
        seen = Pages.unpacked(body["view"].get("private_metadata"))
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            # It may also have moved on to another page.
            is_there = any(
                stale.is_there(tab.view(session, reader, shown), body["actions"][0])
                for shown in (seen, Pages(is_everything=True))
            )
        if is_there:
            return next()
        answers.open_view(parts, asker, body, home_answers.changed_meanwhile())
        show(parts, asker)
        return ack()

    return told


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/tend")
    def tend(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        word, _, rest = (body.get("text") or "").strip().partition(" ")
        word, rest = word.lower(), rest.strip()
        if word in ("", "help"):
            answers.to_command(ack, _said(words("home/tend")["help"]))
        elif word == "settings":
            answers.open_view(parts, asker, body, _settings_of(parts, asker))
            ack()
        elif word == "figures":
            with parts.look() as (session, _now):
                page = figures.page(session, asker.workspace_id, asker.person_id)
            answers.open_view(parts, asker, body, page)
            ack()
        elif word == "admin":
            admins.open_page(parts, asker, body)
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
        if event.get("tab", "home") != "home":
            return
        asker = asker_of(body)
        with parts.database.transaction() as session:
            now = parts.clock.now()
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            openings.note(session, reader.workspace_id, reader.person_id, now=now)
        show(parts, asker)

    for action_id, word in _WORDS_BEHIND.items():
        app.action(action_id)(_do(parts, word))

    @app.action(re.compile(rf"^{re.escape(pages.TURN)}\."))
    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, part = asker_of(body), Part(action["action_id"].rpartition(".")[2])
        turned = Pages.unpacked(body["view"].get("private_metadata")).turned(part, int(action["value"]))
        with parts.database.transaction() as session:
            openings.turn(session, asker.workspace_id, asker.person_id, pages=turned, now=parts.clock.now())
        show(parts, asker)
        ack()

    @app.action(Action.HOLDS)
    def holds(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, home_answers.holds())
        ack()

    @app.action(Action.NOT_FOR_ME)
    def not_for_me(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, home_answers.not_for_me())
        ack()

    @app.action(what_comes.WHAT_COMES)
    def show_what_comes(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            view = what_comes.page(session, reader)
        answers.open_view(parts, asker, body, view)
        ack()

    @app.action(circle.RECONNECT)
    def reconnect(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        answers.open_view(parts, asker, body, acts.begin(parts, asker, action["value"]))
        ack()

    @app.action(reconnections.EXAMPLES)
    def examples(ack: Ack, body: Body) -> None:
        knowledge.open_examples(ack, parts, asker_of(body), body)


def _register_settings(app: App, parts: Parts) -> None:
    @app.action(Action.SETTINGS)
    def open_settings(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        answers.open_view(parts, asker, body, _settings_of(parts, asker))
        ack()

    @app.action(Action.THANKS)
    def thanks_form(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            way = preferences.preference_of(session, asker.workspace_id, asker.person_id)
        answers.open_view(parts, asker, body, shoutout_forms.settings(way))
        ack()

    @app.view(settings_form.FORM)
    def keep_settings(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            settings.keep(session, asker, body, now=now)
        show(parts, asker)
        ack()


def _register_foot(app: App, parts: Parts) -> None:
    @app.action(foot.MENU)
    def chosen_at_the_foot(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        word, _, purpose = action["selected_option"]["value"].partition(":")
        if word in set(foot.Choice):
            with parts.deed(asker) as (session, now):
                spoken = Spoken(asker, _A_WEEK if word == foot.Choice.PAUSE else "", now)
                page = foot.page(COMMANDS[word](session, spoken))
        else:
            page = foot.why(purpose)
        answers.open_view(parts, asker, body, page)
        ack()


def _settings_of(parts: Parts, asker: Asker) -> block_kit.Block:
    with parts.look() as (session, now):
        reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
        return settings_form.form(session, reader)


_A_WEEK = "1 week"
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
        refuse_all_but_admins(session, asker)
    looking_up.refuse_unless_postable(parts.gateway_of(asker.workspace_id), named[0])
    with parts.deed(asker) as (session, now):
        return commands.choose_channel(session, asker, channel_id=named[0], now=now)


def _said(text: str, *below: block_kit.Block) -> Message:
    return Message(words("home/tend")["notification"], [block_kit.section(text), *below])
