"""Slack's doors to a series that is there: another slot, a pause and its end, the end, when one is told."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.features.one_on_ones import meetings, moving, overview, phrases, pressing, series, service, sides
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.arranging import changing_forms as forms
from bot.features.one_on_ones.arranging.doors import Doors
from bot.features.one_on_ones.arranging.slot_fields import schedule_in, slot_of
from bot.features.one_on_ones.models import Rhythm, Series
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.recurrence import MONTHS_BETWEEN, Schedule, keeping_step
from bot.features.people import directory
from bot.features.people.models import Person
from bot.features.people.reader import Reader
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.answers import Ack
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block
from bot.platform.templating import Words, words

# Judgement: what most holidays last.
_USUAL_PAUSE = timedelta(days=14)


def running(session: Session, asker: Asker, series_id: str) -> tuple[Series, Person]:
    """A series of the asker's that runs, and the other one. Raises NotOnYourList, HasEnded."""
    one = pressing.one_series(session, asker, series_id)
    meetings.check_runs(one)
    return one, directory.person(session, asker.workspace_id, one.other_end(asker.person_id))


def open_change(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The form for another rhythm or slot, as it is now."""
    with parts.look() as (session, now):
        one, other = running(session, asker, series_id)
        own_zone = pressing.reader(session, asker, now).zone
        slot = slot_of(one, own_zone=own_zone, their_zone=other.zone)
        form = forms.change_form(one, slot, own_zone=own_zone, their_zone=other.zone)
    _open(ack, parts, asker, body, form)


def open_pause(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The form for a pause, in a fortnight unless there is one."""
    with parts.look() as (session, now):
        one, _other = running(session, asker, series_id)
        usual = pressing.reader(session, asker, now).today + _USUAL_PAUSE
        until = one.paused_until if one.paused_until and series.is_paused(one, now=now) else usual
        form = forms.pause_form(one, until=until)
    _open(ack, parts, asker, body, form)


def open_lead(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The form for when the asker hears of each meeting."""
    with parts.look() as (session, _now):
        one, _other = running(session, asker, series_id)
        form = forms.lead_form(one, minutes=sides.lead_of(session, one, asker.person_id))
    _open(ack, parts, asker, body, form)


def open_end(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The question before the end; what has ended is said to have ended."""
    with parts.look() as (session, _now):
        one = pressing.one_series(session, asker, series_id)
        other_id = one.other_end(asker.person_id)
        form = _ended_page(other_id) if one.ended_at else forms.end_form(one, other_id=other_id)
    _open(ack, parts, asker, body, form)


def resume(ack: Ack, parts: Parts, asker: Asker, body: Body, action: dict[str, Any], series_id: str) -> None:
    """The end of a pause, at once; the series is shown as it is now."""
    with parts.deed(asker) as (session, now):
        one, _other = running(session, asker, series_id)
        series.resume(session, one, by=asker.person_id, now=now)
        reader = pressing.reader(session, asker, now)
        lines = overview.one_of(session, reader, service.next_meeting(session, one, now=now))
        pressing.show(session, asker, body, action, lines, now=now)
    pressing.show_in_modal(parts, asker, body, action, lines)
    ack()


def doors(parts: Parts) -> Doors:
    """The forms behind those, and the buttons on cards that open them."""
    openers = {Action.CHANGE: open_change, Action.PAUSE: open_pause, Action.END: open_end}

    def open_by_button(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        opener = openers[Action(action["action_id"])]
        opener(ack, parts, asker_of(body), body, action["value"])

    def resume_by_button(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        resume(ack, parts, asker_of(body), body, action, action["value"])

    def change(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            one, other = running(session, asker, view["private_metadata"])
            reader = pressing.reader(session, asker, now)
            schedule = schedule_in(body, their_zone=other.zone)
            is_new = _is_new(one, schedule, own_zone=reader.zone)
            if is_new:
                step = keeping_step(schedule, one, zone=schedule.zone or reader.zone, now=now)
                series.change(session, one, schedule=step, by=asker.person_id, now=now)
                moving.tell_of_what_is_off(session, one, by=asker.person_id, now=now)
            said = _said(session, one, reader, other)
        told = [said["changed" if is_new else "unchanged"], *_they_are_told(said, one, asker, is_new=is_new)]
        answers.with_view(ack, page(said.plain("change_title"), "\n".join(told)))

    def pause(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            one, other = running(session, asker, view["private_metadata"])
            reader = pressing.reader(session, asker, now)
            until = filled_in.day(body, "until") or reader.today
            series.pause(session, one, until=until, by=asker.person_id, now=now)
            moving.tell_of_what_is_off(session, one, by=asker.person_id, now=now)
            said = _said(session, one, reader, other)
        told = [said["paused"], *_they_are_told(said, one, asker, is_new=True)]
        answers.with_view(ack, page(said.plain("pause_title"), "\n".join(told)))

    def choose_lead(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker, minutes = asker_of(body), forms.lead_in(body)
        with parts.deed(asker) as (session, now):
            one, other = running(session, asker, view["private_metadata"])
            sides.choose_lead(session, one, person_id=asker.person_id, minutes=minutes, now=now)
        said = words("one_on_ones/changing", other_id=other.id)
        answers.with_view(ack, page(said.plain("lead_title"), said[f"told_{minutes or 'card'}"]))

    def end(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            one = pressing.one_series(session, asker, view["private_metadata"])
            series.end(session, one, by=asker.person_id, now=now)
            moving.tell_of_what_is_off(session, one, by=asker.person_id, now=now)
            other_id = one.other_end(asker.person_id)
        answers.with_view(ack, _ended_page(other_id))

    return Doors(
        actions={**dict.fromkeys(openers, open_by_button), Action.RESUME: resume_by_button},
        views={forms.CHANGE: change, forms.PAUSE: pause, forms.LEAD: choose_lead, forms.END: end},
    )


def _open(ack: Ack, parts: Parts, asker: Asker, body: Body, form: Block) -> None:
    answers.open_view(parts, asker, body, form)
    ack()


def _is_new(one: Series, schedule: Schedule, *, own_zone: str) -> bool:
    """Whether the series is not like that already."""
    ordinal = one.ordinal if schedule.rhythm in MONTHS_BETWEEN else None
    as_it_is = Schedule(Rhythm(one.rhythm), one.starts_on.weekday(), one.at, one.minutes, ordinal, one.zone)
    return replace(schedule, zone=schedule.zone or own_zone) != as_it_is


def _said(session: Session, one: Series, reader: Reader, other: Person) -> Words:
    return words(
        "one_on_ones/changing",
        other_id=other.id,
        name=other.name,
        schedule=phrases.schedule(one, reader_zone=reader.zone),
        at=phrases.dated_moment(_next_at(session, one, reader.now), reader),
        until=one.paused_until,
    )


def _next_at(session: Session, one: Series, now: datetime) -> datetime:
    return service.next_meeting(session, one, now=now).starts_at


def _they_are_told(said: Words, one: Series, asker: Asker, *, is_new: bool) -> list[str]:
    """Only whoever is in is told anything."""
    return [said["they_are_told"]] if is_new and one.is_in(one.other_end(asker.person_id)) else []


def _ended_page(other_id: str) -> Block:
    said = words("one_on_ones/list", other_id=other_id)
    return page(words("one_on_ones/changing").plain("ended_title"), said["ended"])
