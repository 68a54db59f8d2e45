"""Presentations: views in an order, each with a note."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, now

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presentations",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("name", "position", name="pk_presentations"),
    )
