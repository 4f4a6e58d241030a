"""What is old is found in all workspaces at once"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Table, name of the index, column, and of which rows.
_INDEXES = (
    ("shoutouts", "words_old", "given_at", "forgotten_at IS NULL"),
    ("shoutout_receivers", "message_id", "message_id", "message_id IS NOT NULL"),
    ("questions_shown", "states", "shown_at", "state IS NOT NULL OR why IS NOT NULL"),
    ("times_away", "last_on", "last_on", None),
    ("setting_changes", "changed_at", "changed_at", None),
    ("line_changes", "changed_at", "changed_at", None),
)


def upgrade() -> None:
    for table, name, column, rows in _INDEXES:
        condition = sa.text(rows) if rows else None
        op.create_index(
            f"ix_{table}_{name}", table, [column], sqlite_where=condition, postgresql_where=condition
        )
    # A process of the version before looks into it once an hour, and reads a little more without it.
    op.drop_index("ix_shoutouts_words_kept", "shoutouts")


def downgrade() -> None:
    kept = sa.text("forgotten_at IS NULL")
    op.create_index(
        "ix_shoutouts_words_kept",
        "shoutouts",
        ["workspace_id", "given_at"],
        sqlite_where=kept,
        postgresql_where=kept,
    )
    for table, name, _, _ in reversed(_INDEXES):
        op.drop_index(f"ix_{table}_{name}", table)
