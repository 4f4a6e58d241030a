"""What can be pressed while a shout-out is written: the form, *Change*, *Cancel*, *Throw away*."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing import drafts, forms, previewing, showing
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Write, see how it reads, change it, throw it away."""
    _register_form(app, parts)
    _register_preview(app, parts)


def _register_form(app: App, parts: Parts) -> None:
    @app.view(forms.WRITE)
    def write(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        given = Wording(
            did=filled_in.text(body, "did"),
            occasion=filled_in.text(body, "occasion"),
            effect=filled_in.text(body, "effect"),
        )
        receiver_ids = filled_in.several(body, "receivers")
        with parts.deed(asker) as (session, now):
            if view.get("private_metadata"):
                draft = drafts.unposted(session, asker, view["private_metadata"], now=now)
                drafts.change(session, draft, receiver_ids=receiver_ids, wording=given, now=now)
            else:
                draft = drafts.keep(
                    session,
                    asker.workspace_id,
                    author_id=asker.person_id,
                    receiver_ids=receiver_ids,
                    wording=given,
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
