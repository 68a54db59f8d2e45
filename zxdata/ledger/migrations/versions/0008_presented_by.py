"""Whose a presentation is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("presentations", sa.Column("made_by", sa.Text()))
