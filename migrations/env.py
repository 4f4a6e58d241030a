"""How Alembic talks to the database, and how it writes our column types."""

from typing import Any

from alembic import context

from bot.platform.database import EncryptedText, UtcDateTime
from bot.schema import METADATA


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write plain types into migrations: they must go on importing when our code has moved on."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, EncryptedText):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=render_item,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
