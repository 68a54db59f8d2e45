"""The blank templates: one workbook a dataset, with drop-downs, a sample row and instructions."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.engine import Engine

from zxdata.datasets import DATASETS, Column, Dataset
from zxdata.ledger.engine import reading
from zxdata.ledger.tables import TABLES

ROWS = 10_000  # rows that drop-downs reach
GUIDE = "填表说明"
CHOICES = "可选值"
# fmt: off
KINDS = {
    "text": "文字", "choice": "文字；下拉里没有的也可以填", "closed": "只能填下拉里的值", "date": "日期，如 2025-03-05",
    "instant": "时间，如 2025-03-05 09:30；只写日期也可以", "number": "数", "integer": "整数", "flag": "是 或 否",
    "region": "区划的代码、名称、全称或从上到下的路径", "regions": "几个区划，用、隔开",
    "unit": "承办单位的编号、名称或别名",
}
# fmt: on
RULES = (
    "第一行是列名，请不要改动；列的先后可以调换，不需要的列可以整列删去。",
    "第二行是示例，填写前请改写或删去。",
    "同一编号再次导入就是更新：留空的格会清空原值；不想改动的列请整列删去。",
    "有问题的行会退回并说明原因，不影响其他行；同一文件导入两次不会重复。",
    "一格里有几个值的，用、隔开。",
)
WIDEST = 40


def write_templates(folder: Path, engine: Engine | None = None) -> list[Path]:
    """Write ``提案_proposals.xlsx`` and so on; the paths in order of loading.

    With an engine, drop-downs also offer what the ledger holds: regions, units and values of open dictionaries.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for dataset in DATASETS:
        path = folder / f"{dataset.title}_{dataset.name}.xlsx"
        _write(path, dataset, {column.name: _choices(dataset, column, engine) for column in dataset.columns})
        paths.append(path)
    return paths


def _choices(dataset: Dataset, column: Column, engine: Engine | None) -> list[str]:
    if column.kind == "flag":
        return ["是", "否"]
    if column.values:
        return [word for word, _ in column.values]
    held = {
        "choice": TABLES[dataset.name].c[column.name],
        "region": TABLES["regions"].c.name,
        "unit": TABLES["units"].c.name,
    }.get(column.kind)
    if held is None or engine is None:
        return []
    with reading(engine) as connection:
        return list(connection.scalars(sa.select(held).where(held.is_not(None)).distinct().order_by(held).limit(ROWS)))


def _write(path: Path, dataset: Dataset, choices: dict[str, list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet, guide, lists = (book.add_worksheet(name) for name in (dataset.title, GUIDE, CHOICES))
        lists.hide()
        paper = {
            "required": book.add_format({"bold": True, "bg_color": "#D6E4F0", "border": 1}),
            "optional": book.add_format({"bg_color": "#EEF3F8", "border": 1}),
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "instant": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(dataset.columns):
            shown = paper.get(column.kind) or (None if column.kind in ("number", "integer") else paper["text"])
            sheet.set_column(at, at, min(WIDEST, 4 + 2 * max(len(column.header), len(column.sample))), shown)
            sheet.write_string(0, at, column.header, paper["required" if column.required else "optional"])
            _sample(sheet, at, column, shown)
            if offered := choices[column.name]:
                lists.write_column(0, at, offered)
                sheet.data_validation(1, at, ROWS, at, _validation(column, at, len(offered)))
        _guide(guide, dataset, paper)


def _sample(sheet: Any, at: int, column: Column, shown: Any) -> None:
    if not column.sample:
        return
    if column.kind in ("number", "integer"):
        sheet.write_number(1, at, float(column.sample), shown)
    elif column.kind in ("date", "instant"):
        sheet.write_datetime(1, at, datetime.fromisoformat(column.sample), shown)
    else:
        sheet.write_string(1, at, column.sample, shown)


def _validation(column: Column, at: int, count: int) -> dict[str, Any]:
    letters = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
    closed = column.kind in ("closed", "flag")
    return {
        "validate": "list",
        "source": f"={CHOICES}!{letters}$1:{letters}${count}",
        "error_type": "stop" if closed else "information",
        "error_title": column.header,
        "error_message": "请从下拉里选一个。" if closed else "下拉里没有这个值；确认无误可以继续。",
    }


def _guide(sheet: Any, dataset: Dataset, paper: dict[str, Any]) -> None:
    for at, width in enumerate((36, 8, 40, 60)):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, f"{dataset.title}（{dataset.name}）")
    for row, rule in enumerate(RULES, start=1):
        sheet.write_string(row, 0, f"{row}. {rule}")
    top = len(RULES) + 2
    sheet.write_row(top, 0, ("列名（代码名也可以）", "要求", "怎么填", "解释"), paper["required"])
    for row, column in enumerate(dataset.columns, start=top + 1):
        required = "必填" if column.required else "选填"
        words = "、".join(word for word, _ in column.values)
        meaning = "；".join(part for part in (column.meaning, f"取值：{words}" if words else "") if part)
        sheet.write_row(
            row, 0, (f"{column.header}（{column.name}）", required, KINDS[column.kind], meaning), paper["wrap"]
        )
