"""Slack's doors to reconnecting: `/reconnect`, the ways out, and the rooms behind them."""

from slack_bolt import Ack, App

from bot.features.people import directory
from bot.features.reconnections import blocks
from bot.features.reconnections.acts import listeners as acts
from bot.features.reconnections.around import listeners as around
from bot.features.reconnections.done import listeners as done
from bot.features.reconnections.exits import Exit, boundaries, contacts
from bot.features.reconnections.in_touch import listeners as in_touch
from bot.features.reconnections.pressing import named_in, show
from bot.features.reconnections.question import listeners as question
from bot.features.reconnections.regularly import listeners as regularly
from bot.features.reconnections.repair import listeners as repair
from bot.features.workspace import service as workspaces
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to reconnect."""
    _register_command(app, parts)
    _register_exits(app, parts)
    acts.register(app, parts)
    repair.register(app, parts)
    done.register(app, parts)
    question.register(app, parts)
    regularly.register(app, parts)
    in_touch.register(app, parts)
    around.register(app, parts)


def _register_command(app: App, parts: Parts) -> None:
    @app.command("/reconnect")
    def reconnect(ack: Ack, body: Body) -> None:
        asker, text = asker_of(body), (body.get("text") or "").strip()
        if text.lower() == "help":
            answers.to_command(ack, blocks.help_message())
            return
        if text.lower() == "rhythm":
            in_touch.open_list(ack, parts, asker)
            return
        if around.answer_command(ack, parts, asker, body, text):
            return
        screen = acts.begin(parts, asker, named_in(text))
        parts.gateway_of(asker.workspace_id).open_view(asker.trigger_id, screen)
        ack()


def _register_exits(app: App, parts: Parts) -> None:
    # Neither does a deed or logs anything: nothing is written, not even that the press was handled, and
    # pressing again shows the same again.
    @app.action(Exit.SERIOUS)
    def serious(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            own = workspaces.workspace_of(session, asker.workspace_id).serious_contacts
        show(parts, asker, body, contacts(own))
        ack()

    @app.action(Exit.DISTANCE)
    def distance(ack: Ack, body: Body) -> None:
        asker = asker_of(body)
        with parts.look() as (session, _now):
            known = directory.people(session, asker.workspace_id, [asker.person_id]).get(asker.person_id)
        show(parts, asker, body, boundaries(known.locale if known else None))
        ack()
