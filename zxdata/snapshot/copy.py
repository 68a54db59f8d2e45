"""Ledger → typed temporary tables ``l_<dataset>`` in DuckDB.

Everything crosses as text and is typed here, because a cell that cannot be read must become empty and be counted, not
stop the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import adbc_driver_manager as adbc
import duckdb
import pyarrow as pa
from sqlalchemy import Engine

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import LedgerUnavailable
from zxdata.ledger.engine import reads_only
from zxdata.ledger.failures import place
from zxdata.ledger.supplied import supplied
from zxdata.snapshot.moment import Present, Source, moment
from zxdata.snapshot.target import Target


@contextmanager
def unbroken(engine: Engine, whose: str = "共享数据库") -> Iterator[None]:
    """What reads a ledger within raises LedgerUnavailable where that breaks off."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException):
        raise  # of the snapshot's own disk and memory
    except (adbc.Error, duckdb.Error, pa.ArrowException) as fault:
        raise LedgerUnavailable(f"{whose} {place(engine)} 没有读完，数据快照仍是上一版。") from fault


def copy_ledger(engine: Engine, ledger: Source, target: Target) -> dict[str, int]:
    """Copy every dataset; returns rows a dataset. Raises LedgerUnavailable where the ledger breaks off.

    An instant becomes ``on_day`` (the local day, if named ``occurred_at``) and ``clock`` (local clock time).
    ``misread`` holds the Chinese headers of the cells in a row that could not be read as their kind.
    """
    rows: dict[str, int] = {}
    known = supplied(engine) if reads_only(engine) else None
    with unbroken(engine):
        empty = ledger.empty([dataset.name for dataset in DATASETS if known is None or known.get(dataset.name)])
        for dataset in DATASETS:
            present = known.get(dataset.name, frozenset()) if known is not None else None
            if dataset.name in empty:
                rows[dataset.name] = _lay_out(target, dataset)
            else:
                copy_rows(ledger, target, dataset, present)
                rows[dataset.name] = target.execute(f"select count(*) from l_{dataset.name}").fetchall()[0][0]
    return rows


def _lay_out(target: Target, dataset: Dataset) -> int:
    """``copy_rows`` of a dataset without rows, in a tenth of the time: a body begins with most of them empty."""
    kinds: list[tuple[str, str]] = []
    for column in dataset.columns:
        instant = [("clock", "timestamp"), ("on_day", "date")]
        kinds += instant if column.kind == "instant" else [(column.name, _KINDS.get(column.kind, "varchar"))]
    kinds += [(name, "varchar") for name in ("source", "changed_at", "misread")]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds)
    target.execute(f"create temp table l_{dataset.name} ({columns})")
    return 0


def copy_rows(
    ledger: Source,
    target: Target,
    dataset: Dataset,
    present: Present = None,
    where: str = "",
    into: str = "create temp table",
) -> None:
    """``l_<dataset>`` of these rows. A stamp without an offset is in the connection's time zone."""
    target.register("arriving", ledger.rows(dataset, present, where))
    as_ = " as" if into.startswith("create") else ""
    target.execute(f"{into} l_{dataset.name}{as_} {_typed(dataset)}")
    target.unregister("arriving")


def copy_own(own: Engine, target: Target, zone: str) -> None:
    """Add the register of reminders that the cockpit keeps beside a ledger it only reads. Raises LedgerUnavailable."""
    with unbroken(own, "驾驶舱自己的数据库"), moment(own, zone) as kept:
        copy_rows(kept, target, BY_NAME["reminders"], into="insert into")


_KINDS = {"date": "date", "number": "double", "integer": "bigint", "flag": "boolean", "instant": "timestamptz"}


def _typed(dataset: Dataset) -> str:
    """The arriving texts in their kinds; each is converted once, and beside it stands whether that failed."""
    shown, converted, unread = [], [], []
    for column in dataset.columns:
        name, typed = column.name, f'"typed {column.name}"'
        if kind := _KINDS.get(column.kind):
            converted.append(f'try_cast("{name}" as {kind}) as {typed}')
            unread.append((f"{typed} is null and trim(\"{name}\") <> ''", column.header))
        if column.kind == "instant":
            shown += [f"{typed}::timestamp as clock", f"{typed}::timestamp::date as on_day"]
        elif kind:
            shown.append(f'{typed} as "{name}"')
        elif column.kind == "choice":
            shown.append(f'nullif(trim("{name}"), \'\') as "{name}"')
        else:
            shown.append(f'nullif("{name}", \'\') as "{name}"')
    misread = "null::varchar"
    if unread:
        headers = ", ".join(f"case when {failed} then '{header}' end" for failed, header in unread)
        misread = f"case when {' or '.join(failed for failed, _ in unread)} then concat_ws('、', {headers}) end"
    key = next(c.name for c in dataset.columns if c.required)
    return (
        f"select {', '.join(shown)}, source, changed_at, {misread} as misread "
        f"from (select {', '.join(['*', *converted])} from arriving where \"{key}\" <> '')"
    )
