"""The token of a lease, how far Slack's limits are used up, and what finds a parked message"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_WAITS = sa.text("next_attempt_at IS NOT NULL")
_PARKED = sa.text("content IS NOT NULL AND ended_at IS NOT NULL")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "outbox_messages", sa.Column("lease_token", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(
        "ix_outbox_messages_turn",
        "outbox_messages",
        ["workspace_id", "next_attempt_at", "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
    op.create_index(
        "ix_outbox_messages_parked",
        "outbox_messages",
        ["ended_at"],
        sqlite_where=_PARKED,
        postgresql_where=_PARKED,
    )
    op.create_table(
        "slack_paces",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("lane", sa.String(96), nullable=False),
        sa.Column("used_until", _MOMENT, nullable=False),
        sa.Column("held_until", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "lane", name=op.f("pk_slack_paces")),
    )


def downgrade() -> None:
    op.drop_table("slack_paces")
    op.drop_index("ix_outbox_messages_parked", table_name="outbox_messages")
    op.drop_index("ix_outbox_messages_turn", table_name="outbox_messages")
    op.drop_column("outbox_messages", "lease_token")
