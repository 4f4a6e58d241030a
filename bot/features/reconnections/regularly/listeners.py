"""Slack's doors to questions that come by themselves: how often, and the one that waits on a card."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.reconnections import blocks, forms, rhythms
from bot.features.reconnections.models import Rhythm
from bot.features.reconnections.pressing import about, chosen, deed, look, way_of
from bot.features.reconnections.question.listeners import go_on
from bot.features.reconnections.screens import Action
from bot.features.reconnections.steps import Way
from bot.features.relationships import service as relationships
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Everything a person can do about questions on a rhythm."""
    _register_rhythm(app, parts)
    _register_card(app, parts)


def _register_rhythm(app: App, parts: Parts) -> None:
    @app.action(Action.REGULARLY)
    def regularly(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        with look(parts, asker) as (session, reader):
            given = rhythms.with_(session, reader, about_id=about(session, reader, way).id)
        parts.gateway_of(asker.workspace_id).push_view(asker.trigger_id, forms.rhythm(way, given=given))
        ack()

    @app.view(forms.RHYTHM)
    def rhythm(ack: Ack, body: Body) -> None:
        asker, way = asker_of(body), way_of(body)
        is_off = filled_in.chosen(body, "rhythm") == forms.OFF
        with deed(parts, asker) as (session, reader):
            wanted = None if is_off else chosen(Rhythm, body, "rhythm")
            kept = rhythms.choose(session, reader, about_id=way.about_id or "", rhythm=wanted)
            rests_until = None
            if kept is not None:
                relationships.end_rest(session, reader, about_id=kept.about_id)
                rests_until = relationships.openers_rest(session, reader, about_id=kept.about_id)
        answers.with_view(ack, forms.rhythm_kept(kept, rests_until=rests_until))


def _register_card(app: App, parts: Parts) -> None:
    @app.action(blocks.Action.OPEN)
    def open_waiting(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            about_id = rhythms.owned(session, reader, rhythm_id=int(action["value"])).about_id
        answers.open_view(parts, asker, body, go_on(parts, asker, Way(about_id)))
        ack()

    @app.action(blocks.Action.PUT_OFF)
    def put_off(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with deed(parts, asker) as (session, reader):
            waiting = rhythms.owned(session, reader, rhythm_id=int(action["value"]))
            own = blocks.block_id(waiting.id)
            instead = {own: blocks.put_off_line(waiting), f"{own}:do": []}
            answers.in_part(session, asker, body, instead, now=reader.now)
        ack()

    @app.action(blocks.Action.WHY)
    def why(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with look(parts, asker) as (session, reader):
            waiting = rhythms.owned(session, reader, rhythm_id=int(action["value"]))
        answers.open_view(parts, asker, body, blocks.why(waiting))
        ack()
