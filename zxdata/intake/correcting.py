"""One cell of one case put right: an import of one row, so the old value is kept and can be taken back."""

import csv
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine, RowMapping

from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME, Dataset
from zxdata.errors import WrongUse
from zxdata.intake.importing import import_file
from zxdata.intake.receipt import Receipt
from zxdata.ledger.engine import ASKED_SECONDS, reading
from zxdata.ledger.keyed import by_key

SOURCE = "更正"


def case_cells(engine: Engine, name: str, number: str) -> dict[str, str]:
    """What the ledger says of case ``number`` of dataset ``name``: every column but its number, as text. Raises WrongUse
    where there is no such case, LedgerUnavailable."""
    dataset = BY_NAME[name]
    row = _row(engine, dataset, number)
    return {column.name: _text(row[column.name]) for column in dataset.columns if column.name not in dataset.key}


def correct_cell(
    engine: Engine, settings: Settings, name: str, number: str, column: str, text: str, *, by: str
) -> Receipt:
    """Write ``text`` into one cell of a case, under the contract of every import; empty text clears it.

    Raises WrongUse for a value that an import would refuse or that stands there already, and where the ledger is only
    read; LedgerUnavailable.
    """
    dataset = BY_NAME[name]
    row = _row(engine, dataset, number)
    cells = {c.header: _text(row[c.name]) for c in dataset.columns if c.required or c.name in dataset.key}
    header = dataset.column(column).header
    cells[header] = text.strip()
    file = f"更正 {dataset.title} {number} {header}.csv".replace("/", "／")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows([list(cells), list(cells.values())])
        options: dict[str, Any] = {"dataset": name, "overwrite": True, "strict": True, "source": SOURCE, "by": by}
        rehearsed = import_file(engine, path, settings, dry_run=True, **options)
        if rehearsed.faults:
            fault = rehearsed.faults[0]
            raise WrongUse(f"{header}不能改成“{text}”：{fault.reason}。{fault.remedy}。")
        if not rehearsed.accepted:
            raise WrongUse(f"{header}已经是“{text}”，没有改动。")
        return import_file(engine, path, settings, **options)


def _row(engine: Engine, dataset: Dataset, number: str) -> RowMapping:
    with reading(engine, ASKED_SECONDS) as connection:
        found = by_key(connection, dataset, [{dataset.key[0]: number}])
    if (number,) not in found:
        raise WrongUse(f"{dataset.title}里没有编号“{number}”。")
    return found[(number,)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
