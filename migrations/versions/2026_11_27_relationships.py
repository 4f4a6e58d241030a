"""What people do for a relationship, whom they keep in touch with, and when they were away"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("started_by_id", sa.String(length=32), nullable=True),
        sa.Column("felt", sa.Text(), nullable=True),
        sa.Column("was_unanswered", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        *_between_two("acts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint(
            "workspace_id", "person_id", "key", name=op.f("uq_acts_workspace_id_person_id_key")
        ),
    )
    op.create_index("ix_acts_about", "acts", ["workspace_id", "person_id", "about_id", "done_on"])
    op.create_index("ix_acts_done_on", "acts", ["done_on"])
    op.create_table(
        "pairs",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("rhythm_days", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("drift_told_on", sa.Date(), nullable=True),
        sa.Column("drift_in_a_row", sa.Integer(), nullable=False),
        sa.Column("stop_asked_on", sa.Date(), nullable=True),
        sa.Column("starts_told_on", sa.Date(), nullable=True),
        sa.Column("starts_is_fine", sa.Boolean(), nullable=False),
        *_between_two("pairs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
        sa.UniqueConstraint(
            "workspace_id", "person_id", "about_id", name=op.f("uq_pairs_workspace_id_person_id_about_id")
        ),
    )
    op.create_table(
        "rests",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        *_between_two("rests"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "about_id", name=op.f("pk_rests")),
    )
    op.create_table(
        "times_away",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_times_away_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_times_away")),
    )
    op.create_index("ix_times_away_person", "times_away", ["workspace_id", "person_id"])


def downgrade() -> None:
    for table in ("times_away", "rests", "pairs", "acts"):
        op.drop_table(table)


def _between_two(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["workspace_id", column],
            ["people.workspace_id", "people.id"],
            name=op.f(f"fk_{table}_workspace_id_{column}"),
        )
        for column in ("person_id", "about_id")
    ]
