"""For how long Tend keeps words of thanks, acts, and how it is between two people, as the admins chose.

What people were told stays true: a choice is never longer than the days named to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.features.workspace.models import Workspace


class Kept(StrEnum):
    """What is kept for a while."""

    THANKS = "thanks"
    ACTS = "acts"
    STATES = "states"


# Judgement: from what is just useful to what is still told to people.
CHOICES: dict[Kept, tuple[int, ...]] = {
    Kept.THANKS: (30, 90, 180, 365),
    Kept.ACTS: (90, 180, 365, 730),
    Kept.STATES: (14, 30, 60),
}


CHOSEN = "days_chosen"
"""Under this name, ``is_chosen_by`` is given a number of days."""

_WORKSPACES = cast(sa.Table, Workspace.__table__)
_DAYS = {kept: _WORKSPACES.c[f"keep_{kept}_days"] for kept in Kept}
_IN_USE = {kept: sa.select(days).distinct() for kept, days in _DAYS.items()}


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept in one workspace."""

    workspace_id: str
    thanks: timedelta
    acts: timedelta
    states: timedelta


def retention_of(workspace: Workspace) -> Retention:
    """What this workspace's admins chose."""
    return Retention(
        workspace_id=workspace.id,
        thanks=timedelta(days=workspace.keep_thanks_days),
        acts=timedelta(days=workspace.keep_acts_days),
        states=timedelta(days=workspace.keep_states_days),
    )


def times_in_use(session: Session, kept: Kept) -> list[timedelta]:
    """Each time that some workspace chose: a handful, however many workspaces there are."""
    return [timedelta(days=number) for number in session.scalars(_IN_USE[kept])]


def is_chosen_by(workspace_id: sa.Column[str], kept: Kept) -> sa.ColumnElement[bool]:
    """That the workspace keeps it for so long; how many days are to be given as CHOSEN."""
    # Asked of each row that is old: a list of workspaces would lead SQLite through all rows of each.
    return sa.exists().where(_WORKSPACES.c.id == workspace_id, _DAYS[kept] == sa.bindparam(CHOSEN))


def choose_retention(session: Session, workspace_id: str, *, days: Mapping[Kept, int]) -> None:
    """Keep things for so many days from now on; only one of the CHOICES counts.

    A shorter time takes effect when things are forgotten next, within the hour.
    """
    workspace = service.workspace_to_change(session, workspace_id)
    for kept, chosen in days.items():
        if chosen in CHOICES[kept]:
            setattr(workspace, f"keep_{kept}_days", chosen)
