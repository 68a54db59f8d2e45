"""Has the shared database changed? A fingerprint, cheap enough to ask every few seconds."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.ledger.engine import reading, reads_only, sqlite_file
from zxdata.ledger.supplied import supplied
from zxdata.ledger.tables import TABLES

PULSE_SECONDS = 5
WAL_INDEX_HEADER = 48


def pulse(engine: Engine) -> str:
    """Differs from an earlier pulse when a row of a dataset was inserted, updated or deleted by anyone since.

    Writers need not maintain ``changed_at``: PostgreSQL's own row counters and the state of the SQLite file are
    looked at, whatever the size of the ledger. PostgreSQL's counters may lag a writer that stays connected by up
    to 10 seconds. A new pulse may also come without a change (a rolled back transaction, a checkpoint). Other
    databases are asked for each table's rows and last ``changed_at``. Raises LedgerUnavailable within 5 seconds.
    """
    if file := sqlite_file(engine.url):
        # Opening it first says in words what is wrong with a missing or locked file.
        with reading(engine, PULSE_SECONDS) as connection:
            connection.execute(sa.text("SELECT count(*) FROM sqlite_master"))
        return _digest(*_file_state(file))
    if reads_only(engine):
        return _digest(*_supplied_changes(engine))
    counted = engine.dialect.name == "postgresql"
    with reading(engine, PULSE_SECONDS) as connection:
        facts: list[Any] = [tuple(row) for row in connection.execute(_last_changes(count=not counted))]
        if counted:
            facts += [tuple(row) for row in connection.execute(_row_counters(), {"tables": list(TABLES)})]
    return _digest(*facts)


def _supplied_changes(engine: Engine) -> list[Any]:
    """Views have no counters: PostgreSQL's of all tables it holds, elsewhere each view's rows and last change."""
    with reading(engine, PULSE_SECONDS) as connection:
        if engine.dialect.name == "postgresql":
            return [tuple(row) for row in connection.execute(_all_counters())]
        return [
            (name, *connection.execute(_last_change(name, columns)).one())
            for name, columns in sorted(supplied(engine).items())
        ]


def _last_change(name: str, columns: frozenset[str]) -> sa.Select[int, str | None]:
    t = sa.table(name, sa.column("changed_at"))
    last = sa.cast(sa.func.max(t.c.changed_at), sa.Text) if "changed_at" in columns else sa.null()
    return sa.select(sa.func.count(), last).select_from(t)


def _all_counters() -> sa.TextClause:
    return sa.text(
        "SELECT c.oid, pg_relation_filenode(c.oid), pg_stat_get_tuples_inserted(c.oid),"
        " pg_stat_get_tuples_updated(c.oid), pg_stat_get_tuples_deleted(c.oid)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
    )


def _file_state(file: Path) -> tuple[object, ...]:
    """Size and time of the database, and of its log of changes while there is one."""
    state = file.stat()
    log, index = (file.with_name(file.name + end) for end in ("-wal", "-shm"))
    try:
        written = log.stat()
        with index.open("rb") as opened:
            header = opened.read(WAL_INDEX_HEADER)
    except FileNotFoundError:
        return state.st_mtime_ns, state.st_size
    if not written.st_size:
        return state.st_mtime_ns, state.st_size
    return state.st_mtime_ns, state.st_size, written.st_mtime_ns, written.st_size, header


def _last_changes(*, count: bool) -> sa.CompoundSelect[Any]:
    rows = sa.func.count() if count else sa.null()
    return sa.union_all(
        *(
            sa.select(sa.literal(name), rows, sa.cast(sa.func.max(table.c.changed_at), sa.Text)).select_from(table)
            for name, table in TABLES.items()
        )
    )


def _row_counters() -> sa.TextClause:
    return sa.text(
        "SELECT c.relname, pg_relation_filenode(c.oid), pg_stat_get_tuples_inserted(c.oid),"
        " pg_stat_get_tuples_updated(c.oid), pg_stat_get_tuples_deleted(c.oid)"
        " FROM pg_class c WHERE c.oid = ANY (SELECT to_regclass(quote_ident(t)) FROM unnest(:tables) t) ORDER BY 1"
    ).bindparams(sa.bindparam("tables", type_=sa.ARRAY(sa.Text)))


def _digest(*facts: object) -> str:
    return sha256(repr(facts).encode()).hexdigest()[:16]
