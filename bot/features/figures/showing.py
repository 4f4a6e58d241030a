"""The page of figures for somebody who asks: what it says does not depend on who that is."""

from sqlalchemy.orm import Session

from bot.features.figures import blocks, service
from bot.platform.slack.block_kit import Block


def page(session: Session, workspace_id: str, person_id: str) -> Block:
    """The page. Raises NotForOutsiders."""
    service.refuse_outsiders(session, workspace_id, person_id)
    return blocks.page(service.reports(session, workspace_id))
