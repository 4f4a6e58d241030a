"""My data: exports, the marks of those who had everything deleted, and when leavers are forgotten"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delete_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_exports_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index("ix_exports_delete_at", "exports", ["delete_at"])
    op.create_table(
        "erasure_keys",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_erasure_keys_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_erasure_keys")),
    )
    op.create_table(
        "erased_marks",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_erased_marks_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "mark", name=op.f("pk_erased_marks")),
    )
    for column in ("forget_at", "forgotten_at"):
        op.add_column("people", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    waiting = sa.text("forget_at IS NOT NULL")
    op.create_index(
        "ix_people_forget_at", "people", ["forget_at"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    op.drop_index("ix_people_forget_at", "people")
    for column in ("forgotten_at", "forget_at"):
        op.drop_column("people", column)
    op.drop_table("erased_marks")
    op.drop_table("erasure_keys")
    op.drop_index("ix_exports_delete_at", "exports")
    op.drop_table("exports")
