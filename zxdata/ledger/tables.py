"""The tables of the shared database, derived from the declared datasets.

Every dataset is one table with two columns of provenance: ``source`` says which import or system wrote
the row, ``changed_at`` when. The dataset's key is the primary key; where a key column may be empty, an
integer ``id`` is, and a unique index treats empty as a value of its own.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa

from zxdata.datasets import DATASETS, Column, Dataset
from zxdata.ledger.instants import Instant, Stamp

UNSTATED = "未注明"
NO_DAY = date(1, 1, 1)

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# fmt: off
TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text, "choice": sa.Text, "closed": sa.Text, "regions": sa.Text, "region": sa.Text, "unit": sa.Text,
    "date": sa.Date, "instant": Instant, "number": sa.Double, "integer": sa.Integer, "flag": sa.Boolean,
}
# fmt: on
PARENTS = {"region": "regions.code", "unit": "units.unit_no"}
KEYS = {dataset.name: dataset.key[0] for dataset in DATASETS}


def _parent(column: Column) -> str:
    """``table.column`` that this column points at, or nothing."""
    return f"{column.ref}.{KEYS[column.ref]}" if column.ref else PARENTS.get(column.kind, "")


def _column(column: Column, primary: bool) -> sa.Column[Any]:
    parent = _parent(column)
    return sa.Column(
        column.name,
        TYPES[column.kind](),
        *([sa.ForeignKey(parent)] if parent else []),
        primary_key=primary,
        nullable=not column.required,
        autoincrement=False,
    )


def or_empty(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The column with empty as a value, so that a unique index also holds where it is empty."""
    return sa.func.coalesce(column, sa.literal_column("'0001-01-01'" if isinstance(column.type, sa.Date) else "''"))


def _table(dataset: Dataset) -> sa.Table:
    partial = any(not dataset.column(name).required for name in dataset.key)
    table = sa.Table(
        dataset.name,
        metadata,
        *([sa.Column("id", sa.Integer, primary_key=True)] if partial else []),
        *(_column(column, primary=not partial and column.name in dataset.key) for column in dataset.columns),
        sa.Column("source", sa.Text, nullable=False, server_default=UNSTATED),
        sa.Column("changed_at", Stamp, nullable=False, server_default=Stamp.now()),
    )
    sa.Index(None, table.c.changed_at)
    for column in dataset.columns:
        if _parent(column) and dataset.key[0] != column.name:
            sa.Index(None, table.c[column.name])
    if partial:
        keys = [table.c[n] if dataset.column(n).required else or_empty(table.c[n]) for n in dataset.key]
        sa.Index(f"uq_{dataset.name}_key", *keys, unique=True)
    moments = [c.name for c in dataset.columns if c.kind in ("date", "instant")]
    if moments:
        finite = " AND ".join(f"isfinite({name})" for name in moments)
        table.append_constraint(sa.CheckConstraint(finite, name="finite").ddl_if(dialect="postgresql"))
    return table


TABLES: dict[str, sa.Table] = {dataset.name: _table(dataset) for dataset in DATASETS}

saved_views = sa.Table(
    "saved_views",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("shared_by", sa.Text),
    sa.Column("saved_at", Stamp, nullable=False, server_default=Stamp.now()),
)
presentations = sa.Table(
    "presentations",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text),
    sa.Column("saved_at", Stamp, nullable=False, server_default=Stamp.now()),
)
annotations = sa.Table(
    "annotations",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text),
    sa.Column("made_at", Stamp, nullable=False, server_default=Stamp.now()),
)
imports = sa.Table(
    "imports",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("datasets", sa.Text, nullable=False),
    sa.Column("imported_by", sa.Text),
    sa.Column("imported_at", Stamp, nullable=False, server_default=Stamp.now()),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("withdrawn_by", sa.Text),
    sa.Column("withdrawn_at", Stamp),
)
import_rows = sa.Table(
    "import_rows",
    metadata,
    sa.Column("import_no", sa.Integer, sa.ForeignKey("imports.number"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("outcome", sa.Text),
    sa.Index("ix_import_rows_row", "dataset", "row_key"),
    sa.Index("ix_import_rows_outcome", "outcome"),
)
mappings = sa.Table(
    "mappings",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("saved_by", sa.Text),
    sa.Column("saved_at", Stamp, nullable=False, server_default=Stamp.now()),
)
revisions = sa.Table(  # each text of the rules file and of a mapping that was put in force, appended only
    "revisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Stamp, nullable=False),
    sa.Index("ix_revisions_of", "kind", "name"),
)
changes = sa.Table(  # the log of SQLite's triggers: the case of each row that was written
    "changes",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("token", sa.Text, nullable=False),  # by which an entry is told from one of another file
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("no", sa.Text),
    info={"passing": True},
)
