"""Slack's doors to setting up several series: a form, the slots to look through, and all of them at once."""

from dataclasses import replace
from typing import Any

from bot.features.one_on_ones import pressing
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.arranging import several, several_forms
from bot.features.one_on_ones.arranging.actions import SeveralAction
from bot.features.one_on_ones.arranging.doors import Doors
from bot.platform.inbound import answers
from bot.platform.inbound.answers import Ack
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def open_several(ack: Ack, parts: Parts, asker: Asker, body: Body) -> None:
    """The form, with those whom the asker leads in it already."""
    with parts.look() as (session, now):
        reader = pressing.reader(session, asker, now)
        form = several_forms.several_form(reader, people=several.likely_people(session, reader))
    if answers.is_on_a_modal(body):
        # Instead of the form for one, not on top of it.
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], form)
    else:
        answers.open_view(parts, asker, body, form)
    ack()


def doors(parts: Parts) -> Doors:
    """The form, its second step, and the way back."""

    def open_form(ack: Ack, body: Body) -> None:
        open_several(ack, parts, asker_of(body), body)

    def look_through(ack: Ack, body: Body) -> None:
        asker, choices = asker_of(body), several_forms.choices_chosen(body)
        with parts.look() as (session, now):
            reader = pressing.reader(session, asker, now)
            plan = several.plan(session, reader, choices)
            kept = replace(choices, kept=tuple(one.other_id for one in plan.series))
            view = several_forms.plan_page(plan, kept, reader)
        answers.with_view(ack, view)

    def go_back(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        choices = several.choices_in(body["view"]["private_metadata"])
        with parts.look() as (session, now):
            form = several_forms.several_form(pressing.reader(session, asker, now), given=choices)
        parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], form)
        ack()

    def set_up_all(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker, choices = asker_of(body), several.choices_in(view["private_metadata"])
        with parts.deed(asker) as (session, now):
            reader = pressing.reader(session, asker, now)
            page = several_forms.done_page(several.set_up_all(session, reader, choices), reader)
        answers.with_view(ack, page)

    return Doors(
        actions={Action.SET_UP_SEVERAL: open_form, SeveralAction.BACK: go_back},
        views={several_forms.FORM: look_through, several_forms.PLAN: set_up_all},
    )
