"""Whom people here can turn to with something serious: the admins' own words, shown as they are."""

from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.platform.slack import limits

LONGEST = limits.PLAIN_TEXT_INPUT


def choose_contacts(session: Session, workspace_id: str, *, text: str) -> None:
    """Show these words behind *Something more serious* from now on; an empty text: what holds anywhere."""
    service.workspace_to_change(session, workspace_id).serious_contacts = text.strip()[:LONGEST] or None
