"""Slack's doors to getting ready for a meeting."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.one_on_ones import pressing
from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.page import page
from bot.features.one_on_ones.preparation import notes
from bot.features.one_on_ones.preparation.page import PREPARE, preparation_page
from bot.platform.inbound import answers
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.templating import words


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to get ready."""

    @app.action(Action.PREPARE)
    def open_page(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.look() as (session, now):
            view = preparation_page(session, pressing.reader(session, asker, now), action["value"])
        answers.open_view(parts, asker, body, view)
        ack()

    @app.view(PREPARE)
    def keep(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            reader = pressing.reader(session, asker, now)
            said = filled_in.text(body, "notes")
            note = notes.keep(session, reader, view["private_metadata"], words=said, now=now)
        if view.get("previous_view_id"):
            ack()  # the page below is in front again
        else:
            told = words("one_on_ones/preparation")
            answers.with_view(ack, page(told.plain("title"), told["kept" if note else "deleted"]))
