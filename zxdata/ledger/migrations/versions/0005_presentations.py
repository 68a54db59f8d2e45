"""Presentations: views in an order, each with a note."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    now = sa.text("CURRENT_TIMESTAMP")
    if op.get_bind().dialect.name == "sqlite":
        now = sa.text("(strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))")
    op.create_table(
        "presentations",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("name", "position", name="pk_presentations"),
    )
