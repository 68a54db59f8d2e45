"""Replies as text: JSON and CSV, each with its last line ended."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zxdata.words import inert, missing

Row = Mapping[str, Any]


def as_json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Cells that a spreadsheet would reckon with are text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell(row[name])) for name in columns] for row in rows)
    return text.getvalue()


def plain(value: Any) -> Any:
    """As JSON has it: days as text, missing as null, numbers of any library as numbers."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "item"):
        value = value.item()
    if missing(value):
        return None
    return value


def cell(value: Any) -> Any:
    """As CSV has it."""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
