"""Who is told of what, and what was sent."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, now

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("account", "list", "channel", "target")),
        sa.Column("quiet_from", sa.Integer()),
        sa.Column("quiet_to", sa.Integer()),
        sa.Column("told", sa.Text()),
        sa.Column("turn", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("made_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", STAMP, nullable=False, server_default=now()),
        sa.Column("next_at", STAMP, nullable=False),
        sa.Column("sent_at", STAMP),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fault", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(["subscription"], ["subscriptions.id"], name="fk_notices_subscription"),
    )
    op.create_index("ix_notices_subscription", "notices", ["subscription"])
