"""Slack's doors to the weekly question whom one might thank: leave it this week, or for good."""

from typing import Any

from slack_bolt import Ack, App

from bot.features.shoutouts.appreciating import blocks, service
from bot.features.shoutouts.appreciating.actions import Action
from bot.features.shoutouts.appreciating.service import MOST_NAMES
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block


def register(app: App, parts: Parts) -> None:
    """Both ways to leave it. Saying thanks has a door of its own."""

    @app.action(Action.NOT_THIS_WEEK)
    def not_this_week(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, asked_id = asker_of(body), int(action["value"])
        with parts.deed(asker) as (session, now):
            answers.in_part(session, asker, body, _instead(asked_id, blocks.left(asked_id)), now=now)
        ack()

    @app.action(Action.NEVER)
    def never(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker, asked_id = asker_of(body), int(action["value"])
        with parts.deed(asker) as (session, now):
            service.choose(session, asker.workspace_id, asker.person_id, wanted=False, now=now)
            answers.in_part(session, asker, body, _instead(asked_id, blocks.not_any_more(asked_id)), now=now)
        ack()


def _instead(asked_id: int, said: list[Block]) -> dict[str, list[Block]]:
    """``said`` where the question stood, and nothing where its names and buttons did."""
    own = blocks.block_id(asked_id)
    names: dict[str, list[Block]] = {f"{own}:{place}": [] for place in range(MOST_NAMES)}
    return {**names, f"{own}:do": [], own: said}
