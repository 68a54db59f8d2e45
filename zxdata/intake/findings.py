"""What an import takes but somebody should look at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import Dataset
from zxdata.intake.cells import as_text
from zxdata.intake.contracts import Entry
from zxdata.intake.reading import Table
from zxdata.ledger.tables import TABLES

PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SHOWN = 5


def of_table(table: Table, dataset: Dataset) -> list[str]:
    """Columns and sheets that were not read, and personal numbers that the cockpit does not need."""
    found = [f"工作表“{name}”也有表头，没有读入；请另存为单独的文件。" for name in table.others]
    if unknown := table.header.unknown(dataset.columns):
        found.append(f"没有对应字段的列未读入：{'、'.join(unknown)}。")
    return found + _personal(table)


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


def _personal(table: Table) -> list[str]:
    counts: dict[tuple[int, str], int] = {}
    for row in table.records:
        for at, cell in enumerate(row.cells):
            if isinstance(cell, bool) or len(text := as_text(cell)) < 11:
                continue
            if PHONE.search(text):
                counts[at, "手机号"] = counts.get((at, "手机号"), 0) + 1
            if any(_is_identity(found) for found in IDENTITY.findall(text)):
                counts[at, "身份证号"] = counts.get((at, "身份证号"), 0) + 1
    names = table.header.names
    return [
        f"“{names[at] if at < len(names) else f'第 {at + 1} 列'}”列有 {count} 格像是{what}；"
        "驾驶舱不需要公民个人信息，请删去后再用。"
        for (at, what), count in sorted(counts.items())
    ]


def _is_identity(text: str) -> bool:
    """Whether the last digit checks, as GB 11643 has it."""
    remainder = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True)) % 11
    return "10X98765432"[remainder] == text[17].upper()


def _listed(values: Iterable[str]) -> str:
    shown = list(values)
    return "、".join(shown[:SHOWN]) + (" 等" if len(shown) > SHOWN else "")
