"""Who of the members took part in what was done for a programme."""

from zxdata.ledger.migrations.tables import add

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("programme_records", "members")
