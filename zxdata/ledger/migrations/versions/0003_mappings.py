"""Mappings of offices' own sheets, kept under a name; from where a day of submission was borrowed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    now = sa.text("CURRENT_TIMESTAMP")
    if op.get_bind().dialect.name == "sqlite":
        now = sa.text("(strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))")
    op.create_table(
        "mappings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text()),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("name", name="pk_mappings"),
    )
    op.add_column("proposals", sa.Column("submitted_from", sa.Text()))
