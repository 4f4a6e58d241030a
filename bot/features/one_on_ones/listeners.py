"""Slack's doors to one-on-ones: `/1on1`, and every button and form around a meeting."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import (
    blocks,
    forms,
    invitations,
    meetings,
    overview,
    promises,
    series,
    spoken,
)
from bot.features.one_on_ones.blocks import ANSWERS, Action
from bot.features.one_on_ones.models import Answer, Meeting, MeetingState, Series
from bot.features.one_on_ones.recurrence import Schedule
from bot.features.people import directory, reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reader import Reader, reader_of
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block, section
from bot.platform.templating import words
from bot.platform.working_time import at_wall_clock


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with one-on-ones."""
    _register_command(app, parts)
    _register_set_up_form(app, parts)
    _register_meeting_buttons(app, parts)
    _register_forms_around_a_meeting(app, parts)
    _register_series_buttons(app, parts)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/1on1")
    def one_on_one(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        given = spoken.understand(text) if text else None
        with parts.look() as (session, now):
            reader = _reader(session, asker, now)
            if given is None:
                message, asks_relation = overview.overview(session, reader), True
            else:
                other = _colleague(session, asker, given.person_id)
                message = overview.existing(session, reader, other)
                asks_relation = _knows_no_relation(session, asker, other)
        if message is None and given is not None and given.schedule is not None:
            with parts.deed(asker) as (session, now):
                said = _set_up(session, asker, given.person_id, given.schedule, now=now)
            message = blocks.message_of([section(said)])
        if message is not None:
            answers.to_command(ack, message)
            return
        form = forms.set_up_form(given, asks_relation=asks_relation)
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, form)
        ack()


def _register_set_up_form(app: App, parts: Parts) -> None:
    @app.action(Action.SET_UP)
    def open_form(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, forms.set_up_form(None, asks_relation=True))
        ack()

    @app.view(forms.SET_UP)
    def set_up(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        other_id = filled_in.chosen(body, "other_id") or ""
        schedule = forms.schedule_in(body, ordinal=view.get("private_metadata"))
        relation = filled_in.chosen(body, "relation")
        with parts.deed(asker) as (session, now):
            said = _set_up(session, asker, other_id, schedule, now=now)
            if relation:
                reporting_lines.say(
                    session,
                    asker.workspace_id,
                    person_id=asker.person_id,
                    other_id=other_id,
                    relation=Relation(relation),
                    now=now,
                )
        answers.with_view(ack, forms.page(words("one_on_ones/set_up").plain("title"), said))


def _register_meeting_buttons(app: App, parts: Parts) -> None:
    def close_with(verb: Callable[..., bool]) -> Callable[..., None]:
        def close(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with parts.deed(asker) as (session, now):
                meeting = _meeting(session, asker, action["value"])
                verb(session, meeting, by=asker.person_id, now=now)
                lines = blocks.closed_line(meeting, _reader(session, asker, now))
                _show(session, asker, body, action, lines, now=now)
            _show_in_modal(parts, asker, body, action, lines)
            ack()

        return close

    app.action(Action.HELD)(close_with(meetings.hold))
    app.action(Action.NOT_THIS_TIME)(close_with(meetings.skip))

    @app.action(Action.MOVED)
    def moved(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            meeting = _meeting(session, asker, action["value"])
            form = forms.move_form(meeting, _reader(session, asker, now))
        if meeting.state == MeetingState.PLANNED:
            answers.open_view(parts, asker, body, form)
            ack()
            return
        with parts.deed(asker) as (session, now):
            meeting = _meeting(session, asker, action["value"])
            lines = blocks.closed_line(meeting, _reader(session, asker, now))
            _show(session, asker, body, action, lines, now=now)
        _show_in_modal(parts, asker, body, action, lines)
        ack()

    @app.action(Action.WHY)
    def why(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            meeting = _meeting(session, asker, action["value"])
            page = forms.why(meeting, _reader(session, asker, now))
        answers.open_view(parts, asker, body, page)
        ack()


def _register_forms_around_a_meeting(app: App, parts: Parts) -> None:
    @app.view(forms.MOVE)
    def move(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        day, at = filled_in.day(body, "on"), filled_in.clock_time(body, "at")
        if day is None or at is None:
            raise UserError(words("one_on_ones/refusals").plain("when"), field="on")
        with parts.deed(asker) as (session, now):
            meeting = _meeting(session, asker, view["private_metadata"])
            to = at_wall_clock(day, at, meeting.series.zone)
            meetings.move(session, meeting, to=to, by=asker.person_id, now=now)
            standing = blocks.how_it_stands(meeting, _reader(session, asker, now))
        answers.with_view(ack, forms.page(words("one_on_ones/form").plain("move_title"), standing))

    @app.action(Action.NOTE_PROMISE)
    def open_promise(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            one = _series(session, asker, action["value"])
            other = directory.person(session, asker.workspace_id, one.other_end(asker.person_id))
            due_on = promises.usual_day(session, one, _reader(session, asker, now))
        form = forms.promise_form(one, other_name=other.name, other_is_gone=other.is_gone, due_on=due_on)
        answers.open_view(parts, asker, body, form)
        ack()

    @app.view(forms.PROMISE)
    def note_promise(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        is_theirs = filled_in.chosen(body, "who") == forms.THEIRS
        with parts.deed(asker) as (session, now):
            one = _series(session, asker, view["private_metadata"])
            noted = promises.note(
                session,
                one,
                by=asker.person_id,
                is_theirs=is_theirs,
                words=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or _reader(session, asker, now).today,
                now=now,
            )
            name = directory.person(session, asker.workspace_id, one.other_end(asker.person_id)).name
        said = words("one_on_ones/promise", next_on=noted.next_nudge_on, name=name)
        answers.with_view(ack, forms.page(said.plain("title"), said["theirs" if is_theirs else "mine"]))


def _register_series_buttons(app: App, parts: Parts) -> None:
    @app.action(Action.END)
    def end(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            one = _series(session, asker, action["value"])
            series.end(session, one, by=asker.person_id, now=now)
            lines = blocks.ended_line(one, _reader(session, asker, now))
            _show(session, asker, body, action, lines, now=now)
        _show_in_modal(parts, asker, body, action, lines)
        ack()

    def answer_with(given: Answer) -> Callable[..., None]:
        def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with parts.deed(asker) as (session, now):
                one = invitations.invitation_of(
                    session, asker.workspace_id, person_id=asker.person_id, series_id=int(action["value"])
                )
                invitations.answer(session, one, given=given, now=now)
                lines = blocks.answered_line(one, _reader(session, asker, now))
                _show(session, asker, body, action, lines, now=now)
            _show_in_modal(parts, asker, body, action, lines)
            ack()

        return answer

    for action_id, given in ANSWERS.items():
        app.action(action_id)(answer_with(given))


def _set_up(session: Session, asker: Asker, other_id: str, schedule: Schedule, *, now: datetime) -> str:
    made = series.set_up(
        session,
        asker.workspace_id,
        organizer_id=asker.person_id,
        other_id=other_id,
        schedule=schedule,
        now=now,
    )
    return overview.set_up_words(session, _reader(session, asker, now), made)


def _show(
    session: Session, asker: Asker, body: Body, action: dict[str, Any], lines: list[Block], *, now: datetime
) -> None:
    """Put ``lines`` in the place of those that were pressed; a list is shown anew, with them on top."""
    if not answers.is_on_a_message(body):
        return
    if answers.was_for_the_asker_alone(body):
        message = overview.with_news(session, _reader(session, asker, now), lines)
        answers.in_place(session, asker, body, message, now=now)
    else:
        answers.in_part(session, asker, body, _in_place_of(action, lines), now=now)


def _show_in_modal(
    parts: Parts, asker: Asker, body: Body, action: dict[str, Any], lines: list[Block]
) -> None:
    if answers.is_on_a_modal(body):
        answers.in_part_of_modal(parts, asker, body, _in_place_of(action, lines))


def _in_place_of(action: dict[str, Any], lines: list[Block]) -> dict[str, list[Block]]:
    own = action["block_id"].removesuffix(":do")
    # The old buttons go first: the new lines bring their own, by the same name.
    return {f"{own}:do": [], own: lines}


def _meeting(session: Session, asker: Asker, meeting_id: str) -> Meeting:
    return meetings.meeting_of(
        session, asker.workspace_id, person_id=asker.person_id, meeting_id=int(meeting_id)
    )


def _series(session: Session, asker: Asker, series_id: str) -> Series:
    return series.series_of(session, asker.workspace_id, person_id=asker.person_id, series_id=int(series_id))


def _colleague(session: Session, asker: Asker, person_id: str) -> str:
    return directory.colleague(session, asker.workspace_id, asker_id=asker.person_id, person_id=person_id).id


def _knows_no_relation(session: Session, asker: Asker, other_id: str) -> bool:
    known = reporting_lines.relation_to(
        session, asker.workspace_id, person_id=asker.person_id, other_id=other_id
    )
    return known is None


def _reader(session: Session, asker: Asker, now: datetime) -> Reader:
    return reader_of(session, asker.workspace_id, asker.person_id, now=now)
