"""Slack's doors to one-on-ones: `/1on1`, and every button and form around a meeting and an invitation."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, invitations, meetings, moving, overview, series
from bot.features.one_on_ones.actions import ANSWERS, Action
from bot.features.one_on_ones.agenda import listeners as agenda
from bot.features.one_on_ones.arranging import listeners as arranging
from bot.features.one_on_ones.calendar import listeners as calendar
from bot.features.one_on_ones.history import listeners as history
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.preparation import listeners as preparation
from bot.features.one_on_ones.pressing import meeting as pressed_meeting
from bot.features.one_on_ones.pressing import reader as reading
from bot.features.one_on_ones.pressing import show, show_in_modal
from bot.features.one_on_ones.promises import listeners as promises
from bot.features.one_on_ones.spoken.understood import understand
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock

_ADD = "add"
_SEVERAL = "several"


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with one-on-ones."""
    _register_command(app, parts)
    _register_closing(app, parts)
    _register_moving(app, parts)
    _register_invitations(app, parts)
    arranging.register(app, parts)
    agenda.register(app, parts)
    promises.register(app, parts)
    calendar.register(app, parts)
    preparation.register(app, parts)
    history.register(app, parts)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/1on1")
    def one_on_one(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        first, _, rest = text.partition(" ")
        if text.lower() == "help":
            answers.to_command(ack, blocks.help_message())
        elif text.lower() == "calendar":
            answers.to_command(ack, calendar.by_command(parts, asker))
        elif first.lower() == _ADD:
            answers.to_command(ack, agenda.add_by_command(parts, asker, rest))
        elif text.lower() == _SEVERAL:
            arranging.open_several(ack, parts, asker, body)
        elif text:
            arranging.set_up_by_command(ack, parts, asker, understand(text))
        else:
            with parts.look() as (session, now):
                message = overview.overview(session, reading(session, asker, now))
            if message is not None:
                answers.to_command(ack, message)
            else:
                arranging.open_form(ack, parts, asker, body)


def _register_closing(app: App, parts: Parts) -> None:
    def close_with(verb: Callable[..., bool]) -> Callable[..., None]:
        def close(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with parts.deed(asker) as (session, now):
                meeting = pressed_meeting(session, asker, action["value"])
                verb(session, meeting, by=asker.person_id, now=now)
                moving.tell_of_what_is_off(session, meeting.series, by=asker.person_id, now=now)
                lines = blocks.closed_line(meeting, reading(session, asker, now))
                show(session, asker, body, action, lines, now=now)
            show_in_modal(parts, asker, body, action, lines)
            ack()

        return close

    app.action(Action.HELD)(close_with(meetings.hold))
    app.action(Action.NOT_THIS_TIME)(close_with(meetings.skip))

    @app.action(Action.GO_ON)
    def go_on(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            meeting = pressed_meeting(session, asker, action["value"])
            series.keep_on(session, meeting.series, now=now)
            lines = blocks.goes_on_line(meeting, reading(session, asker, now))
            show(session, asker, body, action, lines, now=now)
        show_in_modal(parts, asker, body, action, lines)
        ack()

    @app.action(Action.WHY)
    def why(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            meeting = pressed_meeting(session, asker, action["value"])
            view = moving.why(meeting, reading(session, asker, now))
        answers.open_view(parts, asker, body, view)
        ack()


def _register_moving(app: App, parts: Parts) -> None:
    @app.action(Action.MOVED)
    def moved(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            meeting = pressed_meeting(session, asker, action["value"])
            if meeting.state == MeetingState.PLANNED:
                meetings.check_runs(meeting.series)
            form = moving.move_form(meeting, reading(session, asker, now))
        if meeting.state == MeetingState.PLANNED:
            answers.open_view(parts, asker, body, form)
            ack()
            return
        with parts.deed(asker) as (session, now):
            meeting = pressed_meeting(session, asker, action["value"])
            lines = blocks.closed_line(meeting, reading(session, asker, now))
            show(session, asker, body, action, lines, now=now)
        show_in_modal(parts, asker, body, action, lines)
        ack()

    @app.view(moving.MOVE)
    def move(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        day, at = filled_in.day(body, "on"), filled_in.clock_time(body, "at")
        if day is None or at is None:
            raise UserError(words("one_on_ones/refusals").plain("when"), field="on")
        with parts.deed(asker) as (session, now):
            meeting = pressed_meeting(session, asker, view["private_metadata"])
            to = at_wall_clock(day, at, meeting.series.zone)
            said = _move(session, asker, meeting, to=to, now=now)
            standing = blocks.how_it_stands(meeting, reading(session, asker, now))
        title = words("one_on_ones/form").plain("move_title")
        answers.with_view(ack, page(title, "\n".join([standing, *said])))

    def take_slot(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        meeting_id, _, slot = action["value"].partition(":")
        with parts.deed(asker) as (session, now):
            meeting = pressed_meeting(session, asker, meeting_id)
            said = _move(session, asker, meeting, to=datetime.fromisoformat(slot), now=now)
            lines = blocks.closed_line(meeting, reading(session, asker, now), notes=said)
            show(session, asker, body, action, lines, now=now)
        show_in_modal(parts, asker, body, action, lines)
        ack()

    for number in (1, 2):
        app.action(f"{Action.TAKE_SLOT}.{number}")(take_slot)


def _move(session: Session, asker: Asker, meeting: Meeting, *, to: datetime, now: datetime) -> list[str]:
    """Move it, and let the other one know in time; what else there is to say about it, as lines of mrkdwn."""
    is_regular = not meetings.came_by_a_move(session, meeting)
    if not meetings.move(session, meeting, to=to, by=asker.person_id, now=now):
        return []
    moving.tell_the_other(session, meeting, by=asker.person_id, now=now)
    moved_often = meetings.moves_in_a_row(session, meeting.series) == moving.SUGGESTS_AFTER
    return [words("one_on_ones/meeting")["moved_often"]] if is_regular and moved_often else []


def _register_invitations(app: App, parts: Parts) -> None:
    def answer_with(given: Answer) -> Callable[..., None]:
        def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with parts.deed(asker) as (session, now):
                one = invitations.invitation_of(
                    session, asker.workspace_id, person_id=asker.person_id, series_id=int(action["value"])
                )
                invitations.answer(session, one, given=given, now=now)
                lines = blocks.answered_line(one, reading(session, asker, now))
                show(session, asker, body, action, lines, now=now)
            show_in_modal(parts, asker, body, action, lines)
            ack()

        return answer

    for action_id, given in ANSWERS.items():
        app.action(action_id)(answer_with(given))
