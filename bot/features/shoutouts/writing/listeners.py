"""The doors to writing a shout-out, and what can be pressed meanwhile: *Change*, *Cancel*, *Throw away*."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.people.reader import reader_of
from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing import beginning, drafts, forms, previewing, showing
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Begin from anywhere, write, see how it reads, change it, throw it away."""
    _register_beginning(app, parts)
    _register_form(app, parts)
    _register_preview(app, parts)


SAY_THANKS = "say_thanks"
SAY_THANKS_FOR_MESSAGE = "say_thanks_for_message"


def _register_beginning(app: App, parts: Parts) -> None:
    @app.shortcut(SAY_THANKS)
    def say_thanks(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            form = showing.form(session, reader_of(session, asker.workspace_id, asker.person_id, now=now))
        answers.open_view(parts, asker, body, form)
        ack()

    @app.shortcut(SAY_THANKS_FOR_MESSAGE)
    def say_thanks_for_message(ack: Ack, body: Body) -> None:
        asker, channel_id = asker_of(body), body["channel"]["id"]
        is_public = beginning.is_public(parts.gateway_of(asker.workspace_id), channel_id)
        with parts.look() as (session, now):
            form = beginning.from_message(
                session,
                reader_of(session, asker.workspace_id, asker.person_id, now=now),
                body["message"],
                channel_id=channel_id,
                is_public=is_public,
            )
        answers.open_view(parts, asker, body, form)
        ack()

    @app.action(Action.BEGIN)
    def begin(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
            form = beginning.from_button(session, reader, action.get("value") or "")
        answers.open_view(parts, asker, body, form)
        ack()


def _register_form(app: App, parts: Parts) -> None:
    @app.view(forms.WRITE)
    def write(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        given = Wording(
            did=filled_in.text(body, "did"),
            occasion=filled_in.text(body, "occasion"),
            effect=filled_in.text(body, "effect"),
        )
        carried = forms.carried(view)
        around = drafts.Around(
            team=filled_in.text(body, "team"),
            value=filled_in.chosen(body, "value"),
            # Whoever takes out what the message was quoted for takes out the link to it.
            occasion_link=carried.occasion_link if given.occasion.strip() else None,
            thread_id=carried.thread_id,
        )
        receiver_ids = filled_in.several(body, "receivers")
        with parts.deed(asker) as (session, now):
            if carried.draft_id is not None:
                draft = drafts.unposted(session, asker, str(carried.draft_id), now=now)
                drafts.change(
                    session, draft, receiver_ids=receiver_ids, wording=given, around=around, now=now
                )
            else:
                draft = drafts.keep(
                    session,
                    asker.workspace_id,
                    author_id=asker.person_id,
                    receiver_ids=receiver_ids,
                    wording=given,
                    around=around,
                    now=now,
                )
            shown = previewing.preview_of(session, draft, now=now)
        answers.with_view(ack, forms.preview(shown))


def _register_preview(app: App, parts: Parts) -> None:
    @app.action(Action.CHANGE)
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            draft = drafts.unposted(session, asker, action["value"], now=now)
            form = showing.filled_form(session, draft)
        if answers.is_on_a_modal(body):
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], form)
        else:
            answers.open_view(parts, asker, body, form)
        ack()

    @app.action(Action.CANCEL)
    def cancel(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            drafts.discard(session, drafts.unposted(session, asker, action["value"], now=now))
            answers.in_place(session, asker, body, None, now=now)
        ack()

    @app.action(Action.THROW_AWAY)
    def throw_away(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            drafts.discard(session, drafts.unposted(session, asker, action["value"], now=now))
        page = forms.page(words("shoutouts/form")["thrown_away"])
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()
