"""The list of imports, and what each of them changed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from zxdata.errors import WrongUse
from zxdata.imports.images import Change
from zxdata.ledger.bulk import insert_all
from zxdata.ledger.engine import ASKED_SECONDS, reading
from zxdata.ledger.tables import import_rows, imports


@dataclass(frozen=True)
class Counts:
    """Rows of a file by what became of them; ``removed`` are rows of the ledger that the file took out."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Import:
    """One import: its number, the file and its SHA-256, the datasets, who and when, its rows; when and by whom it was
    withdrawn, if it was."""

    number: int
    file: str
    sha256: str
    datasets: tuple[str, ...]
    imported_by: str
    imported_at: datetime
    rows: Counts
    withdrawn_by: str
    withdrawn_at: datetime | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values; the counts stand beside the rest."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "rows"}
        return plain | {"datasets": list(self.datasets)} | asdict(self.rows)


def record(
    connection: Connection,
    *,
    file: str,
    sha256: str,
    datasets: Iterable[str],
    by: str,
    rows: Counts,
    changes: Iterable[Change],
) -> int:
    """Keep an import in the transaction that wrote its ``changes``; its number."""
    record = {"file": file, "sha256": sha256, "datasets": "、".join(datasets), "imported_by": by or None}
    number = connection.execute(sa.insert(imports).values(**record, **asdict(rows))).inserted_primary_key
    assert number is not None
    lines = (
        {
            "import_no": number[0],
            "position": position,
            "dataset": one.dataset,
            "row_key": one.key,
            "before": one.before,
            "after": one.after,
        }
        for position, one in enumerate(changes, 1)
    )
    insert_all(connection, import_rows, lines)
    return int(number[0])


def digest(path: Path) -> str:
    """The SHA-256 by which a file is known again."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def list_imports(engine: Engine) -> tuple[Import, ...]:
    """Every import, the newest first. Raises LedgerUnavailable."""
    with reading(engine, ASKED_SECONDS) as connection:
        rows = connection.execute(sa.select(imports).order_by(imports.c.number.desc())).mappings().all()
    return tuple(_import(row) for row in rows)


def one_import(connection: Connection, number: int) -> Import:
    """Import ``number``. Raises WrongUse where there is none."""
    found = connection.execute(sa.select(imports).where(imports.c.number == number)).mappings().first()
    if found is None:
        last = connection.scalar(sa.select(sa.func.max(imports.c.number)))
        known = f"最近一次是第 {last} 次" if last else "还没有导入过"
        raise WrongUse(f"没有第 {number} 次导入；{known}，python -m zxdata imports 列出全部。")
    return _import(found)


def changes(engine: Engine, number: int, most: int) -> tuple[tuple[Change, str], ...]:
    """What import ``number`` changed, in the order of its file, at most ``most`` rows; beside each what became of it
    when the import was withdrawn (empty: not withdrawn). Raises WrongUse, LedgerUnavailable."""
    t = import_rows
    columns = (t.c.dataset, t.c.row_key, t.c.before, t.c.after, t.c.outcome)
    with reading(engine, ASKED_SECONDS) as connection:
        one_import(connection, number)
        found = connection.execute(
            sa.select(*columns).where(t.c.import_no == number).order_by(t.c.position).limit(most)
        ).all()
    return tuple((Change(*row[:4]), row[4] or "") for row in found)


def _import(row: Any) -> Import:
    return Import(
        number=row["number"],
        file=row["file"],
        sha256=row["sha256"],
        datasets=tuple(row["datasets"].split("、")),
        imported_by=row["imported_by"] or "",
        imported_at=row["imported_at"],
        rows=Counts(**{name: row[name] for name in Counts.__dataclass_fields__}),
        withdrawn_by=row["withdrawn_by"] or "",
        withdrawn_at=row["withdrawn_at"],
    )
