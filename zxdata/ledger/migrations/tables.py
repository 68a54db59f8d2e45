"""How a revision makes a table: frozen, because revisions that have been applied must go on saying the same."""

from typing import Any

import sqlalchemy as sa
from alembic import op

STAMP = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
# fmt: off
TYPES: dict[str, Any] = {
    "": sa.Text(), "day": sa.Date(), "instant": STAMP, "number": sa.Double(), "integer": sa.Integer(),
    "flag": sa.Boolean(),
}
# fmt: on


def add(table: str, columns: str) -> None:
    """Add optional columns, written as ``create`` takes them."""
    for name, _, kind in (spec.partition(":") for spec in columns.split()):
        op.add_column(table, sa.Column(name, TYPES[kind]))


def create(table: str, key: tuple[str, ...], columns: str) -> None:
    """One table of the ledger with its provenance, keys and indexes.

    ``columns`` holds one column a word, ``*name:type>parent.column``: * not null, text where no type is said. Where a
    key column may be empty the primary key is an ``id``, and a unique index takes empty for a value.
    """
    parts: list[Any] = []
    parents: dict[str, str] = {}
    types: dict[str, str] = {}
    optional = set()
    for spec in columns.split():
        front, _, parent = spec.partition(">")
        name, _, kind = front.lstrip("*").partition(":")
        types[name] = kind
        if parent:
            parents[name] = parent
        if not spec.startswith("*"):
            optional.add(name)
        parts.append(sa.Column(name, TYPES[kind], nullable=name in optional, autoincrement=False))
    partial = bool(optional & set(key))
    primary = ("id",) if partial else key
    if partial:
        parts.insert(0, sa.Column("id", sa.Integer(), nullable=False, autoincrement=True))
    parts += [
        sa.Column("source", sa.Text(), nullable=False, server_default="未注明"),
        sa.Column("changed_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint(*primary, name=f"pk_{table}"),
        *(sa.ForeignKeyConstraint([n], [parent], name=f"fk_{table}_{n}") for n, parent in parents.items()),
    ]
    moments = [name for name, kind in types.items() if kind in ("day", "instant")]
    if moments:
        finite = " AND ".join(f"isfinite({name})" for name in moments)
        parts.append(sa.CheckConstraint(finite, name=op.f(f"ck_{table}_finite")).ddl_if(dialect="postgresql"))
    op.create_table(table, *parts)
    op.create_index(f"ix_{table}_changed_at", table, ["changed_at"])
    for name in parents:
        if name != key[0]:
            op.create_index(f"ix_{table}_{name}", table, [name])
    if partial:
        empty = {name: "'0001-01-01'" if types[name] == "day" else "''" for name in optional}
        keys = [sa.text(f"coalesce({name}, {empty[name]})") if name in optional else name for name in key]
        op.create_index(f"uq_{table}_key", table, _plain(table, keys), unique=True)


def _plain(table: str, keys: list[Any]) -> list[Any]:
    """The keys as columns: MariaDB indexes no expression, but a column that is reckoned."""
    if op.get_bind().dialect.name != "mysql":
        return keys
    plain = []
    for n, key in enumerate(keys):
        if not isinstance(key, str):
            op.add_column(table, sa.Column(f"key_{n}", sa.Text(), sa.Computed(str(key), persisted=False)))
        plain.append(key if isinstance(key, str) else f"key_{n}")
    return plain


def now() -> sa.TextClause:
    """The database's own clock, as a default."""
    if op.get_bind().dialect.name == "sqlite":
        return sa.text("(strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))")
    return sa.text("CURRENT_TIMESTAMP(6)" if op.get_bind().dialect.name == "mysql" else "CURRENT_TIMESTAMP")
