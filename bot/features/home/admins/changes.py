"""Which admin changed which settings, and when, for the admins of the Slack workspace."""

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import CHANGES_PAGE
from bot.features.people.reader import Reader
from bot.features.workspace import audit
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words
from bot.platform.working_time import zone_named

_MOST = 30
"""Judgement: who looks further back asks whoever runs the server."""


def page(session: Session, reader: Reader) -> Block:
    """The latest changes, the newest first, on the reader's clock; as a modal."""
    said = words("home/admins_changes")
    lines = []
    for change in audit.latest_changes(session, reader.workspace_id, at_most=_MOST):
        at = change.changed_at.astimezone(zone_named(reader.zone))
        name = words("home/admins").plain(change.section)
        lines.append(words("home/admins_changes", at=at, actor_id=change.actor_id, name=name)["line"])
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.context(said["lead"]),
            block_kit.section("\n".join(lines) if lines else said["none"]),
        ],
        callback_id=CHANGES_PAGE,
        close=said.plain("back"),
    )
