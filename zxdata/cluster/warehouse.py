"""Versions as Parquet where cluster and serving machines all see them: a folder a version, a folder a table in it."""

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from zxdata.errors import NoSnapshot

SCHEMA, ORDERS, PARTS, SNAPSHOT = "tables.json", "orders.json", "parts.json", "snapshot.duckdb"
_KINDS = {
    "VARCHAR": "STRING",
    "INTEGER": "INT",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMP_LTZ",
    "HUGEINT": "BIGINT",
}
_DRAFT = re.compile(r"\.w\d+$")


def publish(snapshot: Path, folder: Path, version: str) -> None:
    """The tables of a built snapshot as ``version``; a reader finds all of them or none, and the one before stays."""
    final = folder / version
    if final.exists():
        return
    draft = folder / f"{version}.w{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    shutil.copyfile(snapshot, draft / SNAPSHOT)
    with duckdb.connect(str(snapshot), read_only=True) as source:
        named = source.execute("select table_name from duckdb_tables() where not internal order by all").fetchall()
        schema = {table: _copied(source, table, draft / table) for (table,) in named}
        (draft / ORDERS).write_text(json.dumps(_orders(source)), encoding="utf-8")
    (draft / SCHEMA).write_text(json.dumps(schema), encoding="utf-8")
    os.rename(draft, final)
    _clean(folder, final)


def draft(folder: Path) -> Path:
    """An empty folder in which the next version is made."""
    made = folder / f"v-making.w{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    return made


def note(
    made: Path,
    schema: Mapping[str, Mapping[str, str]],
    orders: Mapping[str, Sequence[str]],
    parts: Mapping[str, str],
) -> None:
    """What the tables in a draft are, in which order their words stand, and after what the parts of which are named."""
    (made / PARTS).write_text(json.dumps(parts), encoding="utf-8")
    (made / ORDERS).write_text(json.dumps(orders, ensure_ascii=False), encoding="utf-8")
    (made / SCHEMA).write_text(json.dumps(schema), encoding="utf-8")


def publish_made(made: Path, snapshot: Path, version: str) -> None:
    """A draft as ``version``, with the file that each machine is to have of it; a reader finds all of it or nothing."""
    shutil.copyfile(snapshot, made / SNAPSHOT)
    os.rename(made, made.parent / version)
    _clean(made.parent, made.parent / version)


def newest(folder: Path) -> Path | None:
    """The snapshot of the version that was published last; None where there is none."""
    found = [path / SNAPSHOT for path in folder.glob("v*") if not _DRAFT.search(path.name)]
    return max((path for path in found if path.exists()), key=lambda path: path.parent.name, default=None)


def _clean(folder: Path, newest: Path, keep: int = 3) -> None:
    """Remove all but the newest versions and what died builders left."""
    old = sorted(path for path in folder.glob("v*") if path != newest and not _DRAFT.search(path.name))
    for path in [*old[: max(0, len(old) - (keep - 1))], *(p for p in folder.glob("v*.w*") if _DRAFT.search(p.name))]:
        shutil.rmtree(path, ignore_errors=True)


def orders_of(version: Path) -> dict[str, tuple[str, ...]]:
    """Column → its words in the order in which they are sorted, where that is not the order of their letters."""
    found = json.loads((version / ORDERS).read_text(encoding="utf-8"))
    return {column: tuple(words) for column, words in found.items()}


def parts_of(version: Path) -> dict[str, str]:
    """Table → the level of the divisions after which its parts are named; none where one machine made the tables."""
    file = version / PARTS
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def schema_of(version: Path) -> dict[str, dict[str, str]]:
    """Table → column → Spark's type; raises NoSnapshot where the version is not there."""
    try:
        found: dict[str, dict[str, str]] = json.loads((version / SCHEMA).read_text(encoding="utf-8"))
    except OSError as fault:
        raise NoSnapshot(
            f"{version.parent} 里没有数据版本 {version.name}，集群上查不了；请运行 python -m zxdata refresh。"
        ) from fault
    return found


def spark_type(kind: str) -> str:
    """DuckDB's type as Spark writes it; an enumeration is text."""
    if kind.endswith("[]"):
        return f"ARRAY<{spark_type(kind.removesuffix('[]'))}>"
    return "STRING" if kind.startswith("ENUM") else _KINDS.get(kind, kind)


def _orders(source: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    typed = source.execute(
        "select distinct column_name, labels from duckdb_columns() c join duckdb_types() t"
        " on c.data_type like 'ENUM%' and t.type_name = c.column_name and t.labels is not null"
    ).fetchall()
    return {column: words for column, words in typed if words != sorted(words)}


def _copied(source: duckdb.DuckDBPyConnection, table: str, folder: Path) -> dict[str, str]:
    folder.mkdir()
    asked = "select column_name, data_type from duckdb_columns() where table_name = ? order by column_index"
    columns = {name: spark_type(kind) for name, kind in source.execute(asked, [table]).fetchall()}
    shown = ", ".join(f'"{n}"::bigint as "{n}"' if k == "BIGINT" else f'"{n}"' for n, k in columns.items())
    source.execute(
        f"copy (select {shown} from {table}) to '{folder}/part-0.parquet' (format parquet, compression zstd)"
    )
    return columns
