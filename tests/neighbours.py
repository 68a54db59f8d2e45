"""Two ledgers that are alike inside one district and have nothing in common outside it.

Cut out of the demonstration: both hold everything of ``OWN``; one also what lies in a neighbour, in the city as such or
nowhere, the other what lies in a second neighbour. Whoever may see ``OWN`` alone cannot tell one from the other.
"""

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.demonstration import TODAY, _kept, demonstration
from tests.ledger_rows import put
from tests.odd_rows import MOVED, NEIGHBOUR, ODD
from tests.reference.tables import Row, Tables, read_tables
from tests.sharing import shared_folder
from zxdata.configuration import Settings, load_settings
from zxdata.datasets import DATASETS
from zxdata.ledger import connect, upgrade
from zxdata.snapshot.build import refresh
from zxdata.store import Store

OWN, STRANGER = "500107", "500111"
OWN_TOWN = "500107001"
SUBJECTS = {
    "提案": "proposals",
    "监督": "supervisions",
    "协商": "consultations",
    "建议": "suggestions",
    "成果": "outputs",
    "议题": "topics",
    "民情": "voices",
    "信息": "bulletins",
}
KEY = {dataset.name: dataset.key[0] for dataset in DATASETS}
SHARED = ("calendar", "reported_figures")  # what all may see
Places = frozenset[str]

ELSEWHERE: Places = frozenset({"elsewhere"})
SILENT = re.compile(r"(?s)(?<=\[published\]\n)metrics = \[.*?\]")  # in rules that publish nothing of any district


@dataclass(frozen=True)
class Installation:
    """A ledger, its published snapshot, and the folder with both (``ledger.db``, ``snapshot``)."""

    folder: Path
    settings: Settings
    ledger: Engine
    store: Store


@cache
def neighbours() -> tuple[Installation, Installation]:
    """The ledger with one neighbour, and the ledger with the other."""
    with shared_folder("neighbours") as (folder, filled):
        rows = (None, None) if filled else _rows()
        one, other = (_published(folder / str(n), each) for n, each in enumerate(rows))
    return one, other


def _rows() -> tuple[Tables, Tables]:
    tables = {
        name: [{n: v for n, v in row.items() if n not in ("id", "source", "changed_at")} for row in rows]
        for name, rows in read_tables(demonstration().ledger).items()
        if name in KEY
    }
    held = {row["consultation_no"]: row["region"] for row in tables["consultations"]}
    for row, place in zip(tables["plans"], cycle((OWN, NEIGHBOUR, STRANGER, None)), strict=False):
        row["region"] = held.get(row["done_no"], place)  # all are the city's there
    places = _Places(tables)
    with_neighbour = places.cut(NEIGHBOUR, nowhere=True)
    for name, rows in ODD.items():
        with_neighbour[name] += rows
    for dataset, no in (("regions", "code"), ("workstations", "region")):
        with_neighbour[dataset] = [row | MOVED[dataset].get(row[no], {}) for row in with_neighbour[dataset]]
    return with_neighbour, places.cut(STRANGER, nowhere=False)


def _published(folder: Path, rows: Tables | None) -> Installation:
    """rows: None where the ledger is there already."""
    folder.mkdir(exist_ok=True)
    rules = folder / "rules.toml"
    if rows is not None:
        rules.write_text(SILENT.sub("metrics = []", load_settings().rules.read_text("utf-8")), "utf-8")
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=TODAY, rules=rules
    )
    ledger = connect(settings.database_url)
    if rows is not None:
        upgrade(ledger)
        put(ledger, **rows)
        refresh(ledger, settings)
    return Installation(folder, settings, ledger, _kept.enter_context(closing(Store(settings.snapshot_dir))))


class _Places:
    """In which districts each row of a ledger lies: none for what lies above them or nowhere."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.regions = {row["code"]: row for row in tables["regions"]}
        self.rows = {name: {row[KEY[name]]: row for row in rows} for name, rows in tables.items()}
        cases = {name: rows for name, rows in tables.items() if name not in SHARED}
        self.used = frozenset(
            row["unit"] for name, rows in cases.items() for row in rows if row.get("unit") and OWN in self.of(name, row)
        )

    def district(self, code: str | None) -> Places:
        while code and self.regions[code]["level"] != "区县":
            code = self.regions[code]["parent_code"]
        return frozenset({code} if code else ())

    def of(self, dataset: str, row: Row) -> Places:
        """What a member of one district did in another is of neither ledger: nobody's numbers hang on it."""
        case = self._of_case(dataset, row)
        if not row.get("member_no") or dataset in ("members", "workstation_members"):
            return case
        own = self._parent("members", row["member_no"])
        return case if case == own else case & own or ELSEWHERE

    def _of_case(self, dataset: str, row: Row) -> Places:
        if dataset == "units" and row["unit_no"] in self.used:
            return frozenset({OWN})
        if dataset == "consultations":
            return self._all([row["region"], *(row["partner_regions"] or "").split("、")])
        if dataset == "programmes":  # one of the whole city is there wherever something was done for it
            own = (r["region"] for r in self.tables["programme_records"] if r["programme_no"] == row["programme_no"])
            return self._all({row["region"], *own})
        if "region" in row:
            return self.district(row["region"])
        if dataset == "workstation_members":
            return self._parent("workstations", row["station_no"]) & self._parent("members", row["member_no"])
        if dataset == "duties" and row["origin"] not in SUBJECTS:
            held = self.rows["activities"].get(row["origin_no"]) if row["origin"] == "活动" else None
            return self.of("activities", held) if held else self._parent("members", row["member_no"])
        if dataset == "relations":
            known = (e for e in (row["from_no"], row["to_no"]) if e in self.regions or e in self.rows["members"])
            ends = [self.district(e) if e in self.regions else self._parent("members", e) for e in known]
            both = ends[0].intersection(*ends[1:]) if ends else frozenset()
            return both if all(both == each for each in ends) else ELSEWHERE
        for name, key in (("origin", "origin_no"), ("subject", "subject_no"), ("from_kind", "from_no")):
            if key in row:
                return self._parent(SUBJECTS[row[name]], row[key])
        for parent in (
            "proposals",
            "supervisions",
            "consultations",
            "suggestions",
            "workstations",
            "members",
            "topics",
            "voices",
            "bulletins",
            "checklists",
            "checklist_items",
            "programmes",
        ):
            if KEY[parent] in row:
                return self._parent(parent, row[KEY[parent]])
        return frozenset()

    def cut(self, other: str, nowhere: bool) -> Tables:
        """What lies in ``OWN`` or in ``other``; with ``nowhere`` also what lies in no district."""
        found: dict[str, list[Row]] = {}
        for dataset in DATASETS:
            kept = self._kept(dataset.name, other, nowhere)
            for column in dataset.columns:
                parent = column.ref or {"unit": "units", "region": "regions"}.get(column.kind)
                if parent and dataset.name != "regions":
                    kept = _whole(kept, column.name, {row[KEY[parent]] for row in found[parent]}, column.required)
            found[dataset.name] = kept
        return found

    def _kept(self, dataset: str, other: str, nowhere: bool) -> list[Row]:
        rows = self.tables[dataset]
        if dataset in SHARED:
            return rows
        if dataset == "regions":
            above = ("省", "市", "区县")
            return [r for r in rows if r["level"] in above or self.district(r["code"]) & {OWN, other}]
        return [r for r in rows if (of := self.of(dataset, r)) & {OWN, other} or (nowhere and not of)]

    def _parent(self, dataset: str, key: Any) -> Places:
        row = self.rows[dataset].get(key)
        return self.of(dataset, row) if row else frozenset()

    def _all(self, codes: Iterable[str]) -> Places:
        return frozenset().union(*(self.district(code) for code in codes if code))


def _whole(rows: list[Row], column: str, there: set[Any], required: bool) -> list[Row]:
    """Rows that point at nothing that is gone: what need not be said is left out, else the row is."""
    if required:
        return [row for row in rows if row[column] in there]
    return [row | {column: None} if row[column] not in there else row for row in rows]
