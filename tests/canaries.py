"""A ledger in which every text tells whose it is: what a reader may not see gives itself away by its mark.

Cut out of the demonstration: some cases of three districts, of the city as such and of nowhere. Every column of text, every
number of a case and every other word from an open dictionary ends in the mark of its district.
"""

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Any
from zlib import crc32

from tests.demonstration import TODAY, _kept, demonstration
from tests.ledger_rows import put
from tests.neighbours import KEY, OWN, SHARED, STRANGER, SUBJECTS, Installation, Places, _Places, _whole
from tests.odd_rows import NEIGHBOUR
from tests.reference.tables import Row, Tables, read_tables
from tests.sharing import shared_folder
from zxdata.configuration import load_settings
from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.datasets.model import Column
from zxdata.ledger import connect, upgrade
from zxdata.snapshot.build import refresh
from zxdata.store import Store

MARKS = {OWN: "密甲", NEIGHBOUR: "密乙", STRANGER: "密丙", "": "密市"}
PERSONAL = "密私"  # in every column that is personal, besides
DISTRICTS = frozenset((OWN, NEIGHBOUR, STRANGER))
MOST = 24  # cases of a dataset and district
CASES = ("proposals", "supervisions", "consultations", "workstations", "members", "topics", "outputs", "plans", "units")
# The column that says of which dataset the number beside it is.
NUMBERED = {
    "origin_no": "origin",
    "subject_no": "subject",
    "from_no": "from_kind",
    "to_no": "to_kind",
    "done_no": "kind",
}


def foreign(text: str, district: str, personal: bool = False) -> list[str]:
    """The marks in a text that the reader of one district, with or without the right to what is personal, may not see."""
    marks = [*(mark for code, mark in MARKS.items() if code != district), *([] if personal else [PERSONAL])]
    return [mark for mark in marks if mark in text]


@cache
def canaries() -> Installation:
    with shared_folder("canaries") as (folder, filled):
        settings = load_settings(
            database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=TODAY
        )
        ledger = connect(settings.database_url)
        if not filled:
            upgrade(ledger)
            put(ledger, **_Marking().marked)
            refresh(ledger, settings)
    return Installation(folder, settings, ledger, _kept.enter_context(closing(Store(settings.snapshot_dir))))


class _Marking:
    """The rows of the demonstration that are kept, each with the mark of where it lies."""

    def __init__(self) -> None:
        self.tables: Tables = {
            name: [{n: v for n, v in row.items() if n not in ("id", "source", "changed_at")} for row in rows]
            for name, rows in read_tables(demonstration().ledger).items()
            if name in KEY
        }
        self.places = _Places(self.tables)
        self.users: dict[str, set[str]] = {}
        for name, rows in self.tables.items():
            for row in rows if name not in SHARED else ():
                if row.get("unit"):
                    self.users.setdefault(row["unit"], set()).update(self.places.of(name, row) or {""})

    @property
    def marked(self) -> Tables:
        kept = self._kept()
        number = {
            (name, row[KEY[name]]): f"{row[KEY[name]]}{self._mark(name, row)}"
            for name, rows in kept.items()
            if name not in (*SHARED, "regions") and len(BY_NAME[name].key) == 1
            for row in rows
        }
        return {name: [self._row(BY_NAME[name], row, number) for row in rows] for name, rows in kept.items()}

    def _kept(self) -> Tables:
        found: Tables = {}
        for dataset in DATASETS:
            rows = [row for row in self.tables[dataset.name] if self._wanted(dataset.name, row)]
            if dataset.name in CASES:
                each: dict[Places, list[Row]] = {}
                for row in rows:
                    each.setdefault(self._of(dataset.name, row), []).append(row)
                rows = [row for of in each.values() for row in of[:: max(1, len(of) // MOST)]]
            for column in dataset.columns:
                parent = column.ref or {"unit": "units", "region": "regions"}.get(column.kind)
                if parent and dataset.name != "regions":
                    there = {row[KEY[parent]] for row in found[parent]}
                    rows = _whole(rows, column.name, there, column.required or column.name in dataset.key)
            for name, says in NUMBERED.items():
                if {name, says} <= {c.name for c in dataset.columns} and dataset.name != "plans":
                    rows = [
                        r for r in rows if (of := SUBJECTS.get(r[says])) not in found or self._there(found, of, r[name])
                    ]
            found[dataset.name] = rows
        return found

    @staticmethod
    def _there(found: Tables, dataset: str | None, no: str) -> bool:
        return dataset is None or any(row[KEY[dataset]] == no for row in found[dataset])

    def _wanted(self, name: str, row: Row) -> bool:
        if name in SHARED:
            return True
        if name == "regions":
            return row["level"] in ("省", "市", "区县") or bool(self.places.district(row["code"]) & DISTRICTS)
        places = self._of(name, row)
        return not places or bool(places & DISTRICTS)

    def _of(self, name: str, row: Row) -> Places:
        if name == "units":
            return frozenset(self.users.get(row["unit_no"], ())) - {""}
        if name == "programmes":  # those who record for it know what it is called
            told = (r for r in self.tables["programme_records"] if r["programme_no"] == row["programme_no"])
            return self.places.of(name, row).union(*(self.places.of("programme_records", each) for each in told))
        return self.places.of(name, row)

    def _mark(self, name: str, row: Row) -> str:
        """Of the one district that a row lies in, of the city where it lies in none; what several share has none."""
        places = self._of(name, row) & DISTRICTS
        return "" if len(places) > 1 else MARKS[next(iter(places), "")]

    def _row(self, dataset: Dataset, row: Row, number: Mapping[tuple[str, Any], str]) -> Row:
        if dataset.name in (*SHARED, "regions"):
            return row
        mark, told = self._mark(dataset.name, row), dict(row)
        for column in dataset.columns:
            told[column.name] = self._cell(dataset, column, row, mark, number)
        return told

    def _cell(
        self, dataset: Dataset, column: Column, row: Row, mark: str, number: Mapping[tuple[str, Any], str]
    ) -> object:
        value, name = row.get(column.name), column.name
        if (dataset.name, value) in number and dataset.key == (name,):
            return number[dataset.name, value]
        parent = column.ref or ("units" if column.kind == "unit" else "")
        if name in NUMBERED:
            says = NUMBERED[name]
            parent = (
                "consultations"
                if dataset.name == "plans"
                else SUBJECTS.get(row[says], "")
                if says in row
                else "members"
            )
            return number.get((parent, value), value)
        if parent:
            return number.get((parent, value), value)
        if column.personal and column.kind in ("text", "choice"):
            return f"{value or ''}{mark}{PERSONAL}"
        if column.kind == "text":
            return "、".join(f"{part}{mark}" for part in (value or "").split("、"))
        if column.kind == "choice" and crc32(repr((name, *row.values())).encode()) % 3 == 0:
            return f"{value or ''}{mark}"
        return value
