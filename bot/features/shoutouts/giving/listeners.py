"""What an author presses to give a shout-out, and after Slack did not take it."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.shoutouts import blocks
from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.giving import posting
from bot.features.shoutouts.models import Shoutout, State
from bot.features.shoutouts.writing import drafts, forms, previewing, showing
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Post it, and once more where Slack did not take it."""
    _register_posting(app, parts)
    _register_posting_again(app, parts)


def _register_posting(app: App, parts: Parts) -> None:
    @app.action(Action.POST)
    def post(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout, is_current = _referred(session, asker, action["value"], now=now)
            if is_current:
                posting.post(session, shoutout, now=now)
                answer = showing.done(session, shoutout)
            else:
                answer = blocks.preview(previewing.preview_of(session, shoutout, now=now), is_new=False)
            answers.in_place(session, asker, body, answer, now=now)
        ack()

    @app.view(forms.PREVIEW)
    def post_from_form(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout, is_current = _referred(session, asker, view["private_metadata"], now=now)
            if is_current:
                posting.post(session, shoutout, now=now)
                shown = forms.page(showing.done(session, shoutout).blocks[0]["text"]["text"])
            else:
                shown = forms.preview(previewing.preview_of(session, shoutout, now=now))
        answers.with_view(ack, shown)


def _register_posting_again(app: App, parts: Parts) -> None:
    @app.action(Action.POST_AGAIN)
    def post_again(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout = _written(session, asker, action["value"], now=now)
            posting.post_again(session, shoutout, now=now)
            answers.in_place(session, asker, body, showing.done(session, shoutout), now=now)
        ack()

    @app.action(Action.IT_IS_THERE)
    def it_is_there(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            posting.it_is_there(session, _written(session, asker, action["value"], now=now), now=now)
            answers.in_place(session, asker, body, blocks.it_stays(), now=now)
        ack()


def _written(session: Session, asker: Asker, shoutout_id: str, *, now: datetime) -> Shoutout:
    return drafts.written_by(
        session, asker.workspace_id, author_id=asker.person_id, shoutout_id=int(shoutout_id), now=now
    )


def _referred(session: Session, asker: Asker, reference: str, *, now: datetime) -> tuple[Shoutout, bool]:
    """The shout-out that a preview showed, and whether its words are still those."""
    shoutout_id, _, version = reference.partition(":")
    shoutout = _written(session, asker, shoutout_id, now=now)
    return shoutout, shoutout.state != State.DRAFT or shoutout.version == int(version)
