"""Rows that keep their contract beside the ledger as it is: what an import would insert, change, take out or hold back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import BY_NAME, Dataset
from zxdata.intake.beside import Beside
from zxdata.intake.contracts import Entry, Fault
from zxdata.ledger.keyed import batches, by_key
from zxdata.ledger.tables import KEYS, TABLES

IMPORTED = "导入 "  # how the source of a row begins that the import of a file wrote
Held = Mapping[Any, Any]


@dataclass(frozen=True)
class Plan:
    """What an import would do: rows to insert; rows to change beside the row that stands; rows to take out; how many
    stay as they are; entries held back because their number belongs to another case, beside that case."""

    fresh: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Held], ...]
    unchanged: int
    removed: tuple[Held, ...] = ()
    taken: tuple[tuple[Entry, Held], ...] = ()

    @property
    def accepted(self) -> int:
        return len(self.fresh) + len(self.changed)


def without_duplicates(dataset: Dataset, entries: Sequence[Entry]) -> tuple[list[Entry], list[Fault]]:
    """Of rows with one key in one file the last stands; the earlier ones are refused."""
    keys = [dataset.key_of(entry.values) for entry in entries]
    last = dict(zip(keys, entries, strict=True))
    kept, faults = [], []
    for key, entry in zip(keys, entries, strict=True):
        if last[key] is entry:
            kept.append(entry)
        else:
            shown = "、".join(_shown(part) for part in key if part != "")
            where = (f"工作表“{last[key].sheet}”" if last[key].sheet != entry.sheet else "") + f"第 {last[key].row} 行"
            reason = f"同一文件里{where}与这一行重复，以后一行为准"
            faults.append(Fault(entry.row, "", shown, reason, "请只保留其中一行", entry.sheet))
    return kept, faults


def without_orphans(
    connection: Connection, dataset: Dataset, entries: Sequence[Entry], beside: Beside
) -> tuple[list[Entry], list[Fault]]:
    """Rows whose references all exist, in the ledger or ``beside`` it; the others are refused, with a fault for each reference."""
    faults = []
    for column in dataset.columns:
        if not column.ref:
            continue
        given = {entry.values[column.name] for entry in entries if entry.values.get(column.name) is not None}
        held = TABLES[column.ref].c[KEYS[column.ref]]
        found = {no for some in batches(given) for no in connection.scalars(sa.select(held).where(held.in_(some)))}
        found |= beside.numbers(column.ref, KEYS[column.ref])
        title = BY_NAME[column.ref].title
        missing = f"{title}里没有这个编号"
        faults += [
            Fault(entry.row, column.header, no, missing, f"请先导入{title}，或改正{column.header}", entry.sheet)
            for entry in entries
            if (no := entry.values.get(column.name)) is not None and no not in found
        ]
    orphans = {(fault.sheet, fault.row) for fault in faults}
    return [entry for entry in entries if (entry.sheet, entry.row) not in orphans], faults


def compare(connection: Connection, dataset: Dataset, entries: Sequence[Entry], *, overwrite: bool = False) -> Plan:
    """What the entries would change in the ledger as it is.

    An entry whose number is known while title and day are both others is held back, unless ``overwrite``.
    """
    fresh: list[Entry] = []
    changed, taken = [], []
    unchanged = 0
    for some in batches(entries):
        held = by_key(connection, dataset, [entry.values for entry in some])
        for entry in some:
            row = held.get(dataset.key_of(entry.values))
            if row is None:
                fresh.append(entry)
            elif all((None if row[name] == "" else row[name]) == v for name, v in entry.values.items()):
                unchanged += 1
            elif not overwrite and _another(dataset, entry.values, row):
                taken.append((entry, row))
            else:
                changed.append((entry, row))
    return Plan(tuple(fresh), tuple(changed), unchanged, taken=tuple(taken))


def missed(connection: Connection, dataset: Dataset, entries: Sequence[Entry]) -> tuple[Held, ...]:
    """Rows that earlier files brought of the same cases and that these entries do not name."""
    table = TABLES[dataset.name]
    cases = {entry.values[dataset.case] for entry in entries} if dataset.case else set()
    found: list[Held] = []
    for some in batches(cases):
        asked = sa.select(table).where(table.c[dataset.case].in_(some), table.c.source.startswith(IMPORTED))
        found += connection.execute(asked).mappings()
    named = {dataset.key_of(entry.values) for entry in entries} if found else ()
    return tuple(row for row in found if dataset.key_of(row) not in named)


def moved(dataset: Dataset, entries: Sequence[Entry], others: Iterable[Held]) -> list[tuple[Entry, Held]]:
    """New entries beside a row of the same case that differs from them in nothing of its key but the day."""
    days = {c.name for c in dataset.columns if c.kind in ("date", "instant")}
    rest = tuple(name for name in dataset.key if name not in days)
    if len(rest) == len(dataset.key):
        return []
    earlier: dict[tuple[Any, ...], list[Held]] = defaultdict(list)
    for row in others:
        earlier[_of(row, rest)].append(row)
    if not earlier:
        return []
    return [(entry, row) for entry in entries for row in earlier.get(_of(entry.values, rest), ())[:1]]


def same_number(dataset: Dataset, taken: Iterable[tuple[Entry, Held]]) -> list[Fault]:
    """The faults of entries held back because their number belongs to another case."""
    if not dataset.identity:
        return []
    title, day = dataset.identity
    called = "题目" if title == "title" else dataset.column(title).header
    number = dataset.column(dataset.key[0])
    return [
        Fault(
            entry.row,
            number.header,
            str(row[number.name]),
            f"同号不同件：台账里这个编号是“{row[title]}”（{_shown(row[day])}），{called}和日期都不同",
            "每年、每月从头编号的，请在编号前加届次或年份，或在表的标题里写明年月（如 2026年11月）再对照；"
            "确是同一件要改正的，请选“覆盖同号”（命令行 --overwrite）",
            entry.sheet,
        )
        for entry, row in taken
    ]


def _of(values: Mapping[Any, Any], names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(values.get(name) or "" for name in names)


def _another(dataset: Dataset, values: Mapping[str, Any], row: Held) -> bool:
    """Whether all that tells cases apart differs: another case under the same number."""
    return bool(dataset.identity) and all(
        values.get(name) is not None and row[name] is not None and values[name] != row[name]
        for name in dataset.identity
    )


def _shown(part: Any) -> str:
    if isinstance(part, datetime):
        return f"{part:%Y-%m-%d %H:%M}"
    return part.isoformat() if isinstance(part, date) else str(part)
