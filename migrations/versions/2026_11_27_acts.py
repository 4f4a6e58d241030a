"""Drafts of acts, reminders at a set time, and words handed over"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act_drafts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "about_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_act_drafts_workspace_id_about_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_act_drafts_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_act_drafts")),
    )
    op.create_index(op.f("ix_act_drafts_forget_at"), "act_drafts", ["forget_at"], unique=False)

    op.create_table(
        "act_reminders",
        sa.Column("follow_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_from", sa.Date(), nullable=True),
        sa.Column("felt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name=op.f("fk_act_reminders_follow_up_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_act_reminders_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_act_reminders")),
    )
    op.create_index(
        "ix_act_reminders_due",
        "act_reminders",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )

    op.create_table(
        "handed_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("follow_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("draft_token", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("delete_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name=op.f("fk_handed_words_follow_up_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "about_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_handed_words_workspace_id_about_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_handed_words_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_words")),
    )
    op.create_index(op.f("ix_handed_words_delete_at"), "handed_words", ["delete_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_handed_words_delete_at"), table_name="handed_words")
    op.drop_table("handed_words")
    op.drop_index("ix_act_reminders_due", table_name="act_reminders")
    op.drop_table("act_reminders")
    op.drop_index(op.f("ix_act_drafts_forget_at"), table_name="act_drafts")
    op.drop_table("act_drafts")
