"""Which scope each method of the web API needs."""

from bot.sandbox.slack.refusals import Refused
from bot.sandbox.slack.workspace import Workspace

NO_SCOPE = ""

# https://docs.slack.dev/reference/scopes; what takes different scopes for different channels is decided
# where the channel is known.
NEEDED = {
    "api.test": NO_SCOPE,
    "auth.test": NO_SCOPE,
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.getPermalink": NO_SCOPE,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.info": NO_SCOPE,
    "conversations.join": "channels:join",
    "conversations.list": NO_SCOPE,
    "conversations.members": NO_SCOPE,
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "team.info": "team:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.profile.get": "users.profile:read",
    "views.open": NO_SCOPE,
    "views.publish": NO_SCOPE,
    "views.push": NO_SCOPE,
    "views.update": NO_SCOPE,
}


def require_scope(workspace: Workspace, scope: str) -> None:
    """Raise Refused as Slack does when the app was not granted ``scope``."""
    granted = workspace.manifest.scopes
    if scope != NO_SCOPE and scope not in granted:
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(granted)))
