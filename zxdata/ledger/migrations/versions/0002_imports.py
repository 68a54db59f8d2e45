"""Every import and the rows it changed, with what stood before."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, now

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("datasets", sa.Text(), nullable=False),
        sa.Column("imported_by", sa.Text()),
        sa.Column("imported_at", STAMP, nullable=False, server_default=now()),
        *(
            sa.Column(count, sa.Integer(), nullable=False)
            for count in ("new", "changed", "removed", "unchanged", "refused")
        ),
        sa.Column("withdrawn_by", sa.Text()),
        sa.Column("withdrawn_at", STAMP),
        sa.PrimaryKeyConstraint("number", name="pk_imports"),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("import_no", "position", name="pk_import_rows"),
        sa.ForeignKeyConstraint(["import_no"], ["imports.number"], name="fk_import_rows_import_no"),
    )
    op.create_index("ix_import_rows_row", "import_rows", ["dataset", "row_key"])
    op.create_index("ix_import_rows_outcome", "import_rows", ["outcome"])
