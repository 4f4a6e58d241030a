"""Who changed the workspace's settings, and which lines about people came and went by others' word"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "setting_changes",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("actor_id", sa.String(32), nullable=False),
        sa.Column("section", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_setting_changes_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index("ix_setting_changes_workspace", "setting_changes", ["workspace_id", "changed_at"])
    op.create_table(
        "line_changes",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("manager_id", sa.String(32), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", column],
                ["people.workspace_id", "people.id"],
                name=op.f(f"fk_line_changes_workspace_id_{column}"),
            )
            for column in ("report_id", "manager_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_changes")),
    )
    for name, column in (("workspace", "changed_at"), ("report", "report_id"), ("manager", "manager_id")):
        op.create_index(f"ix_line_changes_{name}", "line_changes", ["workspace_id", column])


def downgrade() -> None:
    for name in ("manager", "report", "workspace"):
        op.drop_index(f"ix_line_changes_{name}", "line_changes")
    op.drop_table("line_changes")
    op.drop_index("ix_setting_changes_workspace", "setting_changes")
    op.drop_table("setting_changes")
