"""Who leads whom, as the company's list and Slack's profiles say"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_lines",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("manager_id", sa.String(32), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("is_second", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_told_lines_workspace_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "manager_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_told_lines_workspace_id_manager_id"),
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "report_id", "manager_id", "source", name=op.f("pk_told_lines")
        ),
    )
    op.create_index("ix_told_lines_manager", "told_lines", ["workspace_id", "manager_id"])
    op.add_column("people", sa.Column("profile_next_at", sa.DateTime(timezone=True), nullable=True))
    waiting = sa.text("profile_next_at IS NOT NULL")
    op.create_index(
        "ix_people_profile_next_at",
        "people",
        ["profile_next_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    op.drop_index("ix_people_profile_next_at", "people")
    op.drop_column("people", "profile_next_at")
    op.drop_index("ix_told_lines_manager", "told_lines")
    op.drop_table("told_lines")
