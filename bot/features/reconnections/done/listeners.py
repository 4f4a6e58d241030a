"""Slack's doors to the end of an act: words as a message, *did it*, and how it went."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.reader import Reader
from bot.features.reconnections.acts import afterwards, handing, handing_over, pages, service
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.listeners import place_of
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.steps import the_draft
from bot.features.reconnections.acts.wording import LONGEST_WHOLE, checked
from bot.features.reconnections.content.openers import Act
from bot.features.reconnections.pressing import deed, look
from bot.features.relationships.models import Felt
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with the words of an act, and once it is done."""
    _register_words(app, parts)
    _register_done(app, parts)
    _register_felt(app, parts)


def _register_words(app: App, parts: Parts) -> None:
    @app.action(Action.SEND_ME)
    def send_me(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        text = checked(filled_in.text(body, "copy"), field="copy", longest=LONGEST_WHOLE)
        with deed(parts, asker) as (session, reader):
            about_id, act = _whose(session, reader, place)
            name = directory.person(session, asker.workspace_id, about_id).name if about_id else ""
            handing.hand_over(
                session,
                reader,
                text,
                about_id=about_id,
                name=name,
                act=act,
                follow_up_id=place.follow_up_id,
                draft_token=place.token,
            )
        sent = block_kit.context(words("reconnections/handed")["sent"], block_id="sent")
        below = [block for block in body["view"]["blocks"] if block["block_id"] == "hand_over"]
        answers.in_part_of_modal(parts, asker, body, {"sent": [], "hand_over": [sent, *below]})
        ack()

    @app.action(Action.OPEN)
    def open_reminded(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            page = handing_over.page_of_promise(session, reader, follow_up_id=int(action["value"]))
        answers.open_view(parts, asker, body, page)
        ack()

    @app.action(Action.TAKE_AWAY)
    def take_away(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            row = handing.owned(session, reader, row_id=int(action["value"]))
            handing.take_back(session, reader, follow_up_id=row.follow_up_id, draft_token=row.draft_token)
        ack()


def _register_done(app: App, parts: Parts) -> None:
    @app.view(pages.LAST)
    def done(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            about_id, act = _whose(session, reader, place)
            asked = _finish(
                session, reader, place.follow_up_id, about_id=about_id, act=act, draft_token=place.token
            )
        answers.with_view(ack, pages.done(asked))

    @app.action(Action.DID_IT)
    def did_it(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            row = handing.owned(session, reader, row_id=int(action["value"]))
            asked = _finish(
                session,
                reader,
                row.follow_up_id,
                about_id=row.about_id,
                act=Act(row.act),
                draft_token=row.draft_token,
            )
        answers.open_view(parts, asker, body, pages.done(asked))
        ack()


def _register_felt(app: App, parts: Parts) -> None:
    def answering(says: Callable[[Session, Reader, int], list[Block]]) -> Callable[..., None]:
        def tell(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker, follow_up_id = asker_of(body), int(action["value"])
            own = afterwards.block_id(follow_up_id)
            with deed(parts, asker) as (session, reader):
                said = says(session, reader, follow_up_id)
                if answers.was_for_the_asker_alone(body):
                    message = Message(words("reconnections/handed")["notification"], said)
                    answers.in_place(session, asker, body, message, now=reader.now)
                elif answers.is_on_a_message(body):
                    answers.in_part(session, asker, body, {own: said, f"{own}:do": []}, now=reader.now)
            if answers.is_on_a_modal(body):
                answers.in_part_of_modal(parts, asker, body, {own: said, f"{own}:do": []})
            ack()

        return tell

    def feels(felt: Felt) -> Callable[..., None]:
        return answering(
            lambda session, reader, follow_up_id: afterwards.tell(
                session, reader, follow_up_id=follow_up_id, felt=felt
            )
        )

    for action_id, felt in afterwards.FELT.items():
        app.action(action_id)(feels(felt))

    app.action(Action.NO_ANSWER)(
        answering(
            lambda session, reader, follow_up_id: afterwards.no_answer(
                session, reader, follow_up_id=follow_up_id
            )
        )
    )


def _finish(
    session: Session,
    reader: Reader,
    follow_up_id: int | None,
    *,
    about_id: str | None,
    act: Act,
    draft_token: int | None,
) -> list[Block]:
    """End it, take away the words that were sent for it, and ask how it went, if it was a promise."""
    handing.take_back(session, reader, follow_up_id=follow_up_id, draft_token=draft_token)
    if follow_up_id is not None:
        ended = service.finish(session, reader, follow_up_id=follow_up_id)
        return afterwards.asks(session, ended, reader.now) if ended is not None else []
    if draft_token is not None:
        service.finish_at_once(session, reader, about_id=about_id, act=act, token=draft_token)
    return []


def _whose(session: Session, reader: Reader, place: Place) -> tuple[str | None, Act]:
    if place.follow_up_id is None:
        draft = the_draft(session, reader, place)
        return draft.about_id, draft.act
    kept = service.kept(session, reader, follow_up_id=place.follow_up_id)
    return kept.follow_up.with_id, kept.act
