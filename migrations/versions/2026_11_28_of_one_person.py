"""What tells of one person is found to be forgotten, also where the row names nobody"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_INDEX, _TABLE = "ix_outbox_messages_ended", "outbox_messages"
_NOW = sa.text("ended_at IS NOT NULL AND (person_id IS NOT NULL OR kind <> 'post')")
_BEFORE = sa.text("ended_at IS NOT NULL AND person_id IS NOT NULL")


def upgrade() -> None:
    # A process of the version before looks into it once an hour, and finds what it looks for in the new one.
    op.drop_index(_INDEX, _TABLE)
    op.create_index(_INDEX, _TABLE, ["ended_at"], sqlite_where=_NOW, postgresql_where=_NOW)


def downgrade() -> None:
    op.drop_index(_INDEX, _TABLE)
    op.create_index(_INDEX, _TABLE, ["ended_at"], sqlite_where=_BEFORE, postgresql_where=_BEFORE)
