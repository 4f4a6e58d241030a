"""Slack's doors to the digest: `/digest`, and the buttons on the card and on the page."""

from slack_bolt import Ack, App

from bot.features.digest import blocks, service
from bot.features.digest.blocks import Action
from bot.features.digest.service import Digest
from bot.features.people import enrolments
from bot.features.people.reader import reader_of
from bot.platform.delivery.outbox import enqueue_answer
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.charts import has_chart


def register(app: App, parts: Parts) -> None:
    """Show a person their week."""

    @app.command("/digest")
    def digest(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        if (body.get("text") or "").strip().lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        message = blocks.answer(_week_of(parts, asker))
        if asker.response_url is None or not has_chart(message.blocks):
            answers.to_command(ack, message)
            return
        # What stands in an ack and is refused is lost without a word. The courier hears of it, and sends
        # the same again with bars in the place of the chart.
        with parts.deed(asker) as (session, now):
            enqueue_answer(
                session,
                message,
                workspace_id=asker.workspace_id,
                response_url=asker.response_url,
                replace=False,
                now=now,
            )
        ack()

    @app.action(Action.OPEN)
    def open_page(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        answers.open_view(parts, asker, body, blocks.page(_week_of(parts, asker)))
        ack()

    @app.action(Action.WHY)
    def why(ack: Ack, body: Body) -> None:
        answers.open_view(parts, asker_of(body), body, blocks.why())
        ack()

    @app.action(Action.PAUSE)
    def pause(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.deed(asker) as (session, now):
            enrolments.pause(session, asker.workspace_id, asker.person_id, until=None, now=now)
            if answers.is_on_a_message(body):
                answers.in_place(session, asker, body, blocks.paused_message(), now=now)
        if answers.is_on_a_modal(body):
            parts.gateway_of(asker.workspace_id).update_view(body["view"]["id"], blocks.paused())
        ack()


def _week_of(parts: Parts, asker: Asker) -> Digest:
    with parts.look() as (session, now):
        reader = reader_of(session, asker.workspace_id, asker.person_id, now=now)
        return service.digest(session, reader)
