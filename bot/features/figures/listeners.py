"""Slack's door to the figures: the button that opens them."""

from slack_bolt import Ack, App

from bot.features.figures import blocks, showing
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """*Figures*, wherever it stands."""

    @app.action(blocks.OPEN)
    def open_figures(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            page = showing.page(session, asker.workspace_id, asker.person_id)
        answers.open_view(parts, asker, body, page)
        ack()
