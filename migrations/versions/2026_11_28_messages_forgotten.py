"""Messages that have gone are forgotten after a while, and found by when they went"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TO_A_PERSON = sa.text("ended_at IS NOT NULL AND person_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_outbox_messages_ended",
        "outbox_messages",
        ["ended_at"],
        sqlite_where=_TO_A_PERSON,
        postgresql_where=_TO_A_PERSON,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_messages_ended", "outbox_messages")
