"""A plan is written in one go, and what stood before is told with it."""

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import Dataset
from zxdata.imports import Change, change
from zxdata.intake.comparing import Held, Plan
from zxdata.ledger.bulk import insert_all
from zxdata.ledger.keyed import batches, primary
from zxdata.ledger.tables import TABLES


def write(connection: Connection, dataset: Dataset, plan: Plan, source: str) -> list[Change]:
    """Insert, change and take out what the plan says; each row that was written, with what stood before.

    ``changed_at`` moves only on rows that differ.
    """
    table = TABLES[dataset.name]
    stamp = {"source": source, "changed_at": datetime.now(timezone.utc)}
    here = sa.and_(*(column == sa.bindparam(f"where_{column.name}") for column in table.primary_key))
    for removed in batches(plan.removed):
        connection.execute(table.delete().where(here), [_where(dataset, row) for row in removed])
    insert_all(connection, table, (entry.values | stamp for entry in plan.fresh))
    keys = {column.name for column in table.primary_key}
    for changed in batches(plan.changed):
        rows = [
            {name: value for name, value in entry.values.items() if name not in keys} | stamp | _where(dataset, row)
            for entry, row in changed
        ]
        connection.execute(table.update().where(here), rows)
    return [
        *(change(dataset, row, None) for row in plan.removed),
        *(change(dataset, None, entry.values | stamp) for entry in plan.fresh),
        *(change(dataset, row, dict(row) | entry.values | stamp) for entry, row in plan.changed),
    ]


def _where(dataset: Dataset, row: Held) -> dict[str, Any]:
    return {f"where_{name}": value for name, value in primary(dataset, row).items()}
