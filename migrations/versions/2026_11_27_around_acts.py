"""Around the act: presence, expectations, and asking to reconnect"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _person(table: str, column: str = "person_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        ["people.workspace_id", "people.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )


def upgrade() -> None:
    op.create_table(
        "expectations",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("would_share", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _person("expectations"),
        _person("expectations", "about_id"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "about_id", name=op.f("pk_expectations")),
    )
    op.create_table(
        "reconnect_wishes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        _person("reconnect_wishes"),
        _person("reconnect_wishes", "about_id"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "about_id", name=op.f("pk_reconnect_wishes")),
    )
    op.create_index(op.f("ix_reconnect_wishes_wished_at"), "reconnect_wishes", ["wished_at"], unique=False)
    op.create_table(
        "presence_choices",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        _person("presence_choices"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_presence_choices")),
    )
    op.create_table(
        "own_presence_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _person("own_presence_acts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_presence_acts")),
    )
    op.create_index(
        "ix_own_presence_acts_person", "own_presence_acts", ["workspace_id", "person_id"], unique=False
    )
    op.create_table(
        "presence_acts_shown",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        _person("presence_acts_shown"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_acts_shown")),
    )
    op.create_index(
        "ix_presence_acts_shown_person",
        "presence_acts_shown",
        ["workspace_id", "person_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    for table in (
        "presence_acts_shown",
        "own_presence_acts",
        "presence_choices",
        "reconnect_wishes",
        "expectations",
    ):
        op.drop_table(table)
