"""`python -m bot preview --for 7d [--person @ana]`: what would be sent, as lines for an operator."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.features.people.models import Person
from bot.features.people.org import told
from bot.features.people.org.importing import NoWorkspace
from bot.features.people.org.roster import NotFound
from bot.features.questions.overlays import lay_over
from bot.features.reconnections.content.library import check_once
from bot.features.workspace.models import Workspace
from bot.platform.errors import BotError
from bot.preview.copying import copy_of
from bot.preview.playing import play
from bot.preview.telling import lines_of, table

# Judgement: further ahead too much will have changed by what people do.
_MOST_DAYS = 31


class CannotPreview(BotError):
    """The words say what was wrong with what was asked for."""


def preview(
    settings: Settings, *, span: str, person: str | None, workspace_id: str | None, now: datetime
) -> Iterator[str]:
    """What would be sent from ``now`` (UTC) on, a line a message, and at last how many.

    ``span`` is such as "7d" or "2w". ``person`` is a member id or a name as in Slack, with or without @;
    None: everybody. Nothing is sent, and the database of these settings is only read. Raises CannotPreview,
    NoWorkspace, ContentError and what ``copy_of`` raises.
    """
    days = _days(span)
    check_once(lay_over(settings.content))
    with copy_of(settings) as copy:
        with copy.reading() as session:
            workspace = _workspace(session, workspace_id)
            person_id = _person(session, workspace, person) if person else None
        played = play(copy, since=now, until=now + timedelta(days=days))
        with copy.reading() as session:
            lines = lines_of(session, workspace, since=now, person_id=person_id)
    yield from table(lines, days=days, stumbled=list(played.stumbled))


def _days(span: str) -> int:
    matched = re.fullmatch(r"(\d{1,3})([dw])", span.strip().lower())
    days = int(matched[1]) * (7 if matched[2] == "w" else 1) if matched else 0
    if not 0 < days <= _MOST_DAYS:
        raise CannotPreview(f'"{span}" is no time that can be previewed. Say 7d or 2w, up to 31d.')
    return days


def _workspace(session: Session, workspace_id: str | None) -> str:
    found = session.scalars(sa.select(Workspace.id).order_by(Workspace.id)).all()
    if workspace_id is not None and workspace_id not in found:
        raise NoWorkspace(f"There is no workspace {workspace_id} in this database.")
    if not found:
        raise NoWorkspace("Nobody is known here yet. Start Tend once, and come back.")
    if workspace_id is None and len(found) > 1:
        raise NoWorkspace(f"There are several workspaces: {', '.join(found)}. Choose one with --workspace.")
    return workspace_id or found[0]


def _person(session: Session, workspace_id: str, said: str) -> str:
    """By id or whole name, or else by how the name of one person alone begins: @ana for Ana Sousa."""
    named = " ".join(said.removeprefix("@").split())
    roster = told.roster_of(session, workspace_id)
    try:
        return roster.find(named).id
    except NotFound as error:
        alike = [
            id_
            for id_, name in session.execute(
                sa.select(Person.id, Person.name).where(
                    Person.workspace_id == workspace_id, Person.is_gone.is_(False)
                )
            )
            if name.casefold().startswith(named.casefold())
        ]
        if len(alike) != 1:
            raise CannotPreview(str(error)) from error
        return alike[0]
