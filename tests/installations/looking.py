"""What the bot has of each workspace, and what was said there."""

import sqlalchemy as sa

from bot.features.follow_ups.models import FollowUp
from bot.platform.database import Base
from bot.platform.installations.models import Installation
from bot.sandbox.slack.words import words_in
from bot.sandbox.slack.workspace import Workspace
from tests.installations.two_teams import TwoTeams


def row_of(teams: TwoTeams, team_id: str) -> Installation | None:
    with teams.database.reading() as session:
        return session.get(Installation, team_id)


def promises(teams: TwoTeams) -> set[tuple[str, str]]:
    with teams.database.reading() as session:
        found = session.execute(sa.select(FollowUp.workspace_id, FollowUp.words))
        return {(workspace_id, words) for workspace_id, words in found}


def said_to(workspace: Workspace, handle: str) -> list[str]:
    return [message.text + words_in(message.blocks) for message in workspace.in_dm(handle)]


def rows_with(teams: TwoTeams, team_id: str) -> dict[str, int]:
    """How many rows each table has for a workspace; only those with any."""
    with teams.database.reading() as session:
        counted = {
            table.name: session.scalar(
                sa.select(sa.func.count()).select_from(table).where(table.c.workspace_id == team_id)
            )
            for table in Base.metadata.sorted_tables
            if "workspace_id" in table.c
        }
    return {name: number for name, number in counted.items() if number}
