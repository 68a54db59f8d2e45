"""Which rows of the shared database have changed since a moment, whoever wrote them.

PostgreSQL says of every row which transaction wrote it; SQLite keeps a log by triggers. A row that was deleted from
PostgreSQL leaves no trace: who asks has to count.
"""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import DATASETS, Dataset
from zxdata.ledger.tables import TABLES, changes

LOGGED = 400_000  # entries that the log holds at least; who comes later reads the ledger anew
_PRUNED_EVERY = 10_000


def case_column(dataset: Dataset) -> str:
    """The column by whose value the rows of one case are found: the first number in the key, else its first column."""
    return next((name for name in dataset.key if name.endswith("_no")), dataset.key[0])


def log_changes(connection: Connection) -> None:
    """Make the triggers of SQLite what they have to be: every row inserted, updated, deleted or replaced is logged by
    its case. Other databases need none."""
    if connection.dialect.name != "sqlite":
        return
    found: dict[str, str] = dict(connection.exec_driver_sql(FOUND).tuples().all())
    wanted = triggers()
    for name in found.keys() - wanted.keys():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for name, text in wanted.items():
        if found.get(name) != text:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(text)
    if not connection.scalar(sa.select(sa.func.count()).select_from(changes)):
        # The first entry, so that a moment without a change can be told from one of another file.
        connection.exec_driver_sql("INSERT INTO changes (token, dataset, no) VALUES (hex(randomblob(8)), '', '')")


FOUND = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'changes%'"


def triggers() -> Mapping[str, str]:
    """Trigger → its text, as SQLite keeps it."""
    pruned = f"DELETE FROM changes WHERE seq <= new.seq - {LOGGED}"
    kept = f"AFTER INSERT ON changes WHEN new.seq % {_PRUNED_EVERY} = 0 BEGIN {pruned}; END"
    made = {"changes_kept": f"CREATE TRIGGER changes_kept {kept}"}
    for dataset in DATASETS:
        for word, body in _bodies(dataset):
            name = f"changes_{dataset.name}_{word}"
            made[name] = f"CREATE TRIGGER {name} {body}; END"
    return made


def _bodies(dataset: Dataset) -> Iterator[tuple[str, str]]:
    table, column = dataset.name, case_column(dataset)

    def entry(value: str) -> str:
        return f"INSERT INTO changes (token, dataset, no) SELECT hex(randomblob(8)), '{table}', {value}"

    yield "inserted", f"AFTER INSERT ON {table} BEGIN {entry(f'new.{column}')}"
    moved = f"{entry(f'old.{column}')} WHERE old.{column} IS NOT new.{column}"
    yield "updated", f"AFTER UPDATE ON {table} BEGIN {moved}; {entry(f'new.{column}')}"
    yield "deleted", f"AFTER DELETE ON {table} BEGIN {entry(f'old.{column}')}"
    if "id" in TABLES[table].c:
        # INSERT OR REPLACE fires no delete trigger for the row whose id it takes.
        taken = f"{entry(column)} FROM {table} WHERE id = new.id"
        yield "replaced", f"BEFORE INSERT ON {table} BEGIN {taken}"
        yield "renumbered", f"BEFORE UPDATE OF id ON {table} WHEN new.id <> old.id BEGIN {taken}"
