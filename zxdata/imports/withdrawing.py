"""Taking an import back: what stood before is put back row by row, in one transaction.

A row that something else changed since stays. Where a later import changed it, that import now says of the row what
stood before this one, so that taking back both, in whatever order, leaves the row as if neither had been. A row that
cannot go yet, because others refer to it, or cannot return, because what it refers to is gone, waits and is tried again
with every later withdrawal.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import WrongUse
from zxdata.imports import images
from zxdata.imports.images import image, same
from zxdata.imports.journal import Import, one_import
from zxdata.imports.references import lacking, referred
from zxdata.ledger.engine import writing
from zxdata.ledger.keyed import batches, by_key, hold, primary
from zxdata.ledger.tables import TABLES, import_rows, imports

SECONDS = 300
BACK, LATER, CHANGED, REFERRED, ORPHANED = "put_back", "later", "changed", "referred", "orphaned"
WAITING = (REFERRED, ORPHANED)
t = import_rows.c
ENTRY = (t.import_no, t.position, t.row_key, t.before, t.after)


@dataclass(frozen=True)
class Stayed:
    """A row that was not put back: its dataset, its number in words, and why."""

    dataset: str
    row: str
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """What taking an import back did: ``removed`` new rows, ``restored`` changed ones, those that ``stayed``, and
    ``released``: rows of earlier withdrawals that could now follow."""

    number: int
    file: str
    removed: int
    restored: int
    released: int
    stayed: tuple[Stayed, ...]
    dry_run: bool

    @property
    def summary(self) -> str:
        """One sentence for a person."""
        did = "试撤回" if self.dry_run else "撤回"
        said = f"{did}第 {self.number} 次导入“{self.file}”：移除新增 {self.removed:,} 行，恢复原值 {self.restored:,} 行"
        stayed = f"，{len(self.stayed):,} 行保留" if self.stayed else ""
        released = f"；此前撤回时保留的 {self.released:,} 行也已复原" if self.released else ""
        return f"{said}{stayed}{released}。"


@dataclass(frozen=True)
class Entry:
    """One row of one import as the journal has it."""

    import_no: int
    position: int
    row_key: str
    before: str | None
    after: str | None

    @property
    def at(self) -> tuple[int, int]:
        return self.import_no, self.position


class _Rehearsed(Exception):
    """Ends a rehearsal: everything is rolled back."""


def withdraw(engine: Engine, number: int, *, by: str = "", dry_run: bool = False) -> Withdrawal:
    """Put back what stood before import ``number``; with ``dry_run`` say what that would do.

    Raises WrongUse where there is no such import or it was withdrawn before, LedgerUnavailable; then nothing is done.
    """
    try:
        with writing(engine, SECONDS) as connection:
            found = one_import(connection, number)
            if found.withdrawn_at:
                raise WrongUse(f"第 {number} 次导入“{found.file}”已在 {found.withdrawn_at:%Y-%m-%d %H:%M} 撤回。")
            done = _Withdrawing(connection, found).run(dry_run)
            stamp = {"withdrawn_at": datetime.now(timezone.utc), "withdrawn_by": by or None}
            connection.execute(sa.update(imports).where(imports.c.number == number).values(stamp))
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        pass
    return done


class _Withdrawing:
    """One withdrawal in its transaction; ``reasons`` collects why a row stayed."""

    def __init__(self, connection: Connection, found: Import) -> None:
        self.connection, self.found = connection, found
        self.reasons: dict[tuple[int, int], str] = {}
        self.settled: list[tuple[int, bool]] = []  # of rows put back: their import, whether they had been new

    def run(self, dry_run: bool) -> Withdrawal:
        number = self.found.number
        waiting = sa.select(t.dataset).where(t.outcome.in_(WAITING)).distinct()
        named = {*self.found.datasets, *self.connection.scalars(waiting)}
        hold(self.connection, (BY_NAME[name] for name in named if name in BY_NAME))
        self.connection.execute(sa.update(import_rows).where(t.import_no == number).values(outcome=REFERRED))
        while self._pass():
            pass
        new = [was_new for of, was_new in self.settled if of == number]
        return Withdrawal(
            number=number,
            file=self.found.file,
            removed=sum(new),
            restored=len(new) - sum(new),
            released=len(self.settled) - len(new),
            stayed=tuple(self._stayed()),
            dry_run=dry_run,
        )

    def _pass(self) -> bool:
        """One attempt at every row that waits: first what is to go, children before parents, then what returns.
        True where any was settled."""
        counts = [self._attempt(d, t.before.is_(None)) for d in reversed(DATASETS)]
        counts += [self._attempt(d, t.before.is_not(None)) for d in DATASETS]
        return sum(counts) > 0

    def _attempt(self, dataset: Dataset, which: sa.ColumnElement[bool]) -> int:
        waits = sa.select(*ENTRY).where(t.outcome.in_(WAITING), t.dataset == dataset.name, which)
        oldest: dict[str, Entry] = {}  # of each row; a later change of it waits for this one
        for row in self.connection.execute(waits.order_by(t.import_no, t.position)):
            oldest.setdefault(row.row_key, Entry(*row))
        return sum(self._settle(dataset, some) for some in batches(oldest.values()))

    def _settle(self, dataset: Dataset, entries: list[Entry]) -> int:
        later = self._later(dataset, entries)
        held = by_key(self.connection, dataset, [images.key_values(dataset, entry.row_key) for entry in entries])
        now = {images.key(dataset, row): row for row in held.values()}
        outcomes: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            stands = image(dataset, now.get(entry.row_key))
            if after := later.get(entry.row_key):
                spliced = same(after.before, entry.after)
                if spliced:
                    self._say_of(after, entry.before)
                outcomes[LATER if spliced else CHANGED].append(entry)
                self.reasons[entry.at] = f"第 {after.import_no} 次导入又改过这一行"
            elif same(stands, entry.before):
                outcomes[BACK].append(entry)
            elif not same(stands, entry.after):
                outcomes[CHANGED].append(entry)
                self.reasons[entry.at] = "导入后在别处改过" if stands else "导入后在别处删去"
            else:
                outcomes["to do"].append(entry)
        gone, back = self._put_back(dataset, outcomes.pop("to do", []), now)
        outcomes[BACK] += gone + back
        for outcome, those in outcomes.items():
            self._mark(those, outcome)
        self.settled += [(entry.import_no, entry.before is None) for entry in outcomes[BACK]]
        return sum(map(len, outcomes.values()))

    def _later(self, dataset: Dataset, entries: Sequence[Entry]) -> dict[str, Entry]:
        """The next change of each row by an import that still stands or waits."""
        first = {entry.row_key: entry.at for entry in entries}
        asked = (
            sa.select(*ENTRY)
            .where(t.dataset == dataset.name, t.row_key.in_(first))
            .where(t.outcome.is_(None) | t.outcome.in_(WAITING))
            .order_by(t.import_no.desc(), t.position.desc())
        )
        found = (Entry(*row) for row in self.connection.execute(asked))
        return {entry.row_key: entry for entry in found if entry.at > first[entry.row_key]}

    def _say_of(self, later: Entry, before: str | None) -> None:
        here = (t.import_no == later.import_no) & (t.position == later.position)
        self.connection.execute(sa.update(import_rows).where(here).values(before=before))

    def _put_back(
        self, dataset: Dataset, entries: Sequence[Entry], now: dict[str, RowMapping]
    ) -> tuple[list[Entry], list[Entry]]:
        """Rows taken out, and rows as they were before; what cannot be yet is left waiting with its reason."""
        table = TABLES[dataset.name]
        bound = referred(self.connection, dataset, [now[e.row_key] for e in entries if e.before is None])
        gone = [e for e in entries if e.before is None and e.row_key not in bound]
        self.reasons |= {e.at: bound[e.row_key] for e in entries if e.row_key in bound}
        here = sa.and_(*(column == sa.bindparam(f"where_{column.name}") for column in table.primary_key))
        if gone:
            self.connection.execute(table.delete().where(here), [_where(dataset, now[e.row_key]) for e in gone])
        rows = [(e, images.row(dataset, e.before)) for e in entries if e.before is not None]
        gone_since = lacking(self.connection, dataset, [row for _, row in rows])
        back, changed, fresh = [], [], []
        for entry, row in rows:
            if reason := next((gone_since[c, row[c]] for c in row if (c, row[c]) in gone_since), ""):
                self._mark([entry], ORPHANED)
                self.reasons[entry.at] = reason
                continue
            back.append(entry)
            if entry.row_key in now:
                changed.append(row | _where(dataset, now[entry.row_key]))
            else:
                fresh.append(row)
        if changed:
            self.connection.execute(table.update().where(here), changed)
        if fresh:
            self.connection.execute(table.insert(), fresh)
        return gone, back

    def _mark(self, entries: Sequence[Entry], outcome: str) -> None:
        if not entries:
            return
        here = (t.import_no == sa.bindparam("of")) & (t.position == sa.bindparam("at"))
        statement = sa.update(import_rows).where(here).values(outcome=outcome)
        self.connection.execute(statement, [{"of": e.import_no, "at": e.position} for e in entries])

    def _stayed(self) -> Iterator[Stayed]:
        asked = sa.select(t.position, t.dataset, t.row_key).where(t.import_no == self.found.number, t.outcome != BACK)
        for row in self.connection.execute(asked.order_by(t.position)):
            shown = "、".join(str(part) for part in orjson.loads(row.row_key) if part != "")
            yield Stayed(row.dataset, shown, self.reasons[self.found.number, row.position])


def _at(entry: Entry) -> tuple[int, int]:
    return entry.import_no, entry.position


def _where(dataset: Dataset, row: RowMapping) -> dict[str, Any]:
    return {f"where_{name}": value for name, value in primary(dataset, row).items()}
