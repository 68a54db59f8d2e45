"""The ledger's rows as the cluster reads them: of PostgreSQL in parts, all at one moment, and what districts deliver as Parquet.

Everything crosses as text, as it does where one machine reads, and is typed by the same statements.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from zxdata.datasets import Dataset
from zxdata.snapshot.moment import Moment, Present, Source, names

_A_PART = 64 << 20  # bytes of a table that one task reads
_MOST_PARTS = 256
_ROWS_A_FETCH = "16384"


@dataclass(frozen=True)
class Parts:
    """A PostgreSQL ledger as workers read it, each a part of a table, by its pages.

    ledger: the moment that all of them see, as long as it is open: its snapshot is exported to their transactions.
    """

    session: Any
    address: URL
    zone: str
    ledger: Moment

    def rows(self, dataset: Dataset, present: Present = None, where: str = "") -> Any:
        columns = ", ".join(f'cast("{name}" as text) as "{name}"' for name in names(dataset))
        parts = [
            self.session.read.jdbc(
                self._place, f"(select {columns} from {dataset.name} {pages}) as part", properties=self._how
            )
            for pages in self._pages(dataset.name)
        ]
        return reduce(lambda one, other: one.union(other), parts)

    def empty(self, datasets: Collection[str]) -> frozenset[str]:
        return self.ledger.empty(datasets)

    def _pages(self, table: str) -> list[str]:
        """A condition a part; together they hold every row once."""
        asked = {"n": f"pg_relation_size('{table}')", "page": "current_setting('block_size')"}
        found = self.ledger.told(asked, "")[0]
        size, page = int(found["n"] or 0), int(found["page"] or 8192)
        count = min(max(1, size // _A_PART), _MOST_PARTS)
        cuts = [size // page * n // count for n in range(1, count)]
        lows = [None, *cuts]
        return [_between(low, high) for low, high in zip(lows, [*cuts, None], strict=True)]

    @property
    def _place(self) -> str:
        return f"jdbc:postgresql://{self.address.host}:{self.address.port or 5432}/{self.address.database}"

    @property
    def _how(self) -> dict[str, str]:
        exported = self.ledger.told({"name": "pg_export_snapshot()"}, "")[0]["name"]
        begun = (
            "set transaction isolation level repeatable read read only;"
            f" set transaction snapshot '{exported}'; set local timezone = '{self.zone}'"
        )
        account = {"user": self.address.username or "", "password": self.address.password or ""}
        return account | {"driver": "org.postgresql.Driver", "fetchsize": _ROWS_A_FETCH, "sessionInitStatement": begun}


def _between(low: int | None, high: int | None) -> str:
    ends = [f"ctid >= '({low},0)'::tid"] * (low is not None) + [f"ctid < '({high},0)'::tid"] * (high is not None)
    return f"where {' and '.join(ends)}" if ends else ""


@dataclass(frozen=True)
class Delivered:
    """A ledger's rows, and beside them those that districts deliver: ``folder/<dataset>/…/*.parquet``, columns by name."""

    session: Any
    folder: Path
    ledger: Source
    keep: Any

    def rows(self, dataset: Dataset, present: Present = None, where: str = "") -> Any:
        own = self.keep(self.ledger.rows(dataset, present, where))
        place = self.folder / dataset.name
        if not _delivers(place):
            return own
        read = self.session.read.option("recursiveFileLookup", "true").option("mergeSchema", "true")
        found = read.parquet(place.absolute().as_uri())
        there = set(found.columns)
        shown = (
            f"cast(`{n}` as string) as `{n}`" if n in there else f"cast(null as string) as `{n}`"
            for n in names(dataset)
        )
        return own.unionByName(found.selectExpr(*shown))

    def empty(self, datasets: Collection[str]) -> frozenset[str]:
        return frozenset(name for name in self.ledger.empty(datasets) if not _delivers(self.folder / name))


def _delivers(place: Path) -> bool:
    return any(place.rglob("*.parquet"))
