"""View → csv: its table, or its numbers where it has none. UTF-8 with BOM, so that Excel and WPS read it right."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from zxdata.figures import View, table_of
from zxdata.rules.palette import SHIPPED_PALETTE, Palette
from zxdata.words import inert, missing


def write(view: View, mark: str = "") -> bytes:
    """Plain text carries no ``mark``. Rates stay fractions. Text that a spreadsheet would run as a formula is led by an apostrophe."""
    text = StringIO()
    writer = csv.writer(text)
    if view.table is None:
        writer.writerow(("指标", "数值", "单位", "分子 / 分母", "变化"))
        for indicator in view.indicators:
            change = f"{indicator.change.name} {indicator.change.text}" if indicator.change else ""
            writer.writerow(
                _cell(each) for each in (indicator.name, indicator.value, indicator.unit, indicator.base, change)
            )
    else:
        whole = table_of(view.table)
        writer.writerow(_cell(column.header) for column in whole.columns)
        kinds = [column.kind for column in whole.columns]
        for row in whole.frame.itertuples(index=False):
            writer.writerow(_cell(value, kind, view.palette) for value, kind in zip(row, kinds, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any, kind: str = "text", states: Palette = SHIPPED_PALETTE) -> Any:
    if missing(value):
        return ""
    if kind == "flag":
        return "是" if value else "否"
    if kind == "colour":
        return states.word(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return inert(value)
    return int(value) if float(value).is_integer() else value
