"""Each text of the rules file and of a mapping that was put in force; what a token is for."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "name", "change", "text", "made_by")),
        sa.Column("made_at", STAMP, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revisions"),
    )
    op.create_index("ix_revisions_of", "revisions", ["kind", "name"])
    for name in ("purpose", "member"):
        op.add_column("tokens", sa.Column(name, sa.Text()))
