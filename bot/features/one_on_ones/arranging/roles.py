"""Who the other is: asked in a form, and kept as a person's own word where it is one about who leads."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.one_on_ones.models import Role
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

# Nearest first.
ROLES = (Role.LEAD, Role.REPORT, Role.SKIP_LEAD, Role.SKIP_REPORT, Role.PEER)
WORD_FOR = {Role.LEAD: Relation.MANAGER, Role.REPORT: Relation.REPORT, Role.PEER: Relation.PEER}


def role_field(chosen: Role | None, *, is_needed: bool = False) -> Block:
    """Who are they to you? ``is_needed``: it cannot be left open."""
    said = words("one_on_ones/form")
    options = {role: option(said.plain(f"role_{role}"), value=role) for role in ROLES}
    return block_kit.input_(
        said.plain("role"),
        element=elements.static_select(
            "role", options=list(options.values()), initial=options[chosen] if chosen else None
        ),
        block_id="role",
        hint=said.plain("role_hint"),
        optional=None if is_needed else True,
    )


def role_in(body: Body) -> Role | None:
    """What was chosen there; None for nothing, and for a form that did not ask."""
    chosen = filled_in.chosen(body, "role")
    return Role(chosen) if chosen in set(Role) else None


def keep_word(
    session: Session,
    workspace_id: str,
    *,
    person_id: str,
    other_id: str,
    other_is: Role | None,
    now: datetime,
) -> None:
    """Keep what was said about who leads whom. A level further away is no such word."""
    relation = WORD_FOR.get(other_is) if other_is else None
    if relation:
        reporting_lines.say(
            session, workspace_id, person_id=person_id, other_id=other_id, relation=relation, now=now
        )
