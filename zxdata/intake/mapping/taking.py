"""Tables of theirs, taken by their mapping: each row whole or not at all, what it wrote before replaced."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import WrongUse
from zxdata.intake.beside import Beside
from zxdata.intake.comparing import Held, Plan, compare, same_number, without_orphans
from zxdata.intake.contracts import Contract, Entry, Fault, Known
from zxdata.intake.headers import Header, squeeze
from zxdata.intake.mapping.record import Mapping, Target, numbered, points_at
from zxdata.intake.mapping.splitting import Split, Splitter
from zxdata.intake.sheets import Row
from zxdata.intake.tables import Table
from zxdata.ledger.keyed import batches
from zxdata.ledger.tables import TABLES

Place = tuple[str, int]  # sheet (empty where only one is read) and row
SHOWN = 5


@dataclass(frozen=True)
class Taken:
    """What the rows of tables become: entries by dataset, faults on their own cells, the number of each row's case,
    and what was left over."""

    entries: dict[str, list[Entry]]
    faults: tuple[Fault, ...]
    numbers: dict[Place, str]
    said: tuple[str, ...]

    @property
    def refused(self) -> frozenset[Place]:
        return frozenset((fault.sheet, fault.row) for fault in self.faults)

    def without(self, faults: Sequence[Fault]) -> "Taken":
        """With further rows refused, each with all that it would have written."""
        faults = (*self.faults, *faults)
        gone = {(fault.sheet, fault.row) for fault in faults}
        left = {name: [e for e in entries if (e.sheet, e.row) not in gone] for name, entries in self.entries.items()}
        return replace(self, entries=left, faults=faults)


def take(mapping: Mapping, tables: Sequence[Table], known: Known) -> Taken:
    """Split every row and hold what comes of it against the contracts. Raises WrongUse for a mapping with gaps."""
    if lacking := mapping.lacking():
        gaps = "、".join(f"{target.name}的{column.header}（{target.name}.{column.name}）" for target, column in lacking)
        raise WrongUse(f"对照“{mapping.name}”还没有写明从哪里取 {gaps}；请补上，或删去那一段 [[targets]]。")
    entries: dict[str, list[Entry]] = {target.dataset: [] for target in mapping.targets}
    faults: list[Fault] = []
    numbers: dict[Place, str] = {}
    said: list[str] = []
    for table in tables:
        sheet = table.sheet.name if len(tables) > 1 else ""
        splits = Splitter(mapping, table, known).cases(table.records)
        numbers |= {(sheet, split.row): split.number for split in splits if split.number}
        wrong = [fault for split in splits for fault in split.faults]
        for target in mapping.targets:
            for kept, bad in _kept(target, splits, known, sheet):
                entries[target.dataset] += kept
                wrong += bad
        faults += (replace(fault, sheet=sheet) for fault in _once(wrong))
        said += _left_over(splits)
    taken = Taken(entries, tuple(faults), numbers, tuple(said)).without(())
    for name in taken.entries:
        taken = _single(taken, BY_NAME[name])
    return taken


def without_strangers(connection: Connection, mapping: Mapping, taken: Taken) -> Taken:
    """Without rows that refer to what the ledger does not hold; the case itself comes with them, and what the same rows
    write of other datasets.
    """
    beside = Beside({name: tuple(entry.values for entry in entries) for name, entries in taken.entries.items()})
    for name, entries in taken.entries.items():
        own = points_at(BY_NAME[name], mapping.case)
        others = tuple(column for column in BY_NAME[name].columns if column.name != own)
        _, faults = without_orphans(connection, replace(BY_NAME[name], columns=others), entries, beside)
        taken = taken.without(faults)
    return taken


def without_others(connection: Connection, mapping: Mapping, taken: Taken, *, overwrite: bool) -> Taken:
    """Without rows whose number stands for another case in the ledger, unless ``overwrite``."""
    case = BY_NAME[mapping.case]
    plan = compare(connection, case, taken.entries[mapping.case], overwrite=overwrite)
    return taken.without([replace(fault, column="") for fault in same_number(case, plan.taken)])


def plans(connection: Connection, mapping: Mapping, taken: Taken) -> dict[str, Plan]:
    """What would change, dataset by dataset in the order of loading."""
    found = {}
    for dataset in DATASETS:
        if dataset.name in taken.entries:
            plan = compare(connection, dataset, _padded(taken.entries[dataset.name]), overwrite=True)
            found[dataset.name] = replace(plan, removed=superseded(connection, mapping, dataset, taken))
    return found


def superseded(connection: Connection, mapping: Mapping, dataset: Dataset, taken: Taken) -> tuple[Held, ...]:
    """Rows that this mapping wrote before for the cases that come again, and does not write now."""
    if dataset.name == mapping.case:
        return ()
    table = TABLES[dataset.name]
    own = next((own for t in mapping.targets if t.of is dataset and (own := numbered(t, mapping.case))), "")
    if not own:
        return ()
    refused = {number for place, number in taken.numbers.items() if place in taken.refused}
    staying = {dataset.key_of(entry.values) for entry in taken.entries[dataset.name]}
    gone: list[Held] = []
    for some in batches(sorted(set(taken.numbers.values()) - refused)):
        here = sa.select(table).where(table.c[own].in_(some), table.c.source == mapping.source)
        gone += [row for row in connection.execute(here).mappings() if dataset.key_of(row) not in staying]
    return tuple(gone)


def _kept(
    target: Target, splits: Iterable[Split], known: Known, sheet: str
) -> Iterator[tuple[list[Entry], list[Fault]]]:
    """The entries of one target, those of a year together; faults stand under the headers of theirs."""
    by_year: dict[int | None, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for split in splits:
        by_year[split.year] += [(split.row, record.cells) for record in split.records if record.target is target]
    first = {name: headers[0] for name, source in target.fields.items() if (headers := source.headers)}
    for year, records in by_year.items():
        fields = [c for c in target.of.columns if any(c.name in cells for _, cells in records)]
        contract = Contract(target.of, _header([c.header for c in fields]), _in_year(known, year), sheet)
        rows = [Row(at, tuple(cells.get(column.name, "") for column in fields)) for at, cells in records]
        entries, faults = contract.keep(rows)
        names = {column.header: column.name for column in fields}
        yield entries, [_theirs(fault, first.get(names[fault.column], "")) for fault in faults]


def _header(names: Sequence[str]) -> Header:
    places = {squeeze(name): (at,) for at, name in enumerate(names)}
    return Header(tuple(names), ((),) * len(names), places, 0, 0)


def _in_year(known: Known, year: int | None) -> Known:
    return replace(known, clock=replace(known.clock, assumed=replace(known.clock.assumed, year=year)))


def _theirs(fault: Fault, header: str) -> Fault:
    if header:
        return replace(fault, column=header)
    return replace(fault, column="", reason=f"{fault.column}{fault.reason}")


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The first fault of each cell: several targets may have read it."""
    found: dict[tuple[int, str], Fault] = {}
    for fault in faults:
        found.setdefault((fault.row, fault.column), fault)
    return tuple(found.values())


def _single(taken: Taken, dataset: Dataset) -> Taken:
    """Rows of one file may say the same twice (a case over several rows); where they differ, the later is refused."""
    first: dict[tuple[Any, ...], Entry] = {}
    faults = []
    for entry in taken.entries[dataset.name]:
        before = first.setdefault(dataset.key_of(entry.values), entry)
        if before.values != entry.values and (before.sheet, before.row) != (entry.sheet, entry.row):
            shown = taken.numbers.get((entry.sheet, entry.row), "")
            where = f"工作表“{before.sheet}”" if before.sheet != entry.sheet else ""
            reason = f"与{where}第 {before.row} 行是同一编号，但{_differing(dataset, before, entry)}不同"
            faults.append(Fault(entry.row, "", shown, reason, "请核对编号，或把两行写成一致", entry.sheet))
    taken = taken.without(faults)
    once = {dataset.key_of(entry.values): entry for entry in reversed(taken.entries[dataset.name])}
    return replace(taken, entries=taken.entries | {dataset.name: list(reversed(once.values()))})


def _differing(dataset: Dataset, one: Entry, other: Entry) -> str:
    return "、".join(c.header for c in dataset.columns if one.values.get(c.name) != other.values.get(c.name))


def _padded(entries: list[Entry]) -> list[Entry]:
    """Every entry with the same columns, so that they are written in one statement."""
    columns = dict.fromkeys(name for entry in entries for name in entry.values)
    return [replace(entry, values={name: entry.values.get(name) for name in columns}) for entry in entries]


def _left_over(splits: Iterable[Split]) -> Iterator[str]:
    """Cells that hold something for which there is no place, counted by column."""
    rows: dict[str, list[int]] = defaultdict(list)
    for split in splits:
        for header in split.unused:
            rows[header].append(split.row)
    for header, found in rows.items():
        where = "、".join(map(str, found[:SHOWN])) + (" 等" if len(found) > SHOWN else "")
        name = "".join(header.split())
        yield f"“{name}”有 {len(found)} 格没有读入（第 {where} 行）：同一行没有与它相应的日期或内容。"
