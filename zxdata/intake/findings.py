"""What an import takes but somebody should look at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import DATASETS, Dataset
from zxdata.intake.comparing import Plan
from zxdata.intake.contracts import OUTSIDE, Entry
from zxdata.intake.headers import find_header, known_words
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import KINDS, Table
from zxdata.ledger.tables import TABLES

CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
SHOWN = 5
EVERY_WORD = known_words(column for dataset in DATASETS for column in dataset.columns)


def of_file(
    sheets: Sequence[Sheet], tables: Sequence[Table], dataset: Dataset, personal: Mapping[str, Sequence[str]]
) -> list[str]:
    """What was not read: sheets, columns, totals and notes; rows that are hidden. ``personal``: sheet by sheet, what was
    said of numbers of people.
    """
    read = {table.sheet.name for table in tables}
    found = [
        f"工作表“{sheet.name}”也有表头，没有读入；请另存为单独的文件。"
        for sheet in sheets
        if sheet.name not in read and find_header(sheet, EVERY_WORD)
    ]
    for table in tables:
        where = f"工作表“{table.sheet.name}”：" if len(tables) > 1 else ""
        said = [*passed_over(table), *hidden(table)]
        if unknown := table.header.unknown(dataset.columns):
            said.append(f"没有对应字段的列未读入：{'、'.join(unknown)}。")
        found += [f"{where}{sentence}" for sentence in (*said, *controls(table), *personal.get(table.sheet.name, ()))]
    return found


def passed_over(table: Table) -> list[str]:
    if not table.passed:
        return []
    rows = {kind: [over.row for over in table.passed if over.kind == kind] for kind in KINDS}
    said = [f"{KINDS[kind]} {len(at)} 行（{_rows(at)}）" for kind, at in rows.items() if at]
    return [f"不是记录的行没有读入：{'、'.join(said)}。"]


def _rows(numbers: Sequence[int]) -> str:
    return "第 " + "、".join(map(str, numbers[:SHOWN])) + (" 等" if len(numbers) > SHOWN else "") + " 行"


def hidden(table: Table) -> list[str]:
    return [f"其中 {table.hidden} 行在表里是隐藏的，也读入了。"] if table.hidden else []


def of_notes(entries: Iterable[Entry]) -> list[str]:
    """Limits that name no day: nothing is recorded as a limit, and the words are kept where there is a remark."""
    said: dict[str, dict[str, list[int]]] = {}
    for entry in entries:
        for header, text in entry.notes:
            said.setdefault(header, {}).setdefault(text, []).append(entry.row)
    return [
        f"{header}写的不是哪一天，期限按没有填计：{'、'.join(f'“{text}”{len(rows)} 行（{_rows(rows)}）' for text, rows in texts.items())}。"
        for header, texts in said.items()
    ]


def of_outside(entries: Iterable[Entry]) -> list[str]:
    """Partners outside the home division, which no region table holds: kept as they are written."""
    said: dict[str, list[int]] = {}
    for entry in entries:
        for name in (entry.values.get(OUTSIDE) or "").split("、"):
            if name:
                said.setdefault(name, []).append(entry.row)
    kept = "、".join(f"“{name}”{len(rows)} 行（{_rows(rows)}）" for name, rows in said.items())
    return [f"本级区划以外的协作方照原文保留：{kept}。"] if kept else []


def of_units(plan: Plan) -> list[str]:
    """Units that the file brought with it, and names that known units are learned to bear."""
    new = [f"{entry.values['name']}（{entry.values['unit_no']}）" for entry in plan.fresh]
    found = [f"登记了 {len(new)} 个新的承办单位：{_listed(new)}。"] if new else []
    return found + [f"{row['name']}记下了别名：{entry.values['aliases']}。" for entry, row in plan.changed]


def of_values(connection: Connection, dataset: Dataset, entries: Sequence[Entry]) -> list[str]:
    """Values of open dictionaries that the ledger has not seen; nothing while the ledger holds none to compare."""
    found = []
    table = TABLES[dataset.name]
    for column in dataset.columns:
        if column.kind != "choice":
            continue
        given = {value for entry in entries if (value := entry.values.get(column.name)) is not None}
        if not given:
            continue
        used = table.c[column.name]
        known = set(connection.scalars(sa.select(used).where(used.is_not(None)).distinct()))
        if known and (new := sorted(given - known)):
            found.append(f"{column.header}有 {len(new)} 个台账里没有过的取值：{_listed(new)}。")
    return found


def of_moved(dataset: Dataset, pairs: Sequence[tuple[Entry, Mapping[Any, Any]]]) -> list[str]:
    """New rows whose like stands in the ledger under another day: a correction leaves both unless the case is replaced."""
    if not pairs:
        return []
    cases = sorted({str(entry.values[dataset.case]) for entry, _ in pairs})
    return [
        f"有 {len(pairs)} 行，台账里已有同一节点、日期不同的记录（{_listed(cases)}），导入后两条都在；"
        "如是更正日期，请选“替换这些案件的记录”（命令行 --replace case）。"
    ]


def controls(table: Table) -> list[str]:
    """Cells with signs that no one sees and that stop Word and PowerPoint: a line break of Word is one of them."""
    rows: dict[int, list[int]] = {}
    for row in table.records:
        for at, cell in enumerate(row.cells):
            if isinstance(cell, str) and not cell.isprintable() and CONTROL.search(cell):
                rows.setdefault(at, []).append(row.number)
    return [
        f"“{_named(table, at)}”列有 {len(found)} 格含看不见的控制字符，已换成空格（{_rows(found)}）。"
        for at, found in sorted(rows.items())
    ]


def _named(table: Table, at: int) -> str:
    names = table.header.names
    return names[at] if at < len(names) else f"第 {at + 1} 列"


def _listed(values: Iterable[str]) -> str:
    shown = list(values)
    return "、".join(shown[:SHOWN]) + (" 等" if len(shown) > SHOWN else "")
