"""Has the shared database changed? A fingerprint, cheap enough to ask every few seconds."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.ledger.engine import reading, sqlite_file
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
    counted = engine.dialect.name == "postgresql"
    with reading(engine, PULSE_SECONDS) as connection:
        facts: list[Any] = [tuple(row) for row in connection.execute(_last_changes(count=not counted))]
        if counted:
            facts += [tuple(row) for row in connection.execute(_row_counters(), {"tables": list(TABLES)})]
    return _digest(*facts)


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
