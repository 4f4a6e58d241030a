"""Slack's doors to what was: open the page, turn it, write a note for both, delete one."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.one_on_ones import pressing
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.history import forms, notes
from bot.features.one_on_ones.history.actions import TURN, NoteAction
from bot.features.one_on_ones.history.page import history_page
from bot.features.one_on_ones.meetings import NotOnYourList
from bot.features.one_on_ones.place import Place, place_in
from bot.features.people import directory
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do with what was."""
    _register_page(app, parts)
    _register_notes(app, parts)


def open_by_series(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The page, opened from a series of the asker's. Raises NotOnYourList."""
    with parts.look() as (session, _now):
        other_id = pressing.one_series(session, asker, series_id).other_end(asker.person_id)
    _open(ack, parts, asker, body, other_id)


def _open(ack: Ack, parts: Parts, asker: Asker, body: Body, other_id: str) -> None:
    with parts.look() as (session, now):
        view = history_page(session, pressing.reader(session, asker, now), Place(other_id))
    answers.open_view(parts, asker, body, view)
    ack()


def _register_page(app: App, parts: Parts) -> None:
    @app.action(Action.HISTORY)
    def open_page(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _open(ack, parts, asker_of(body), body, action["value"])

    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        place = place_in(body["view"]["private_metadata"])
        with parts.look() as (session, now):
            reader = pressing.reader(session, asker, now)
            view = history_page(session, reader, Place(place.other_id, int(action["value"])))
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], view)
        ack()

    for way in ("earlier", "latest"):
        app.action(f"{TURN}.{way}")(turn)


def _register_notes(app: App, parts: Parts) -> None:
    @app.action(NoteAction.WRITE)
    def open_form(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            meeting = pressing.meeting(session, asker, action["value"])
            if not notes.is_room_for_one(meeting, author_id=asker.person_id, now=now):
                raise NotOnYourList(words("one_on_ones/history").plain("not_here"))
            other_id = meeting.series.other_end(asker.person_id)
            form = forms.note_form(meeting, directory.person(session, asker.workspace_id, other_id))
        answers.open_view(parts, asker, body, form)
        ack()

    @app.view(forms.WRITE)
    def write(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            meeting = pressing.meeting(session, asker, view["private_metadata"])
            said = filled_in.text(body, "words")
            notes.write(session, meeting, author_id=asker.person_id, words=said, now=now)
            place = Place(meeting.series.other_end(asker.person_id))
            page = history_page(session, pressing.reader(session, asker, now), place)
        below = view.get("previous_view_id")
        if below:
            parts.gateway_of(asker.workspace_id).update_view(below, page)
            ack()
        else:
            answers.with_view(ack, page)

    @app.action(NoteAction.DELETE)
    def delete(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            reader = pressing.reader(session, asker, now)
            notes.delete(session, notes.note_of(session, reader, int(action["value"])), asker.person_id)
            page = history_page(session, reader, place_in(body["view"]["private_metadata"]))
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], page)
        ack()
