"""What the figures have on the Home tab: a line and the button that opens them."""

from sqlalchemy.orm import Session

from bot.features.figures import blocks, service
from bot.features.people.reader import Reader
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.slack.block_kit import Block


def section(session: Session, reader: Reader) -> list[Block]:
    """A line for whoever may read the figures; nothing for others, or where they are switched off."""
    if not switches.is_on(session, reader.workspace_id, Feature.FIGURES):
        return []
    return [blocks.door()] if service.may_read(session, reader.workspace_id, reader.person_id) else []
