"""One-on-ones with agendas"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_calendar_feeds_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feeds_secret_hash")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("pair_id", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_aside_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matters_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_agenda_items_series_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_agenda_items_workspace_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "closed_by_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_agenda_items_workspace_id_closed_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "other_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_agenda_items_workspace_id_other_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(
            "ix_agenda_items_pair", ["workspace_id", "pair_id", "state", "added_at"], unique=False
        )

    op.create_table(
        "series_sides",
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=True),
        sa.Column("prompt_next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("news_kind", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_sides_series_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_series_sides_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("series_id", "person_id", name=op.f("pk_series_sides")),
    )
    with op.batch_alter_table("series_sides", schema=None) as batch_op:
        batch_op.create_index("ix_series_sides_person", ["workspace_id", "person_id"], unique=False)
        batch_op.create_index(
            "ix_series_sides_prompt_next_at",
            ["prompt_next_at"],
            unique=False,
            sqlite_where=sa.text("prompt_next_at IS NOT NULL"),
            postgresql_where=sa.text("prompt_next_at IS NOT NULL"),
        )

    op.create_table(
        "preparations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_preparations_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "other_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_preparations_workspace_id_other_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_preparations_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparations")),
    )
    with op.batch_alter_table("preparations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_preparations_person", ["workspace_id", "person_id", "other_id", "written_at"], unique=False
        )

    op.create_table(
        "shared_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_shared_notes_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_shared_notes_workspace_id_author_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_notes")),
    )
    with op.batch_alter_table("shared_notes", schema=None) as batch_op:
        batch_op.create_index("ix_shared_notes_meeting", ["meeting_id", "written_at"], unique=False)

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agenda_kind", sa.String(length=32), nullable=True))

    # Columns that must be filled have a value for the rows that are there, so that SQLite adds them in place:
    # to make this table anew would drop the meetings that point at it.
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=16), nullable=False, server_default="peer"))
        batch_op.add_column(sa.Column("lead_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("calendar_id", sa.String(length=36), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column(
                "changed_at",
                sa.DateTime(timezone=True),
                nullable=False,
                server_default="2026-11-27 00:00:00",
            )
        )
        batch_op.add_column(sa.Column("kept_on_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("hands_settled_at", sa.DateTime(timezone=True), nullable=True))
    _fill_series()


def _fill_series() -> None:
    """Give the series that are there a name in calendars, and the roles that their organizers have said."""
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE series SET changed_at = created_at"))
    for series_id in connection.execute(sa.text("SELECT id FROM series")).scalars().all():
        connection.execute(
            sa.text("UPDATE series SET calendar_id = :name WHERE id = :id"),
            {"name": str(uuid4()), "id": series_id},
        )
    for relation, lead in (("manager", "other_id"), ("report", "organizer_id")):
        connection.execute(
            sa.text(
                f"UPDATE series SET kind = 'led', lead_id = {lead} WHERE EXISTS (SELECT 1 FROM"  # noqa: S608
                " reporting_lines AS said WHERE said.workspace_id = series.workspace_id"
                " AND said.person_id = series.organizer_id AND said.other_id = series.other_id"
                " AND said.relation = :relation)"
            ),
            {"relation": relation},
        )


def downgrade() -> None:
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_column("hands_settled_at")
        batch_op.drop_column("kept_on_at")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("calendar_id")
        batch_op.drop_column("paused_at")
        batch_op.drop_column("paused_until")
        batch_op.drop_column("lead_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("agenda_kind")

    with op.batch_alter_table("shared_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_shared_notes_meeting")

    op.drop_table("shared_notes")
    with op.batch_alter_table("preparations", schema=None) as batch_op:
        batch_op.drop_index("ix_preparations_person")

    op.drop_table("preparations")
    with op.batch_alter_table("series_sides", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_series_sides_prompt_next_at",
            sqlite_where=sa.text("prompt_next_at IS NOT NULL"),
            postgresql_where=sa.text("prompt_next_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_series_sides_person")

    op.drop_table("series_sides")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_items_pair")

    op.drop_table("agenda_items")
    op.drop_table("calendar_feeds")
