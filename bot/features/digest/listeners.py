"""Slack's doors to the digest: `/digest`, and the buttons on the card."""

from slack_bolt import Ack, App

from bot.features.digest import blocks, service
from bot.features.digest.blocks import Action
from bot.features.digest.sections import Part
from bot.features.people.reader import reader_of
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Show a person their week."""

    @app.command("/digest")
    def digest(ack: Ack, body: Body) -> None:
        if (body.get("text") or "").strip().lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        answers.to_command(ack, blocks.answer(_week_of(parts, asker_of(body))))

    @app.action(Action.OPEN)
    def open_page(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        page = blocks.page(_week_of(parts, asker))
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, page)
        ack()

    @app.action(Action.WHY)
    def why(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, blocks.why())
        ack()


def _week_of(parts: Parts, asker: Asker) -> list[Part]:
    with parts.look() as (session, now):
        reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
        return service.parts(session, reader)
