"""The proposals of a SQLite ledger many times over, by SQL: what would take an hour to generate is copied in minutes."""

import sqlite3
from contextlib import closing
from pathlib import Path

COPIED = ("proposals", "proposal_events", "proposal_members")
COUNT = "select count(*) from proposal_events"


def multiply(ledger: Path, events: int) -> None:
    """Copies of ``COPIED`` under numbers of their own (``2026-0001-3``), until there are so many events; nothing else grows.

    Each copy is handled, late and answered on the same days as the first, so that every count is a multiple and every
    share the same. Indexes and triggers are made again when all rows are there.
    """
    with closing(sqlite3.connect(ledger)) as held:
        held.execute("pragma journal_mode = off")
        dropped = held.execute(
            "select type, name, sql from sqlite_master where sql is not null and type in ('trigger', 'index')"
            f" and tbl_name in {COPIED}"
        ).fetchall()
        for kind, name, _ in dropped:
            held.execute(f'drop {kind} "{name}"')
        (there,) = held.execute(COUNT).fetchone()
        for table in COPIED:
            named = [row[1] for row in held.execute(f"pragma table_info({table})") if row[1] != "id"]
            into = ", ".join(f'"{name}"' for name in named)
            shown = ", ".join("proposal_no || '-' || :n" if name == "proposal_no" else f'"{name}"' for name in named)
            held.execute(f"create temp table own as select * from {table}")
            for n in range(1, -(-events // there)):
                held.execute(f"insert into {table} ({into}) select {shown} from own", {"n": n})
            held.execute("drop table own")
        for _, _, written in dropped:
            held.execute(written)
        held.commit()
        held.execute("pragma journal_mode = wal")
