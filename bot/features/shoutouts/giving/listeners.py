"""What an author presses to give a shout-out, and after Slack did not take it."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.shoutouts import blocks
from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.giving import blocks as giving_blocks
from bot.features.shoutouts.giving import elsewhere, posting, undoing
from bot.features.shoutouts.models import Shoutout, State
from bot.features.shoutouts.writing import drafts, forms, previewing
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.message import Message


def register(app: App, parts: Parts) -> None:
    """Post it, once more where Slack did not take it, and take it back."""
    _register_posting(app, parts)
    _register_posting_again(app, parts)
    _register_undo(app, parts)


def _register_posting(app: App, parts: Parts) -> None:
    @app.action(Action.POST)
    def post(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            shoutout, is_current = _referred(session, asker, action["value"], now=now)
            if is_current:
                posting.post(session, shoutout, now=now)
                answer = _given(session, shoutout)
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
                shown = giving_blocks.page_of(_given(session, shoutout))
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
            answers.in_place(session, asker, body, _given_or_draft(session, shoutout, now=now), now=now)
        ack()

    @app.action(Action.POST_ELSEWHERE)
    def post_elsewhere(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, channel_id = asker_of(body), action["selected_channel"]
        hindrance = elsewhere.hindrance(parts.gateway_of(asker.workspace_id), channel_id)
        with parts.deed(asker) as (session, now):
            shoutout_id = giving_blocks.shoutout_asked_about(action["block_id"])
            shoutout = _written(session, asker, shoutout_id, now=now)
            posting.check_known(shoutout)
            if hindrance is None:
                posting.post_again(session, shoutout, now=now, channel_id=channel_id)
                answer = _given_or_draft(session, shoutout, now=now)
            else:
                answer = giving_blocks.not_there(
                    shoutout,
                    drafts.receiver_ids_of(session, shoutout),
                    channel_id=channel_id,
                    hindrance=hindrance,
                    asked=f"{now.timestamp():.0f}",
                )
            answers.in_place(session, asker, body, answer, now=now)
        ack()

    @app.action(Action.IT_IS_THERE)
    def it_is_there(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            posting.it_is_there(session, _written(session, asker, action["value"], now=now), now=now)
            answers.in_place(session, asker, body, blocks.it_stays(), now=now)
        ack()


def _register_undo(app: App, parts: Parts) -> None:
    @app.action(Action.UNDO)
    def undo(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        shoutout_id, _, version = action["value"].partition(":")
        with parts.deed(asker) as (session, now):
            shoutout = _written(session, asker, shoutout_id, now=now)
            if undoing.undo(session, shoutout, version=int(version), now=now):
                answer = giving_blocks.taken_back(shoutout)
            else:
                answer = giving_blocks.too_late(_done(session, shoutout))
            if answers.is_on_a_message(body):
                answers.in_place(session, asker, body, answer, now=now)
        if answers.is_on_a_modal(body):
            page = giving_blocks.page_of(answer)
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()


def _given(session: Session, shoutout: Shoutout) -> Message:
    return giving_blocks.given(shoutout, _done(session, shoutout))


def _done(session: Session, shoutout: Shoutout) -> Message:
    return blocks.done(drafts.receiver_ids_of(session, shoutout), team=shoutout.team)


def _given_or_draft(session: Session, shoutout: Shoutout, *, now: datetime) -> Message:
    """What its author reads after *Post it*, also for one that they took back in between."""
    if shoutout.state == State.DRAFT:
        return blocks.preview(previewing.preview_of(session, shoutout, now=now), is_new=False)
    return _given(session, shoutout)


def _written(session: Session, asker: Asker, shoutout_id: str, *, now: datetime) -> Shoutout:
    return drafts.written_by(
        session, asker.workspace_id, author_id=asker.person_id, shoutout_id=int(shoutout_id), now=now
    )


def _referred(session: Session, asker: Asker, reference: str, *, now: datetime) -> tuple[Shoutout, bool]:
    """The shout-out that a preview showed, and whether its words are still those."""
    shoutout_id, _, version = reference.partition(":")
    shoutout = _written(session, asker, shoutout_id, now=now)
    return shoutout, shoutout.state != State.DRAFT or shoutout.version == int(version)
