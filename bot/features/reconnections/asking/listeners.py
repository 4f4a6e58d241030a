"""Slack's doors to asking for a one-on-one to reconnect. Nothing is sent to the other person."""

from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.features.one_on_ones import service as one_on_ones
from bot.features.one_on_ones.agenda import wishes
from bot.features.one_on_ones.arranging import listeners as arranging
from bot.features.one_on_ones.models import Role
from bot.features.people import directory, reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.features.reconnections import rests
from bot.features.reconnections.asking import screens
from bot.features.reconnections.pressing import deed
from bot.features.relationships import service as relationships
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack.block_kit import Block

_OWN_ROLE = {Relation.MANAGER: Role.REPORT, Relation.REPORT: Role.LEAD, Relation.PEER: Role.PEER}


def register(app: App, parts: Parts) -> None:
    """Everything a person can do to ask for one."""

    @app.view(screens.FOR_NEXT)
    def for_next(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        asker, about_id = asker_of(body), view["private_metadata"]
        with deed(parts, asker) as (session, reader):
            wishes.wish(session, reader, about_id=about_id)
            other = directory.person(session, asker.workspace_id, about_id)
        # The agenda needs room for one more on top of it, and Slack stacks three.
        page = screens.kept(other, may_open=not view.get("previous_view_id"))
        answers.with_view(ack, page)

    @app.view(screens.SET_UP)
    def set_up(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        form = arranging.form_with(parts, asker_of(body), view["private_metadata"])
        answers.with_view(ack, form)


def first_screen(session: Session, reader: Reader, about_id: str) -> Block:
    """`/reconnect ask @person`. Raises NobodyToTurnTo."""
    other = directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    if relationships.was_asked_not_to(session, reader, about_id=about_id):
        return rests.left_alone(about_id)
    if not relationships.may_offer_opener(session, reader, about_id):
        return screens.at_rest(other)
    series = one_on_ones.series_between(
        session, reader.workspace_id, person_id=reader.person_id, other_id=about_id
    )
    role = series.role_of(reader.person_id) if series is not None else _role(session, reader, about_id)
    return screens.ask(other, role, in_series=series is not None)


def _role(session: Session, reader: Reader, about_id: str) -> Role:
    """What the reader is to the other, by the reader's own word; a peer while that is unsaid."""
    said = reporting_lines.relation_to(
        session, reader.workspace_id, person_id=reader.person_id, other_id=about_id
    )
    return _OWN_ROLE[said] if said else Role.PEER
