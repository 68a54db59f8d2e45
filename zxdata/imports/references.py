"""What stands in the way of putting a row back: rows that refer to it, and rows it refers to that are gone."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.imports import images
from zxdata.ledger.tables import TABLES


def referred(connection: Connection, dataset: Dataset, rows: Sequence[RowMapping]) -> dict[str, str]:
    """The keys of those rows that others refer to, each with who does."""
    found: dict[str, str] = {}
    if len(dataset.key) > 1 or not rows:
        return found
    numbers = {row[dataset.key[0]]: images.key(dataset, row) for row in rows}
    held = TABLES[dataset.name].c[dataset.key[0]]
    for other in DATASETS:
        for key in TABLES[other.name].foreign_keys:
            if key.column is held:
                asked = sa.select(key.parent).where(key.parent.in_(numbers)).distinct()
                for number in connection.scalars(asked):
                    found.setdefault(numbers[number], f"{other.title}里还有行引用它，删去那些行后自动移除")
    return found


def lacking(connection: Connection, dataset: Dataset, rows: Sequence[dict[str, Any]]) -> dict[tuple[str, Any], str]:
    """References of those rows, as (column, value), to what is no longer there."""
    found: dict[tuple[str, Any], str] = {}
    for key in TABLES[dataset.name].foreign_keys:
        name = key.parent.name
        wanted = {row[name] for row in rows if row[name] is not None}
        held = set(connection.scalars(sa.select(key.column).where(key.column.in_(wanted)))) if wanted else set()
        title = BY_NAME[key.column.table.name].title
        found |= {(name, no): f"原值引用的{title} {no} 已不在" for no in wanted - held}
    return found
