"""Which cases of the ledger have changed since the snapshot in force was read.

A ``Mark`` names the moment that a snapshot was read at, so that a later reading can tell whether it still sees the same
database, and which rows were written since.
"""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from zxdata.datasets import DATASETS, Dataset
from zxdata.ledger.changes import FOUND, LOGGED, case_column, triggers
from zxdata.snapshot.moment import Moment

Mark = dict[str, str]
Changed = dict[str, list[str]]  # dataset → its cases
TRANSACTIONS = 1 << 30  # PostgreSQL counts them in 32 bits
_ASKED_OF_POSTGRESQL = {
    "cluster": "(select system_identifier from pg_control_system())",
    "timeline": "(select timeline_id from pg_control_checkpoint())",
    "database": "(select oid from pg_database where datname = current_database())",
    "since": "pg_snapshot_xmin(pg_current_snapshot())",
    "until": "pg_snapshot_xmax(pg_current_snapshot())",
}


class Unknown(Exception):
    """What has changed cannot be told: why not."""


def mark(ledger: Moment) -> Mark:
    """The moment's mark; empty where the database has no means to tell later what changed."""
    try:
        if ledger.kind == "postgresql" and _knows_transactions(ledger):
            return _read(ledger.told(_ASKED_OF_POSTGRESQL, ""))
        if ledger.kind == "sqlite" and _logs(ledger):
            return _read(
                ledger.told({"seq": "seq", "token": "token"}, "from (select * from changes order by seq desc limit 1)")
            )
    except _faults():
        return {}
    return {}


def changed(ledger: Moment, then: Mark) -> Changed:
    """The cases of which rows were inserted, updated or, in SQLite, deleted since ``then``, by dataset; more than these
    perhaps, never fewer. Raises Unknown."""
    now = mark(ledger)
    if not then or not now or then.keys() != now.keys():
        raise Unknown("台账没有变更记录")
    return _written(ledger, then, now) if ledger.kind == "postgresql" else _logged(ledger, then, now)


def counted(ledger: Moment) -> dict[str, int]:
    """Rows a dataset, as many of them as a snapshot takes over."""
    parts = " union all ".join(
        f"select '{d.name}' as dataset, count(*) as n from {d.name} where {_taken(d)}" for d in DATASETS
    )
    return {
        str(row["dataset"]): int(str(row["n"]))
        for row in ledger.told({"dataset": "dataset", "n": "n"}, f"from ({parts}) x")
    }


def by_case(ledger: Moment, dataset: Dataset) -> Any:
    """The dataset's rows a case: Arrow columns no, n."""
    column = case_column(dataset)
    return ledger.ask(
        {"no": "no", "n": "n"},
        f"from (select {column} as no, count(*) as n from {dataset.name} where {_taken(dataset)} group by 1) x",
    )


def in_cases(dataset: Dataset, wanted: Mapping[str, list[str]], kind: str) -> str:
    """WHERE: rows of these cases, by column."""
    return (
        " or ".join(
            f"{dataset.name}.{column} in ({_listed(numbers, kind)})" for column, numbers in wanted.items() if numbers
        )
        or "1 = 0"
    )


def _listed(numbers: list[str], kind: str) -> str:
    text = json.dumps(numbers, ensure_ascii=False).replace("'", "''")
    if kind == "postgresql":
        return f"select json_array_elements_text('{text}')"
    return f"select value from json_each('{text}')"


def _taken(dataset: Dataset) -> str:
    first = next(c.name for c in dataset.columns if c.required)
    return f"cast({dataset.name}.{first} as text) <> ''"


def _knows_transactions(ledger: Moment) -> bool:
    """Asked first: a question that fails would end the moment."""
    needed = (
        "pg_control_system()",
        "pg_control_checkpoint()",
        "pg_current_snapshot()",
        "pg_snapshot_xmin(pg_snapshot)",
    )
    listed = ", ".join(f"'{name}'" for name in needed)
    usable = "to_regprocedure(f) is not null and has_function_privilege(to_regprocedure(f), 'execute')"
    found = ledger.told({"n": "count(*)"}, f"from unnest(array[{listed}]) f where {usable}")
    return found[0]["n"] == str(len(needed))


def _logs(ledger: Moment) -> bool:
    found = ledger.told({"name": "name", "sql": "sql"}, f"from ({FOUND}) x")
    return {str(row["name"]): str(row["sql"]) for row in found} == dict(triggers())


def _logged(ledger: Moment, then: Mark, now: Mark) -> Changed:
    seq = int(then["seq"])
    known = ledger.told({"token": "token"}, f"from changes where seq = {seq}")
    if [row["token"] for row in known] != [then["token"]]:
        raise Unknown("台账不是上一版快照所读的那一份")
    if int(now["seq"]) - seq > LOGGED // 2:
        raise Unknown("变更记录太多")
    found: dict[str, list[str]] = {}
    for row in ledger.told(
        {"dataset": "dataset", "no": "no"}, f"from (select distinct dataset, no from changes where seq > {seq}) x"
    ):
        if row["no"] is not None:
            found.setdefault(str(row["dataset"]), []).append(str(row["no"]))
    return found


def _written(ledger: Moment, then: Mark, now: Mark) -> Changed:
    for name in ("cluster", "timeline", "database"):
        if then[name] != now[name]:
            raise Unknown("台账不是上一版快照所读的那一份")
    if not int(then["until"]) <= int(now["until"]) < int(then["since"]) + TRANSACTIONS:
        raise Unknown("台账的事务号接不上")
    since = int(then["since"]) % (1 << 32)
    found: dict[str, list[str]] = {}
    for row in ledger.told(
        {"dataset": "dataset", "no": "no"}, f"from ({' union all '.join(_recent(d, since) for d in DATASETS)}) x"
    ):
        if row["no"] is not None:
            found.setdefault(str(row["dataset"]), []).append(str(row["no"]))
    return found


def _recent(dataset: Dataset, since: int) -> str:
    column = case_column(dataset)
    recent = f"age({dataset.name}.xmin) <= age('{since}'::xid)"
    return f"select '{dataset.name}' as dataset, {column}::text as no from {dataset.name} where {recent} group by 2"


def _read(rows: list[dict[str, str | None]]) -> Mark:
    return {name: str(value) for name, value in rows[0].items()} if rows else {}


def _faults() -> tuple[type[Exception], ...]:
    import adbc_driver_manager as adbc

    return (adbc.Error, sa.exc.SQLAlchemyError)
