"""What admins decide, thanks with more around them, and the Home tab that keeps up"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "person_id"],
        ["people.workspace_id", "people.id"],
        name=op.f(f"fk_{table}_workspace_id_person_id"),
    )


def _workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id"))


# Plain columns are added in place: to make these tables anew would drop what points at them.
_COLUMNS: dict[str, tuple[sa.Column[object], ...]] = {
    "workspaces": (
        sa.Column("thanks_way", sa.String(16), nullable=False, server_default="in_channel"),
        sa.Column("card_at", sa.Time(), nullable=False, server_default="09:00:00"),
        sa.Column("confidential_words", sa.Text(), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False, server_default="UTC"),
        sa.Column("has_friday_thread", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("has_round_up", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("thread_next_at", _MOMENT, nullable=True),
        sa.Column("round_up_next_at", _MOMENT, nullable=True),
        sa.Column("switched_off", sa.String(255), nullable=False, server_default=""),
        sa.Column("is_pilot", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("keep_thanks_days", sa.Integer(), nullable=False, server_default="90"),
        sa.Column("keep_acts_days", sa.Integer(), nullable=False, server_default="365"),
        sa.Column("keep_states_days", sa.Integer(), nullable=False, server_default="60"),
    ),
    "enrolments": (
        sa.Column("opens", sa.Time(), nullable=False, server_default="09:00:00"),
        sa.Column("closes", sa.Time(), nullable=False, server_default="17:00:00"),
        sa.Column("digest_day", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("language", sa.String(8), nullable=True),
        sa.Column("names_in_digest", sa.Boolean(), nullable=False, server_default=sa.false()),
    ),
    "shoutouts": (
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("occasion_link", sa.Text(), nullable=True),
        sa.Column("thread_id", _ID, nullable=True),
        sa.Column("undone_at", _MOMENT, nullable=True),
        sa.Column("times_given", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("forgotten_at", _MOMENT, nullable=True),
        sa.Column("round_up_id", _ID, nullable=True),
    ),
    "shoutout_receivers": (
        sa.Column("message_id", _ID, nullable=True),
        sa.Column("thanked_back_at", _MOMENT, nullable=True),
        sa.Column("thanks_wait_for_id", sa.String(32), nullable=True),
    ),
}
_PARTIAL = (
    ("workspaces", "thread_next_at"),
    ("workspaces", "round_up_next_at"),
    ("home_openings", "show_at"),
    ("shoutouts", "round_up_id"),
    ("shoutout_receivers", "thanks_wait_for_id"),
)


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "company_values",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(75), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _workspace("company_values"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_values")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_company_values_workspace_id_name")),
    )
    op.create_table(
        "pilot_channels",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("read_next_at", _MOMENT, nullable=False),
        _workspace("pilot_channels"),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_pilot_channels")),
    )
    op.create_table(
        "pilot_people",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        _workspace("pilot_people"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "channel_id", name=op.f("pk_pilot_people")),
    )
    op.create_table(
        "friday_threads",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("week_of", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("message_id", _ID, nullable=True),
        _workspace("friday_threads"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_friday_threads")),
        sa.UniqueConstraint("workspace_id", "week_of", name=op.f("uq_friday_threads_workspace_id_week_of")),
    )
    op.create_table(
        "round_ups",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("message_id", _ID, nullable=True),
        _workspace("round_ups"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_ups")),
        sa.UniqueConstraint("workspace_id", "month", name=op.f("uq_round_ups_workspace_id_month")),
    )
    op.create_table(
        "appreciation_prompts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("named_last_id", sa.String(32), nullable=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        _person("appreciation_prompts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appreciation_prompts")),
        sa.UniqueConstraint(
            "workspace_id", "person_id", name=op.f("uq_appreciation_prompts_workspace_id_person_id")
        ),
    )
    op.create_table(
        "figure_reports",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("counted", sa.Text(), nullable=True),
        sa.Column("published", sa.JSON(), nullable=True),
        _workspace("figure_reports"),
        sa.PrimaryKeyConstraint("workspace_id", "month", name=op.f("pk_figure_reports")),
    )
    op.create_table(
        "home_openings",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("show_at", _MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        _person("home_openings"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_home_openings")),
    )
    for table, column in _PARTIAL:
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=there, postgresql_where=there)

    kept = sa.text("forgotten_at IS NULL")
    op.create_index(
        "ix_shoutouts_words_kept",
        "shoutouts",
        ["workspace_id", "given_at"],
        sqlite_where=kept,
        postgresql_where=kept,
    )


def downgrade() -> None:
    op.drop_index("ix_shoutouts_words_kept", "shoutouts")
    for table, column in _PARTIAL:
        op.drop_index(f"ix_{table}_{column}", table)
    for table in (
        "home_openings",
        "figure_reports",
        "appreciation_prompts",
        "round_ups",
        "friday_threads",
        "pilot_people",
        "pilot_channels",
        "company_values",
    ):
        op.drop_table(table)
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name)
