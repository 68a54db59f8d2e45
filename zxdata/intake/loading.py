"""Rows that keep their contract become rows of the shared database: compared first, then written in one go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import BY_NAME, Dataset
from zxdata.intake.contracts import Entry, Fault
from zxdata.ledger.tables import KEYS, TABLES

BATCH = 1_000
LOCK_SECONDS = 10
T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """What an import would do: rows to insert, rows to change with their primary key, rows that stay as they are."""

    fresh: tuple[Entry, ...]
    changed: tuple[tuple[Entry, dict[str, Any]], ...]
    unchanged: int

    @property
    def accepted(self) -> int:
        return len(self.fresh) + len(self.changed)


def hold(connection: Connection, dataset: Dataset) -> None:
    """Keep other writers off the table until the transaction ends, so that a comparison stays true."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
        connection.execute(sa.text(f"LOCK TABLE {TABLES[dataset.name].name} IN SHARE ROW EXCLUSIVE MODE"))


def natural_key(dataset: Dataset, values: Mapping[Any, Any]) -> tuple[Any, ...]:
    """The values that identify a row; empty counts as a value."""
    return tuple("" if values.get(name) is None else values[name] for name in dataset.key)


def without_duplicates(dataset: Dataset, entries: Sequence[Entry]) -> tuple[list[Entry], list[Fault]]:
    """Of rows with one key in one file the last stands; the earlier ones are refused."""
    keys = [natural_key(dataset, entry.values) for entry in entries]
    last = {key: entry.row for key, entry in zip(keys, entries, strict=True)}
    kept, faults = [], []
    for key, entry in zip(keys, entries, strict=True):
        if last[key] == entry.row:
            kept.append(entry)
        else:
            shown = "、".join(_shown(part) for part in key if part != "")
            reason = f"同一文件里第 {last[key]} 行与这一行重复，以后一行为准"
            faults.append(Fault(entry.row, "", shown, reason, "请只保留其中一行"))
    return kept, faults


def without_orphans(
    connection: Connection, dataset: Dataset, entries: Sequence[Entry]
) -> tuple[list[Entry], list[Fault]]:
    """Rows whose references all exist; the others are refused, with a fault for each reference."""
    faults = []
    for column in dataset.columns:
        if not column.ref:
            continue
        given = {entry.values[column.name] for entry in entries if entry.values.get(column.name) is not None}
        held = TABLES[column.ref].c[KEYS[column.ref]]
        found = {no for some in _batches(given) for no in connection.scalars(sa.select(held).where(held.in_(some)))}
        title = BY_NAME[column.ref].title
        faults += [
            Fault(entry.row, column.header, no, f"{title}里没有这个编号", f"请先导入{title}，或改正{column.header}")
            for entry in entries
            if (no := entry.values.get(column.name)) is not None and no not in found
        ]
    orphans = {fault.row for fault in faults}
    return [entry for entry in entries if entry.row not in orphans], faults


def compare(connection: Connection, dataset: Dataset, entries: Sequence[Entry]) -> Plan:
    """What the entries would change in the ledger as it is."""
    table = TABLES[dataset.name]
    fresh, changed, unchanged = [], [], 0
    for some in _batches(entries):
        held = _held(connection, dataset, some)
        for entry in some:
            row = held.get(natural_key(dataset, entry.values))
            if row is None:
                fresh.append(entry)
            elif all(row[name] == value for name, value in entry.values.items()):
                unchanged += 1
            else:
                changed.append((entry, {column.name: row[column.name] for column in table.primary_key}))
    return Plan(tuple(fresh), tuple(changed), unchanged)


def write(connection: Connection, dataset: Dataset, plan: Plan, source: str) -> None:
    """Insert and change what the plan says; ``changed_at`` moves only on rows that differ."""
    table = TABLES[dataset.name]
    stamp = {"source": source, "changed_at": datetime.now(timezone.utc)}
    for fresh in _batches(plan.fresh):
        connection.execute(table.insert(), [entry.values | stamp for entry in fresh])
    here = sa.and_(*(column == sa.bindparam(f"where_{column.name}") for column in table.primary_key))
    for changed in _batches(plan.changed):
        rows = [
            {name: value for name, value in entry.values.items() if name not in primary}
            | stamp
            | {f"where_{name}": value for name, value in primary.items()}
            for entry, primary in changed
        ]
        connection.execute(table.update().where(here), rows)


def _held(connection: Connection, dataset: Dataset, entries: Sequence[Entry]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The ledger's rows that may share a key with the entries, by key.

    Looked up without instants: other writers may spell the same moment in another way.
    """
    table = TABLES[dataset.name]
    exact = [name for name in dataset.key if dataset.column(name).required and dataset.column(name).kind != "instant"]
    # Column by column, an index serves it; pairs of values make PostgreSQL plan each of them.
    match = sa.and_(*(table.c[name].in_({entry.values[name] for entry in entries}) for name in exact))
    rows = connection.execute(sa.select(table).where(match)).mappings()
    return {natural_key(dataset, row): {name: None if row[name] == "" else row[name] for name in row} for row in rows}


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, BATCH)):
        yield some


def _shown(part: Any) -> str:
    if isinstance(part, datetime):
        return f"{part:%Y-%m-%d %H:%M}"
    return part.isoformat() if isinstance(part, date) else str(part)
