"""Days off, public holidays and languages"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "days_off",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_days_off_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days_off")),
    )
    with op.batch_alter_table("days_off", schema=None) as batch_op:
        batch_op.create_index("ix_days_off_person", ["workspace_id", "person_id"], unique=False)

    # Plain columns are added in place: to make these tables anew would drop what points at them.
    op.add_column("enrolments", sa.Column("country", sa.String(length=32), nullable=True))
    op.add_column("people", sa.Column("locale", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "locale")
    op.drop_column("enrolments", "country")
    with op.batch_alter_table("days_off", schema=None) as batch_op:
        batch_op.drop_index("ix_days_off_person")

    op.drop_table("days_off")
