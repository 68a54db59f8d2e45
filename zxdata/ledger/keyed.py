"""Rows of the shared database by the values that identify them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from zxdata.datasets import Dataset
from zxdata.ledger.tables import TABLES
from zxdata.ledger.turns import take_turn

BATCH = 1_000
LOCK_SECONDS = 10
T = TypeVar("T")


def hold(connection: Connection, datasets: Iterable[Dataset]) -> None:
    """Keep other writers off the tables until the transaction ends, so that a comparison stays true."""
    if connection.dialect.name == "mysql":
        take_turn(connection, "importing")  # only of ours: locks of tables would end the transaction
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
        for name in sorted(TABLES[dataset.name].name for dataset in datasets):
            connection.execute(sa.text(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))


def by_key(
    connection: Connection, dataset: Dataset, wanted: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], RowMapping]:
    """The ledger's rows that may share a key with the ``wanted`` values, by key; at most ``BATCH`` at a time.

    Looked up without instants: other writers may spell the same moment in another way.
    """
    table = TABLES[dataset.name]
    exact = [name for name in dataset.key if dataset.column(name).required and dataset.column(name).kind != "instant"]
    # Column by column, an index serves it; pairs of values make PostgreSQL plan each of them.
    match = sa.and_(*(table.c[name].in_({values[name] for values in wanted}) for name in exact))
    return {dataset.key_of(row): row for row in connection.execute(sa.select(table).where(match)).mappings()}


def primary(dataset: Dataset, row: Mapping[Any, Any]) -> dict[str, Any]:
    """The primary key of a row."""
    return {column.name: row[column.name] for column in TABLES[dataset.name].primary_key}


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, BATCH)):
        yield some
