"""Where Tend is installed, with the tokens of each workspace"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("people_ask_at", _MOMENT, nullable=True))
    op.create_table(
        "installations",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32), nullable=True),
        sa.Column("through_id", sa.String(32), nullable=True),
        sa.Column("is_from_settings", sa.Boolean(), nullable=False),
        sa.Column("bot_token", sa.Text(), nullable=True),
        sa.Column("refresh_token", sa.Text(), nullable=True),
        sa.Column("bot_user_id", sa.String(32), nullable=False),
        sa.Column("token_ends_at", _MOMENT, nullable=True),
        sa.Column("renew_at", _MOMENT, nullable=True),
        sa.Column("installed_at", _MOMENT, nullable=False),
        sa.Column("purge_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_installations")),
    )
    op.create_index("ix_installations_through_id", "installations", ["through_id"])
    for column in ("renew_at", "purge_at"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_installations_{column}",
            "installations",
            [column],
            sqlite_where=given,
            postgresql_where=given,
        )


def downgrade() -> None:
    op.drop_table("installations")
    op.drop_column("workspaces", "people_ask_at")
