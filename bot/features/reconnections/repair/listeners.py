"""Slack's doors to putting something right: what is asked first, and the pieces of the message."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.acts import drafts, pages, steps
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.forms import back
from bot.features.reconnections.acts.listeners import place_of
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.content.repair import GateAnswer, Leads
from bot.features.reconnections.pressing import deed, look, show
from bot.features.reconnections.repair import forms
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to put something right."""

    @app.view(forms.GATES)
    def answer(ack: Ack, body: Body) -> None:
        asker, before = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            draft = steps.the_draft(session, reader, before)
            given = forms.answers_on(content_for(reader.language).repair, body)
            draft = replace(draft, answers={gate: each.id for gate, each in given.items()})
            place = Place(is_everyday=before.is_everyday, token=draft.token)
            screen = _behind(session, reader, place, draft, list(given.values()))
        answers.with_view(ack, screen)

    @app.action(re.compile(f"^{re.escape(forms.OPEN_PIECE)}"))
    def open_piece(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, place = asker_of(body), place_of(body)
        wanted = action["action_id"].removeprefix(forms.OPEN_PIECE)
        with look(parts, asker) as (session, reader):
            draft = forms.with_pieces_on(reader, body, steps.the_draft(session, reader, place))
            further = replace(place, opened=(*place.opened, wanted))
            screen = steps.show(session, reader, further, replace(draft, step=Step.PIECES))
        show(parts, asker, body, screen)
        ack()

    @app.view(forms.PIECES)
    def compose(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            draft = forms.with_pieces_on(reader, body, steps.the_draft(session, reader, place))
            forms.check_pieces(reader, draft)
            draft = replace(draft, step=Step.WHEN)
            drafts.save(session, reader, draft)
            screen = steps.show(session, reader, replace(place, waved=0), draft)
        answers.with_view(ack, screen)


def _behind(session: Session, reader: Reader, place: Place, draft: Draft, given: list[GateAnswer]) -> Block:
    """What the answers lead to: an end, words for listening first, or the pieces."""
    stop = next((answer for answer in given if answer.leads is Leads.STOP), None)
    if stop is not None:
        drafts.save(session, reader, draft)
        said = words("reconnections/repair", says=stop.says or stop.text)
        return pages.page(
            said.plain("title"),
            [block_kit.section(said["told"]), block_kit.context(said["stopped"])],
            place,
            back(Step.GATES),
        )
    listens = any(answer.leads is Leads.LISTEN for answer in given)
    further = replace(
        draft,
        is_listening=listens,
        step=Step.WORDS if listens else Step.PIECES,
        words=draft.words if listens is draft.is_listening else "",
    )
    drafts.save(session, reader, further)
    return steps.show(session, reader, place, further)
