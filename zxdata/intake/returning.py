"""Rows of a dataset as a file that comes in again unchanged: every column, each value as its reader takes it."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy.engine import Engine

from zxdata.datasets import Column, Dataset
from zxdata.errors import WrongUse
from zxdata.intake.cells import LONGEST
from zxdata.ledger.engine import reading
from zxdata.ledger.keyed import batches, by_key
from zxdata.words import inert

KINDS = ("xlsx", "csv", "json")
WIDEST = 40


def cases(engine: Engine, dataset: Dataset, numbers: Iterable[str]) -> list[Mapping[Any, Any]]:
    """The ledger's rows of those numbers, in their order; of a number that is no longer there none."""
    wanted = list(dict.fromkeys(numbers))
    with reading(engine) as connection:
        found = {
            key: row
            for some in batches(wanted)
            for key, row in by_key(connection, dataset, [{dataset.key[0]: number} for number in some]).items()
        }
    return [found[(number,)] for number in wanted if (number,) in found]


def write_rows(path: Path, kind: str, dataset: Dataset, rows: Sequence[Mapping[Any, Any]]) -> None:
    """Write the rows as .xlsx, .csv or .json under the dataset's Chinese headers.

    Raises WrongUse for a text that is too long for a cell of a workbook.
    """
    {"xlsx": _workbook, "csv": _separated, "json": _objects}[kind](path, dataset, rows)


def _workbook(path: Path, dataset: Dataset, rows: Sequence[Mapping[Any, Any]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(dataset.title)
        head, text, day = (
            book.add_format(how) for how in ({"bold": True}, {"num_format": "@"}, {"num_format": "yyyy-mm-dd"})
        )
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(dataset.columns):
            sheet.set_column(at, at, min(WIDEST, 4 + 2 * max(len(column.header), len(column.sample))))
            sheet.write_string(0, at, column.header, head)
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(dataset.columns):
                value = _value(column, row[column.name])
                if isinstance(value, int | float) and _fits(value):
                    sheet.write_number(number, at, value)
                elif isinstance(value, date) and value.year > 1900:
                    sheet.write_datetime(number, at, value, day)  # type: ignore[arg-type]
                elif value is not None:
                    if len(said := str(value)) > LONGEST:
                        raise WrongUse(
                            f"{dataset.title} {row[dataset.key[0]]} 的{column.header}有 {len(said):,} 个字，"
                            f"超过一格的上限 {LONGEST:,}；请用 --format csv 或 json。"
                        )
                    sheet.write_string(number, at, said, text)


def _separated(path: Path, dataset: Dataset, rows: Sequence[Mapping[Any, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in dataset.columns)
        writer.writerows([inert(_shown(c, row[c.name])) for c in dataset.columns] for row in rows)


def _objects(path: Path, dataset: Dataset, rows: Sequence[Mapping[Any, Any]]) -> None:
    said = [{c.header: _shown(c, row[c.name]) for c in dataset.columns} for row in rows]
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def _value(column: Column, value: Any) -> Any:
    """As a cell has it: moments and yes or no as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or column.kind == "flag":
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    return value


def _shown(column: Column, value: Any) -> Any:
    found = _value(column, value)
    if isinstance(found, float):
        return repr(found)
    return found.isoformat() if isinstance(found, date) else "" if found is None else found


def _fits(value: float) -> bool:
    """Whether a workbook, which keeps 16 digits, keeps all of this number."""
    return float(f"{value:.16G}") == value
