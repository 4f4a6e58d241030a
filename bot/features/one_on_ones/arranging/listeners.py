"""Slack's doors to setting series up, and to what becomes of them when another one leads."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, hands, overview, pressing, series
from bot.features.one_on_ones.actions import Action, HandsAction
from bot.features.one_on_ones.arranging import changing, forms, more, roles, several_doors
from bot.features.one_on_ones.arranging.several_doors import open_several
from bot.features.one_on_ones.arranging.slot_fields import schedule_in
from bot.features.one_on_ones.models import Role
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.one_on_ones.spoken.understood import Spoken
from bot.features.people import directory, reporting_lines
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block, section
from bot.platform.templating import words

__all__ = ["form_with", "open_form", "open_several", "register", "set_up_by_command"]


def register(app: App, parts: Parts) -> None:
    """Everything around a series as a whole."""
    _register_set_up_form(app, parts)
    _register_hands(app, parts)
    for doors in (several_doors.doors(parts), changing.doors(parts), more.doors(parts)):
        for action_id, listener in doors.actions.items():
            app.action(action_id)(listener)
        for callback_id, listener in doors.views.items():
            app.view(callback_id)(listener)


def set_up_by_command(ack: Ack, parts: Parts, asker: Asker, given: Spoken) -> None:
    """`/1on1 @person …`: the series that is there, a new one, or a form for what was left out."""
    with parts.look() as (session, now):
        reader = pressing.reader(session, asker, now)
        other = directory.colleague(
            session, asker.workspace_id, asker_id=asker.person_id, person_id=given.person_id
        )
        message = overview.existing(session, reader, other.id)
        schedule = given.schedule(their_zone=other.zone)
        form = forms.set_up_form(
            given,
            own_zone=reader.zone,
            their_zone=other.zone,
            asks_role=_knows_no_relation(session, asker, other.id),
        )
    if message is None and schedule is not None:
        with parts.deed(asker) as (session, now):
            said = _set_up(session, asker, given.person_id, schedule, other_is=given.other_is, now=now)
        message = blocks.message_of([section(said)])
    if message is not None:
        answers.to_command(ack, message)
        return
    parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, form)
    ack()


def open_form(ack: Ack, parts: Parts, asker: Asker, body: Body) -> None:
    """The empty form."""
    with parts.look() as (session, now):
        own_zone = pressing.reader(session, asker, now).zone
    form = forms.set_up_form(None, own_zone=own_zone, their_zone=None, asks_role=True)
    answers.open_view(parts, asker, body, form)
    ack()


def form_with(parts: Parts, asker: Asker, other_id: str) -> Block:
    """The form with that person filled in. Raises NobodyToTurnTo."""
    with parts.look() as (session, now):
        reader = pressing.reader(session, asker, now)
        other = directory.colleague(session, asker.workspace_id, asker_id=asker.person_id, person_id=other_id)
        return forms.set_up_form(
            Spoken(other.id),
            own_zone=reader.zone,
            their_zone=other.zone,
            asks_role=_knows_no_relation(session, asker, other.id),
        )


def _register_set_up_form(app: App, parts: Parts) -> None:
    @app.action(Action.SET_UP)
    def open_set_up_form(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, other_id = asker_of(body), action.get("value")
        if not other_id:
            open_form(ack, parts, asker, body)
            return
        answers.open_view(parts, asker, body, form_with(parts, asker, other_id))
        ack()

    @app.view(forms.SET_UP)
    def set_up(ack: Ack, body: Body) -> None:
        asker, other_is = asker_of(body), roles.role_in(body)
        other_id = filled_in.chosen(body, "other_id") or ""
        with parts.deed(asker) as (session, now):
            other = directory.person(session, asker.workspace_id, other_id)
            schedule = schedule_in(body, their_zone=other.zone)
            said = _set_up(session, asker, other_id, schedule, other_is=other_is, now=now)
        answers.with_view(ack, page(words("one_on_ones/set_up").plain("title"), said))


def _register_hands(app: App, parts: Parts) -> None:
    def settle(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        series_id, _, role = action["value"].partition(":")
        with parts.deed(asker) as (session, now):
            one, other = changing.running(session, asker, series_id)
            other_is = Role(role) if role in set(Role) else one.role_of(other.id)
            series.become(session, one, other_is=other_is, by=asker.person_id, now=now)
            lines = hands.settled_line(one, pressing.reader(session, asker, now))
            pressing.show(session, asker, body, action, lines, now=now)
        pressing.show_in_modal(parts, asker, body, action, lines)
        ack()

    for action_id in HandsAction:
        app.action(action_id)(settle)


def _set_up(
    session: Session,
    asker: Asker,
    other_id: str,
    schedule: Schedule,
    *,
    other_is: Role | None,
    now: datetime,
) -> str:
    made = series.set_up(
        session,
        asker.workspace_id,
        organizer_id=asker.person_id,
        other_id=other_id,
        schedule=schedule,
        other_is=other_is,
        now=now,
    )
    roles.keep_word(
        session,
        asker.workspace_id,
        person_id=asker.person_id,
        other_id=other_id,
        other_is=other_is,
        now=now,
    )
    return overview.set_up_words(session, pressing.reader(session, asker, now), made)


def _knows_no_relation(session: Session, asker: Asker, other_id: str) -> bool:
    known = reporting_lines.relation_to(
        session, asker.workspace_id, person_id=asker.person_id, other_id=other_id
    )
    return known is None
