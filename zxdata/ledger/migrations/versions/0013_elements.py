"""What a proposal is made of: how long its text is, its key words, how many measures it asks for."""

from zxdata.ledger.migrations.tables import add

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("proposals", "text_length:integer keywords measures:integer")
