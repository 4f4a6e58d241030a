"""Whom a person has blocked, away by their status, and when they were last seen"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_INDEX = "ix_shoutout_receivers_tell_back_at"
_MOMENT = sa.DateTime(timezone=True)

# Plain columns are added in place: to make the table anew would drop what points at it.
_COLUMNS: tuple[sa.Column[object], ...] = (
    sa.Column("heeds_status", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("away_until", _MOMENT, nullable=True),
    sa.Column("last_seen_at", _MOMENT, nullable=True),
)


def upgrade() -> None:
    op.create_table(
        "blocked_people",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("about_id", sa.String(32), nullable=False),
        sa.Column("blocked_at", _MOMENT, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", column],
                ["people.workspace_id", "people.id"],
                name=op.f(f"fk_blocked_people_workspace_id_{column}"),
            )
            for column in ("person_id", "about_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "about_id", name=op.f("pk_blocked_people")),
    )
    for column in _COLUMNS:
        op.add_column("enrolments", column)
    op.add_column("shoutout_receivers", sa.Column("tell_back_at", _MOMENT, nullable=True))
    op.create_index(
        _INDEX,
        "shoutout_receivers",
        ["tell_back_at"],
        sqlite_where=sa.text("tell_back_at IS NOT NULL"),
        postgresql_where=sa.text("tell_back_at IS NOT NULL"),
    )
    # Nobody is thought to be silent for the time before this was looked at.
    enrolments = sa.table("enrolments", sa.column("last_seen_at", _MOMENT))
    op.execute(enrolments.update().values(last_seen_at=datetime.now(UTC)))


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="shoutout_receivers")
    op.drop_column("shoutout_receivers", "tell_back_at")
    for column in reversed(_COLUMNS):
        op.drop_column("enrolments", column.name)
    op.drop_table("blocked_people")
