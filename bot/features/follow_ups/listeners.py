"""Slack's doors to promises: `/followups`, *Follow up on this*, and every button on one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta
from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.follow_ups import blocks, due_day, forms, service
from bot.features.follow_ups.blocks import Action, Snooze
from bot.features.follow_ups.models import FollowUp, Origin, State
from bot.features.people import directory, enrolments
from bot.features.people.reader import reader_of
from bot.features.workspace import service as workspaces
from bot.platform.errors import UserError
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import mrkdwn
from bot.platform.slack.addresses import permalink
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.templating import words
from bot.platform.working_time import WorkingTime, local_day


class Verb(Protocol):
    """A verb of the service that needs nothing but the promise."""

    def __call__(self, session: Session, follow_up: FollowUp, /, *, now: datetime) -> None: ...


_ANSWERS: dict[Action, Verb] = {
    Action.DONE: service.resolve,
    Action.LET_GO: service.let_go,
    Action.MINE: service.take_on,
    Action.NOT_MINE: service.decline,
}


AsksAfter = Callable[[Session, FollowUp, datetime], list[Block]]
"""What the feature that a promise comes from notes and asks, once it has been done just now."""


def register(app: App, parts: Parts, asks_after: Mapping[Origin, AsksAfter] | None = None) -> None:
    """Everything a person can do with promises. ``asks_after`` is by where a promise was made."""
    _register_noting(app, parts)
    _register_answers(app, parts, asks_after or {})
    _register_forms(app, parts)


def _register_noting(app: App, parts: Parts) -> None:
    @app.command("/followups")
    def followups(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        if not text:
            with parts.look() as (session, now):
                message = _list_of(session, asker, now=now)
            answers.to_command(ack, message)
            return
        given = mrkdwn.unescape(text)
        service.check_words(given)
        named = next(iter(mrkdwn.mentions_in(text)), None)
        with parts.look() as (session, now):
            reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
        # The form shows how it was understood, to be put right before it is kept.
        understood = due_day.understand(given, language=reader.language, today=reader.today)
        form = forms.note_form(
            given=understood.words or given,
            due_on=understood.due_on or reader.working_time.working_day_after(reader.today),
            with_id=named,
        )
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, form)
        ack()

    @app.shortcut("follow_up_on_message")
    def follow_up_on_message(ack: Ack, body: Body) -> None:
        asker, message = asker_of(body), body["message"]
        with parts.look() as (session, now):
            working_time = enrolments.working_time_of(session, asker.workspace_id, asker.person_id)
            home = workspaces.workspace_of(session, asker.workspace_id).url
            author = directory.people(session, asker.workspace_id, [message.get("user") or ""])
        other = next((each.id for each in author.values() if not each.is_bot and not each.is_gone), None)
        # Somebody else's words are theirs: the form links to them instead of carrying them on.
        own = message.get("user") == asker.person_id
        form = forms.note_form(
            given=mrkdwn.unescape(message.get("text") or "")[: service.LONGEST_WORDS] if own else "",
            due_on=working_time.working_day_after(local_day(now, working_time.zone)),
            with_id=None if own else other,
            link=permalink(home, body["channel"]["id"], message["ts"]),
        )
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, form)
        ack()


def _register_answers(app: App, parts: Parts, asks_after: Mapping[Origin, AsksAfter]) -> None:
    def answer_with(verb: Verb) -> Callable[..., None]:
        def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
            asker = asker_of(body)
            with parts.deed(asker) as (session, now):
                follow_up = _pressed(session, asker, action["value"])
                was_open = follow_up.state == State.OPEN
                verb(session, follow_up, now=now)
                ask = asks_after.get(Origin(follow_up.origin))
                is_done = was_open and follow_up.state == State.DONE
                asked = ask(session, follow_up, now) if ask and is_done else []
                _show_answered(session, asker, body, follow_up, now=now, asked=asked)
            _show_answered_in_modal(parts, asker, body, follow_up, asked=asked)
            ack()

        return answer

    for action_id, verb in _ANSWERS.items():
        app.action(action_id)(answer_with(verb))

    @app.action(Action.SNOOZE)
    def snooze(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        choice, _, follow_up_id = action["selected_option"]["value"].partition(":")
        with parts.deed(asker) as (session, now):
            follow_up = _pressed(session, asker, follow_up_id)
            working_time = enrolments.working_time_of(session, asker.workspace_id, asker.person_id)
            today = local_day(now, working_time.zone)
            if choice != Snooze.DAY:
                until = _until(Snooze(choice), working_time, today)
                service.snooze(session, follow_up, until=until, now=now)
                _show_answered(session, asker, body, follow_up, now=now)
        if choice != Snooze.DAY:
            _show_answered_in_modal(parts, asker, body, follow_up)
        else:
            form = forms.put_off_form(follow_up, until=working_time.working_day_after(today))
            answers.open_view(parts, asker, body, form)
        ack()

    @app.action(Action.SMALLER)
    def smaller(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            follow_up = _pressed(session, asker, action["value"])
            working_time = enrolments.working_time_of(session, asker.workspace_id, asker.person_id)
            due_on = working_time.working_day_after(local_day(now, working_time.zone))
        _refuse_ended(follow_up)
        answers.open_view(parts, asker, body, forms.shrink_form(follow_up, due_on=due_on))
        ack()

    @app.action(Action.OPEN)
    def open_details(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            follow_up = _pressed(session, asker, action["value"])
        answers.open_view(parts, asker, body, forms.details(follow_up))
        ack()

    @app.action(Action.WHY)
    def why(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            follow_up = _pressed(session, asker, action["value"])
            zone = enrolments.working_time_of(session, asker.workspace_id, asker.person_id).zone
        reason = blocks.why(follow_up, created_on=local_day(follow_up.created_at, zone))
        answers.open_view(parts, asker, body, forms.page(words("follow_ups/line").plain("why"), reason))
        ack()


def _register_forms(app: App, parts: Parts) -> None:
    @app.view(forms.NOTE)
    def note(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with_id = filled_in.chosen(body, "with_id")
        with parts.deed(asker) as (session, now):
            if with_id == asker.person_id:
                with_id = None
            if with_id:
                directory.colleague(session, asker.workspace_id, asker_id=asker.person_id, person_id=with_id)
            follow_up = service.open_follow_up(
                session,
                asker.workspace_id,
                owner_id=asker.person_id,
                author_id=asker.person_id,
                with_id=with_id,
                words=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or local_day(now, _zone(session, asker)),
                link=view.get("private_metadata") or None,
                origin=Origin.MESSAGE if view.get("private_metadata") else Origin.COMMAND,
                now=now,
            )
        _say_in_the_form(ack, follow_up, title="title", text="noted")

    @app.view(forms.SHRINK)
    def shrink(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            follow_up = _pressed(session, asker, view["private_metadata"])
            _refuse_ended(follow_up)
            service.shrink(
                session,
                follow_up,
                words=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or local_day(now, _zone(session, asker)),
                now=now,
            )
        _say_in_the_form(ack, follow_up, title="smaller_title", text="shrunk")

    @app.view(forms.PUT_OFF)
    def put_off(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            follow_up = _pressed(session, asker, view["private_metadata"])
            _refuse_ended(follow_up)
            until = filled_in.day(body, "due_on") or local_day(now, _zone(session, asker))
            service.snooze(session, follow_up, until=until, now=now)
        _say_in_the_form(ack, follow_up, title="snooze_title", text="snoozed")


def _pressed(session: Session, asker: Asker, follow_up_id: str) -> FollowUp:
    return service.owned(
        session, asker.workspace_id, owner_id=asker.person_id, follow_up_id=int(follow_up_id)
    )


def _refuse_ended(follow_up: FollowUp) -> None:
    if follow_up.state != State.OPEN:
        raise UserError(words("follow_ups/refusals").plain("ended"))


def _show_answered(
    session: Session,
    asker: Asker,
    body: Body,
    follow_up: FollowUp,
    *,
    now: datetime,
    asked: Sequence[Block] = (),
) -> None:
    """Put how it stands in the place of its own line, and leave the rest of the message alone."""
    if not answers.is_on_a_message(body):
        return
    if answers.was_for_the_asker_alone(body):
        message = _list_of(session, asker, now=now, answered=follow_up, asked=asked)
        answers.in_place(session, asker, body, message, now=now)
    else:
        answers.in_part(session, asker, body, _answered(follow_up, asked, uncovered=False), now=now)


def _list_of(
    session: Session,
    asker: Asker,
    *,
    now: datetime,
    answered: FollowUp | None = None,
    asked: Sequence[Block] = (),
) -> Message:
    reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
    return blocks.overview(
        service.open_with(session, asker.workspace_id, asker.person_id),
        service.promised_to(session, asker.workspace_id, asker.person_id),
        answered=answered,
        asked=asked,
        viewer_id=asker.person_id,
        today=reader.today,
    )


def _show_answered_in_modal(
    parts: Parts, asker: Asker, body: Body, follow_up: FollowUp, *, asked: Sequence[Block] = ()
) -> None:
    if answers.is_on_a_modal(body):
        answers.in_part_of_modal(parts, asker, body, _answered(follow_up, asked, uncovered=True))


def _answered(follow_up: FollowUp, asked: Sequence[Block], *, uncovered: bool) -> dict[str, list[Block]]:
    own = blocks.block_id(follow_up.id)
    return {own: [*blocks.answered_line(follow_up, uncovered=uncovered), *asked], f"{own}:do": []}


def _say_in_the_form(ack: Ack, follow_up: FollowUp, *, title: str, text: str) -> None:
    said = words("follow_ups/form", next_on=follow_up.next_nudge_on)[text]
    answers.with_view(ack, forms.page(words("follow_ups/form").plain(title), said))


def _until(choice: Snooze, working_time: WorkingTime, today: date) -> date:
    if choice is Snooze.WEEK:
        return today + timedelta(days=7)
    if choice is Snooze.MONTH:
        return today + relativedelta(months=1)
    return working_time.working_day_after(today)


def _zone(session: Session, asker: Asker) -> str:
    return enrolments.working_time_of(session, asker.workspace_id, asker.person_id).zone
