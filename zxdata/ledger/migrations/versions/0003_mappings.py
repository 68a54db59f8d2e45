"""Mappings of offices' own sheets, kept under a name; from where a day of submission was borrowed."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, now

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mappings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text()),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("name", name="pk_mappings"),
    )
    op.add_column("proposals", sa.Column("submitted_from", sa.Text()))
