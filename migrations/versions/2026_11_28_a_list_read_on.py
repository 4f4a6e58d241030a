"""The member list is read on from where it broke off"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("people_cursor", sa.String(255), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "people_cursor")
