"""A message knows of which request it came"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_messages", sa.Column("request_id", sa.String(16), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_messages", "request_id")
