"""The tables of a build as they stand: for each a folder of Parquet, and a view by which the cluster knows it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from zxdata.cluster.pruning import DIVISIONS, PART, PLACE

PARTED_FROM = 64 << 20  # bytes of Parquet
CASE = {"no", PLACE}  # a table of cases has these
_MAKING = "making"


@dataclass(frozen=True)
class Made:
    """A table or view as it stands. files: its folder, none for a view; columns: name → type of Spark."""

    view: str
    columns: Mapping[str, str]
    temp: bool
    files: Path | None


class Folders:
    """Under ``folder``, what the session has made so far. A temporary table hides one of its name that stays."""

    def __init__(self, session: Any, folder: Path) -> None:
        self._session, self._folder = session, folder
        self._made: dict[tuple[str, bool], Made] = {}
        self._in_parts: set[str] = set()
        self._generation = 0

    def __iter__(self) -> Iterator[str]:
        return iter({name for name, _ in self._made})

    def __getitem__(self, name: str) -> Made:
        return self._made.get((name, True)) or self._made[name, False]

    @property
    def schema(self) -> dict[str, dict[str, str]]:
        """Table → column → type of Spark, without what is only needed meanwhile."""
        return {name: dict(made.columns) for (name, temp), made in self._made.items() if made.files and not temp}

    @property
    def parts(self) -> dict[str, str]:
        """Table → the level of the divisions after which its parts are named, of those that are in parts."""
        kept = (name for (name, temp), made in self._made.items() if made.files and not temp)
        return {name: self._level for name in kept if name in self._in_parts}

    def rows(self, name: str) -> Any:
        return self._session.table(self[name].view)

    def write(self, name: str, rows: Any, columns: Mapping[str, str], *, temp: bool) -> None:
        """A table with these rows of the cluster, where there are many cases a folder a province or district."""
        files = self._place(name)
        if not temp and columns.keys() >= CASE and self._parted:
            self._in_parts.add(name)
            self._with_parts(rows).write.partitionBy(PART).parquet(files.absolute().as_uri())
        else:
            rows.write.parquet(files.absolute().as_uri())
        self._keep(name, files, columns, temp=temp)

    def append(self, name: str, rows: Any) -> None:
        made = self[name]
        assert made.files is not None
        rows.write.mode("append").parquet(made.files.absolute().as_uri())
        self._keep(name, made.files, made.columns, temp=made.temp)

    def lay(self, name: str, rows: pa.RecordBatchReader, columns: Mapping[str, str], *, temp: bool) -> None:
        """A table with these rows of Arrow."""
        self._keep(name, self.written(name, rows), columns, temp=temp)

    def show(self, name: str, rows: Any, columns: Mapping[str, str], *, temp: bool) -> None:
        """A view."""
        shown = self._view(name, temp)
        rows.createOrReplaceTempView(shown)
        self._made[name, temp] = Made(shown, columns, temp, None)

    def drop(self, name: str) -> None:
        made = self[name]
        del self._made[name, made.temp]
        self._session.catalog.dropTempView(made.view)

    def written(self, name: str, rows: pa.RecordBatchReader) -> Path:
        """A folder with these rows."""
        files = self._place(name)
        files.mkdir(parents=True)
        with pq.ParquetWriter(files / "part-0.parquet", rows.schema, compression="zstd") as writer:
            for batch in rows:
                writer.write_batch(batch)
        return files

    def finish(self) -> None:
        """Each table under its own name in the folder; what was only needed meanwhile goes."""
        for (name, temp), made in self._made.items():
            if made.files and not temp:
                made.files.rename(self._folder / name)
            self._session.catalog.dropTempView(made.view)
        shutil.rmtree(self._folder / _MAKING, ignore_errors=True)
        self._made.clear()

    def _keep(self, name: str, files: Path, columns: Mapping[str, str], *, temp: bool) -> None:
        written = ", ".join(f"`{column}` {kind}" for column, kind in columns.items())
        shown = self._view(name, temp)
        self._session.read.schema(written).parquet(files.absolute().as_uri()).createOrReplaceTempView(shown)
        self._made[name, temp] = Made(shown, columns, temp, files)

    def _place(self, name: str) -> Path:
        self._generation += 1
        return self._folder / _MAKING / f"{name}.{self._generation}"

    def _view(self, name: str, temp: bool) -> str:
        return f"{self._folder.name.replace('-', '_').replace('.', '_')}__{name}{'__temp' if temp else ''}"

    @cached_property
    def _parted(self) -> bool:
        """Whether there is so much that a folder a province or district is no crowd of small files."""
        return sum(file.stat().st_size for file in (self._folder / _MAKING).rglob("*.parquet")) >= PARTED_FROM

    def _with_parts(self, rows: Any) -> Any:
        """Beside each row the province that its place belongs to now; the district, where all is of one province."""
        return rows.join(self._now.selectExpr(PLACE, f"abs({self._level}) as {PART}").hint("broadcast"), PLACE, "left")

    @cached_property
    def _level(self) -> str:
        return "province" if self._now.select("province").distinct().count() > 1 else "district"

    @property
    def _now(self) -> Any:
        return self.rows(DIVISIONS).where(f"epoch = (select max(epoch) from {self[DIVISIONS].view})")
