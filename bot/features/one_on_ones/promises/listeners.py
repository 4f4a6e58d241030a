"""Slack's doors to what was promised in a one-on-one."""

from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.follow_ups.service import NotAPromise
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.pressing import one_series, reader
from bot.features.one_on_ones.promises import forms, line, service
from bot.features.one_on_ones.promises.forms import Between
from bot.features.one_on_ones.promises.line import Whose
from bot.features.people import directory
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words


def open_line(ack: Ack, parts: Parts, asker: Asker, body: Body, series_id: str) -> None:
    """The form for a promise of one of the two. Raises NotOnYourList."""
    with parts.look() as (session, _now):
        form = forms.line_form(_between(session, asker, series_id))
    answers.open_view(parts, asker, body, form)
    ack()


def register(app: App, parts: Parts) -> None:
    """Noting a promise: typed in one line, shown back, kept."""

    @app.action(Action.NOTE_PROMISE)
    def note_promise(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        open_line(ack, parts, asker_of(body), body, action["value"])

    @app.view(forms.LINE)
    def show_back(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            between = _between(session, asker, view["private_metadata"])
            reading = reader(session, asker, now)
            understood = line.understand(
                filled_in.text(body, "line"),
                own_name=directory.person(session, asker.workspace_id, asker.person_id).name,
                other_name=between.other.name,
                own_id=asker.person_id,
                other_id=between.other.id,
                language=reading.language,
                today=reading.today,
            )
            usual_day = service.usual_day(session, between.series, reading)
        said = words("one_on_ones/promise", name=between.other.name)
        if not understood.words:
            raise NotAPromise(said.plain("no_words"), field="line")
        if understood.whose is Whose.THEIRS and not between.theirs_too:
            raise NotAPromise(said.plain("only_ones_own"), field="line")
        answers.with_view(ack, forms.promise_form(between, understood, usual_day=usual_day))

    @app.view(forms.PROMISE)
    def keep(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        is_theirs = filled_in.chosen(body, "who") == Whose.THEIRS
        with parts.deed(asker) as (session, now):
            between = _between(session, asker, view["private_metadata"])
            noted = service.note(
                session,
                between.series,
                by=asker.person_id,
                is_theirs=is_theirs,
                words=filled_in.text(body, "words"),
                due_on=filled_in.day(body, "due_on") or reader(session, asker, now).today,
                now=now,
            )
        said = words("one_on_ones/promise", next_on=noted.next_nudge_on, name=between.other.name)
        answers.with_view(ack, page(said.plain("title"), said["theirs_noted" if is_theirs else "mine_noted"]))


def _between(session: Session, asker: Asker, series_id: str) -> Between:
    one = one_series(session, asker, series_id)
    return Between(one, directory.person(session, asker.workspace_id, one.other_end(asker.person_id)))
