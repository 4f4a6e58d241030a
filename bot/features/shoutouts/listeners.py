"""Slack's doors to shout-outs: `/shoutout`, and what each room has to press."""

from datetime import datetime

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader, reader_of
from bot.features.shoutouts import blocks
from bot.features.shoutouts.appreciating import listeners as appreciating
from bot.features.shoutouts.giving import listeners as giving
from bot.features.shoutouts.receiving import listeners as receiving
from bot.features.shoutouts.receiving import preferences
from bot.features.shoutouts.receiving import showing as received_showing
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing import drafts, forms, previewing, showing, spoken
from bot.features.shoutouts.writing import listeners as writing
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.message import Message


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with shout-outs."""
    _register_command(app, parts)
    for room in (writing, giving, receiving, appreciating):
        room.register(app, parts)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/shoutout")
    def shoutout(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, showing.help_message())
        elif text.lower() == "received":
            with parts.look() as (session, now):
                page = received_showing.received_page(session, _reader(session, asker, now=now), skip=0)
            answers.to_command(ack, page)
        elif text.lower() == "settings":
            with parts.look() as (session, _now):
                way = preferences.preference_of(session, asker.workspace_id, asker.person_id)
            answers.open_view(parts, asker, body, forms.settings(way))
            ack()
        elif not text:
            with parts.look() as (session, now):
                form = showing.form(session, _reader(session, asker, now=now))
            answers.open_view(parts, asker, body, form)
            ack()
        else:
            answers.to_command(ack, _kept(parts, asker, spoken.understood(text)))


def _kept(parts: Parts, asker: Asker, said: spoken.Spoken) -> Message:
    """The preview of what was typed; or why there is none, with the words given back."""
    try:
        with parts.deed(asker) as (session, now):
            draft = drafts.keep(
                session,
                asker.workspace_id,
                author_id=asker.person_id,
                receiver_ids=said.receiver_ids,
                wording=Wording(did=said.words),
                around=drafts.Around(team=showing.team_of(said.groups)),
                now=now,
            )
            return blocks.preview(previewing.preview_of(session, draft, now=now))
    except UserError as error:
        return blocks.refused(error.words, given=said.line)


def _reader(session: Session, asker: Asker, *, now: datetime) -> Reader:
    return reader_of(session, asker.workspace_id, asker.person_id, now=now)
