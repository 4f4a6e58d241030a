"""Slack's doors to an act: the way from who to when."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.acts import drafts, first, forms, handing_over, pages, service, steps, wording
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.when import plan
from bot.features.reconnections.pressing import deed, look, show
from bot.features.reconnections.question.listeners import go_on as go_on_to_a_question
from bot.features.reconnections.repair import forms as repair_forms
from bot.features.reconnections.steps import Way
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def register(app: App, parts: Parts) -> None:
    """Everything a person can do on the way to an act."""
    _register_ways_in(app, parts)
    _register_first(app, parts)
    _register_words(app, parts)
    _register_when(app, parts)
    _register_back(app, parts)


def begin(parts: Parts, asker: Asker, about_id: str | None) -> Block:
    """The first screen behind `/reconnect`. Raises NobodyToTurnTo."""
    with look(parts, asker) as (session, reader):
        return steps.begin(session, reader, Place(about_id))


def place_of(body: Body) -> Place:
    """Where the asker was on the screen that was pressed on."""
    return Place.unpacked(body["view"].get("private_metadata") or "")


def _register_ways_in(app: App, parts: Parts) -> None:
    @app.action(Action.BEGIN)
    def begin_on_home(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        answers.open_view(parts, asker, body, begin(parts, asker, None))
        ack()

    @app.action(Action.EVERYDAY)
    def everyday(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), replace(place_of(body), is_everyday=True)
        with look(parts, asker) as (session, reader):
            draft = drafts.saved(session, reader) if place.goes_on else None
            screen = (
                steps.show(session, reader, replace(place, goes_on=False), draft)
                if draft is not None
                else steps.begin(session, reader, place)
            )
        show(parts, asker, body, screen)
        ack()

    @app.action(Action.GO_ON)
    def go_on(ack: Ack, body: Body) -> None:
        asker, before = asker_of(body), place_of(body)
        place = Place(is_everyday=before.is_everyday, token=before.token)
        with look(parts, asker) as (session, reader):
            screen = steps.go_on(session, reader, place, steps.the_draft(session, reader, place))
        show(parts, asker, body, screen)
        ack()

    @app.action(Action.ANEW)
    def anew(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), replace(place_of(body), is_anew=True, goes_on=False)
        with look(parts, asker) as (session, reader):
            screen = steps.begin(session, reader, place)
        show(parts, asker, body, screen)
        ack()

    @app.action(Action.FORGET)
    def forget(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            service.forget(session, reader, steps.the_draft(session, reader, place))
        show(parts, asker, body, pages.forgotten())
        ack()

    @app.action(Action.QUESTION)
    def question(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        way = Way(filled_in.chosen(body, "about_id"), is_everyday=place_of(body).is_everyday)
        show(parts, asker, body, go_on_to_a_question(parts, asker, way))
        ack()


def _register_first(app: App, parts: Parts) -> None:
    def again(ack: Ack, body: Body) -> None:
        """Whom they chose, and how it is, decide what else stands on the screen."""
        asker, place = asker_of(body), place_of(body)
        with look(parts, asker) as (session, reader):
            screen = first.form(place, first.given_on(session, reader, body))
        show(parts, asker, body, screen)
        ack()

    app.action(Action.WHO)(again)
    app.action(Action.SIDE)(again)

    @app.view(first.FIRST)
    def chosen(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            draft = first.chosen_on(session, reader, body)
            before = None if place.is_anew else drafts.saved(session, reader)
            if before is not None:
                draft = before.on_new_ground(draft)
            drafts.save(session, reader, draft)
            screen = steps.go_on(session, reader, Place(is_everyday=place.is_everyday), draft)
        answers.with_view(ack, screen)


def _register_words(app: App, parts: Parts) -> None:
    @app.action(Action.ANOTHER)
    def another(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with look(parts, asker) as (session, reader):
            draft = _with_words_on(reader, body, steps.the_draft(session, reader, place))
            if not draft.words.strip() or wording.is_an_opener(reader.language, draft):
                draft, place = replace(draft, words=""), replace(place, turn=place.turn + 1)
            screen = steps.show(session, reader, place, draft)  # what they wrote themselves stays
        show(parts, asker, body, screen)
        ack()

    @app.action(Action.EXTENT)
    def extent(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), replace(place_of(body), turn=0)
        with look(parts, asker) as (session, reader):
            draft = _with_words_on(reader, body, steps.the_draft(session, reader, place))
            if wording.is_an_opener(reader.language, draft):
                draft = replace(draft, words="")  # what they wrote themselves stays
            screen = steps.show(session, reader, place, draft)
        show(parts, asker, body, screen)
        ack()

    @app.view(forms.WORDS)
    def write(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            written = _with_words_on(reader, body, steps.the_draft(session, reader, place))
            text = wording.checked(written.words, field=forms.words_field(body))
            draft = replace(written, words=text, step=Step.WHEN)
            drafts.save(session, reader, draft)
            screen = steps.show(session, reader, replace(place, waved=0), draft)
        answers.with_view(ack, screen)


def _register_when(app: App, parts: Parts) -> None:
    @app.action(Action.WHEN)
    def again(ack: Ack, body: Body) -> None:
        """A time asks for a day and an hour, *after* for a day and what it comes after."""
        asker, place = asker_of(body), place_of(body)
        with look(parts, asker) as (session, reader):
            draft = steps.the_draft(session, reader, place)
            screen = forms.when(reader, place, draft, chosen=forms.when_on(body))
        show(parts, asker, body, screen)
        ack()

    @app.action(Action.LEAVE_IT)
    def leave_it(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with look(parts, asker) as (session, reader):
            draft = steps.the_draft(session, reader, place)
            further = replace(place, waved=place.waved + 1)
            screen = forms.when(reader, further, draft, chosen=forms.when_on(body))
        show(parts, asker, body, screen)
        ack()

    @app.view(forms.WHEN)
    def when(ack: Ack, body: Body) -> None:
        asker, place = asker_of(body), place_of(body)
        with deed(parts, asker) as (session, reader):
            draft = steps.the_draft(session, reader, place)
            instead = steps.in_the_way(session, reader, place, draft)
            screen = _planned(session, reader, body, draft) if instead is None else instead
        answers.with_view(ack, screen)


def _planned(session: Session, reader: Reader, body: Body, draft: Draft) -> Block:
    """Plan the act for the time that was chosen; the last page. Raises NotATime, NotReady and NotAPromise."""
    chosen = plan(
        reader,
        forms.when_on(body),
        day=filled_in.day(body, "day"),
        at=filled_in.clock_time(body, "time"),
        after=filled_in.text(body, "after"),
    )
    steps.refuse_unfinished(reader, draft)
    name = steps.name_of(session, reader, draft)
    draft = service.ask_in_two_weeks(session, reader, draft, name=name, wanted=forms.wants_two_weeks(body))
    drafts.save(session, reader, draft)
    follow_up = service.plan(session, reader, draft, chosen, name=name)
    return handing_over.last_page(reader, draft, chosen, follow_up, name=name)


def _register_back(app: App, parts: Parts) -> None:
    @app.action(Action.BACK)
    def back(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, place, step = asker_of(body), place_of(body), Step(action["value"])
        with deed(parts, asker) as (session, reader):
            draft = _with_what_is_on(reader, body, steps.the_draft(session, reader, place))
            # What was written so far is kept, finished or not; only going on asks for more.
            drafts.save(session, reader, draft if step is Step.FIRST else replace(draft, step=step))
            further = Place(is_everyday=place.is_everyday)
            screen = steps.show(session, reader, further, replace(draft, step=step))
        show(parts, asker, body, screen)
        ack()


def _with_words_on(reader: Reader, body: Body, draft: Draft) -> Draft:
    return replace(
        draft,
        words=filled_in.text(body, forms.words_field(body)),
        extent=forms.extent_on(body, draft),
        expectation=forms.last_line_on(reader, body, draft),
    )


def _with_what_is_on(reader: Reader, body: Body, draft: Draft) -> Draft:
    callback_id = body["view"]["callback_id"]
    if callback_id == forms.WORDS:
        return _with_words_on(reader, body, draft)
    if callback_id == repair_forms.PIECES:
        return repair_forms.with_pieces_on(reader, body, draft)
    return draft
