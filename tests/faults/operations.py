"""What must be whole or not done at all, whenever it is broken off: how it is begun, done, and looked at afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.ledger_rows import proposal, put, settings_for
from zxdata.imports.withdrawing import withdraw
from zxdata.intake import import_file
from zxdata.ledger import TABLES, connect, reading, upgrade
from zxdata.ledger.tables import imports
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh

HEAD = "提案号,标题,提交日期"
OLD, NEW = 20, 60  # proposals before, and those that the file brings besides


@dataclass(frozen=True)
class Operation:
    """prepare: the state before; run: what is broken off; state: what an onlooker sees, one of ``whole`` at any time, the
    last of them once it is done."""

    prepare: Callable[[Engine, Path], None]
    run: Callable[[Engine, Path], object]
    state: Callable[[Engine, Path], object]
    whole: tuple[object, ...]
    bare: bool = False


def _file(folder: Path, first: int, last: int, title: str = "题") -> Path:
    path = folder / "提案.csv"
    path.write_text("\n".join([HEAD, *(f"{n},{title}{n},2025-01-01" for n in range(first, last))]), encoding="utf-8")
    return path


def _imported(engine: Engine, folder: Path) -> None:
    import_file(engine, folder / "提案.csv", settings_for(engine, folder))


def _proposals(engine: Engine, folder: Path) -> object:
    """Rows, those of the old title, imports that stand and have brought something."""
    table = TABLES["proposals"]
    with reading(engine) as connection:
        titles = connection.scalars(sa.select(table.c.title)).all()
        brought = imports.c.new + imports.c.changed > 0
        standing = connection.scalar(
            sa.select(sa.func.count()).select_from(imports).where(imports.c.withdrawn_at.is_(None), brought)
        )
    return len(titles), sum(title.startswith("旧") for title in titles), standing


def _two_files(engine: Engine, folder: Path) -> None:
    _file(folder, 0, OLD, "旧")
    _imported(engine, folder)
    _file(folder, OLD // 2, OLD // 2 + NEW)


def _two_imports(engine: Engine, folder: Path) -> None:
    _two_files(engine, folder)
    _imported(engine, folder)


def _published(engine: Engine, folder: Path) -> None:
    put(engine, proposals=[proposal(str(n), "2025-01-01") for n in range(OLD)])
    refresh(engine, settings_for(engine, folder))
    put(engine, proposals=[proposal("新", "2025-01-01")])


def _counted(engine: Engine, folder: Path) -> object:
    with duckdb.connect(str(versions.current(folder / "snapshot")), read_only=True) as snapshot:
        return snapshot.execute("select count(*) from proposal").fetchall()[0][0]


OPERATIONS = {
    "import": Operation(_two_files, _imported, _proposals, ((OLD, OLD, 1), (OLD // 2 + NEW, OLD // 2, 2))),
    "withdraw": Operation(
        _two_imports,
        lambda engine, folder: withdraw(engine, 2),
        _proposals,
        ((OLD // 2 + NEW, OLD // 2, 2), (OLD, OLD, 1)),
    ),
    "refresh": Operation(
        _published,
        lambda engine, folder: refresh(engine, settings_for(engine, folder)),
        _counted,
        (OLD, OLD + 1),
    ),
    "migration": Operation(
        lambda engine, folder: None,
        lambda engine, folder: upgrade(engine),
        lambda engine, folder: len(sa.inspect(engine).get_table_names()) > 0,
        (False, True),
        bare=True,
    ),
}


def run_until(name: str, url: str, folder: str, at: int) -> None:
    """In a process of its own: the operation, which dies at step ``at``; the number of steps is left in the folder."""
    from tests.faults.steps import Counted, die, stepping

    counted = Counted(at, die)
    with stepping(Path(folder) / "snapshot", counted):
        OPERATIONS[name].run(connect(url), Path(folder))
    (Path(folder) / "steps").write_text(str(counted.n))
