"""Know the workspace, and keep what its admins decide."""

from sqlalchemy.orm import Session

from bot.features.workspace.models import Workspace
from bot.platform.slack.gateway import Identity


def take_over(session: Session, identity: Identity, *, default_shoutouts_channel: str | None) -> Workspace:
    """Keep who the bot is in this workspace. A channel that an admin chose stays chosen."""
    workspace = session.get(Workspace, identity.workspace_id)
    if workspace is None:
        workspace = Workspace(id=identity.workspace_id, shoutouts_channel_id=default_shoutouts_channel)
        session.add(workspace)
    workspace.name = identity.workspace_name
    workspace.url = identity.url
    workspace.bot_user_id = identity.bot_user_id
    workspace.shoutouts_channel_id = workspace.shoutouts_channel_id or default_shoutouts_channel
    session.flush()
    return workspace


def workspace_of(session: Session, workspace_id: str) -> Workspace:
    """The workspace's row; it is written when the bot starts."""
    return session.get_one(Workspace, workspace_id)


def workspace_to_change(session: Session, workspace_id: str) -> Workspace:
    """The same, for a change: of two admins who decide at once, the second waits for the first."""
    return session.get_one(Workspace, workspace_id, with_for_update=True, populate_existing=True)
