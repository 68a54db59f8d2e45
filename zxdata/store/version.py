"""One opened version of the snapshot, and what every question to it needs."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import ProgrammingError

from zxdata.regions import Regions
from zxdata.rules.book import Rules, rules_of
from zxdata.rules.calendar import Day, WorkCalendar
from zxdata.snapshot import facts
from zxdata.snapshot.shape import shaped
from zxdata.store.answers import Answers
from zxdata.store.engines import on_cluster, on_file
from zxdata.store.materialised import Materialised
from zxdata.store.tallies import Tallies

if TYPE_CHECKING:
    from zxdata.cluster.tables import ClusterTables


@dataclass(eq=False)
class Version:
    """What is read once and then kept; an engine on the file, and tables in memory beside it.

    asked: where questions go: the cluster's ``tables``, or the file itself; stamp: inode, size and time of the file when it was
    opened; damaged: a question has met a fault of the file.
    """

    path: Path
    engine: Engine
    asked: Engine
    stamp: tuple[int, int, int]
    tables: "ClusterTables | None" = None
    readers: int = 0
    damaged: bool = False
    materialised: Materialised = field(default_factory=Materialised)
    tallies: Tallies = field(default_factory=Tallies)
    answers: Answers = field(default_factory=Answers)

    @classmethod
    def opened(cls, path: Path, tables: "ClusterTables | None" = None) -> "Version":
        engine = on_file(path)
        return cls(path, engine, on_cluster(tables) if tables else engine, _stamp(path), tables)

    def close(self) -> None:
        self.engine.dispose()
        self.asked.dispose()

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def sound(self) -> bool:
        """Whether its file is as it was when it was opened, and no question to it has met a fault of the file."""
        try:
            return not self.damaged and _stamp(self.path) == self.stamp
        except OSError:
            return False

    @cached_property
    def foreign(self) -> bool:
        """Whether another program made it, whose tables and words may be others than those that questions name."""
        try:
            with self.engine.connect() as connection:
                stands_for = str(connection.execute(select(facts.about.c.stands_for)).scalar_one())
                return not shaped(stands_for, on_cluster=self.tables is not None)
        except ProgrammingError:  # not even that it says
            return True

    def _all(self, table: Any) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    @cached_property
    def regions(self) -> Regions:
        aliases = {row["alias"]: row["code"] for row in self._all(facts.alias)}
        return Regions.from_rows(self._all(facts.region), aliases)

    @cached_property
    def unit_numbers(self) -> dict[str, str]:
        """Unit as metrics name it → its number."""
        return {row["name"]: row["no"] for row in self._all(facts.unit_named)}

    @cached_property
    def units(self) -> dict[str, str]:
        """Number, or name that one unit alone bears → the unit as metrics name it."""
        rows = self._all(facts.unit_named)
        borne = Counter(row["plain"] for row in rows)
        names = {row["plain"]: row["name"] for row in rows if borne[row["plain"]] == 1}
        return {row["no"]: row["name"] for row in rows} | names | {row["name"]: row["name"] for row in rows}

    @cached_property
    def about(self) -> dict[str, Any]:
        """Its name as ``version``, what it stands for, when it was built, whether it holds demonstration data."""
        return self._all(facts.about)[0] | {"version": self.name}

    @cached_property
    def rules(self) -> Rules:
        """The rules that it was made under, and under which it is asked."""
        return rules_of(self.about["rules"])

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Dimension → the words of its dictionary that are in use, in their order as text."""
        typed = text("SELECT type_name, labels FROM duckdb_types() WHERE labels IS NOT NULL")
        with self.engine.connect() as connection:
            found = connection.execute(typed).all()
        return {name: tuple(sorted(word for word in words if word)) for name, words in found}

    @cached_property
    def heights(self) -> dict[str, int]:
        """Table → its rows, as the file itself says."""
        sized = text("SELECT table_name, estimated_size FROM duckdb_tables() WHERE database_name = 'snapshot'")
        with self.engine.connect() as connection:
            return {name: rows for name, rows in connection.execute(sized)}

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working calendar as this version knows it; what was guessed then is guessed again."""
        known = select(facts.workday.c.day, facts.workday.c.is_work).where(~facts.workday.c.guessed)
        with self.engine.connect() as connection:
            # The driver's own rows: to make SQLAlchemy's of nine thousand days takes longer than all else here.
            return WorkCalendar(dict(connection.execute(known).cursor.fetchall()))

    def on(self, day: date) -> Day:
        """The working calendar's entry for ``day``."""
        return self.calendar.on(day)


def _stamp(path: Path) -> tuple[int, int, int]:
    now = path.stat()
    return now.st_ino, now.st_size, now.st_mtime_ns
