"""Random rows and random writes for any dataset, as its columns say: what other systems may do to a ledger."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tests.histories import REGIONS
from tests.ledger_rows import Row, unit
from zxdata.datasets import BY_NAME, DATASETS, Column, Dataset
from zxdata.ledger import TABLES

CASES = 9  # numbers that cases of any kind may have
FIRST, DAYS = date(2024, 11, 25), 400
UNITS = ("U1", "U2", "U3")
WORDS = (None, "", "教育", "交通")
FIXED = ("regions", "units", "calendar")  # a change of these builds everything anew
SELDOM = ("members", "workstations", "reported_figures", "interfaces")


def first_rows(dice: Random) -> dict[str, list[Row]]:
    """Some rows of every dataset."""
    rows: dict[str, list[Row]] = {"regions": REGIONS, "units": [unit(no, f"{no}局") for no in UNITS]}
    for dataset in DATASETS:
        if dataset.name not in FIXED:
            made = [random_row(dice, dataset) for _ in range(dice.randint(4, 12))]
            if len(dataset.key) == 1:
                made = [made[0] | {dataset.key[0]: str(n)} | _rest(dice, dataset) for n in range(CASES)]
            rows[dataset.name] = list({dataset.key_of(row): row for row in made}.values())
    return rows


def _rest(dice: Random, dataset: Dataset) -> Row:
    return {name: value for name, value in random_row(dice, dataset).items() if name not in dataset.key}


def random_row(dice: Random, dataset: Dataset) -> Row:
    return {column.name: _value(dice, column) for column in dataset.columns}


def _value(dice: Random, column: Column) -> Any:
    if not column.required and dice.random() < 0.25:
        return None
    made: dict[str, Callable[[], Any]] = {
        "date": lambda: FIRST + timedelta(dice.randrange(DAYS)),
        "instant": lambda: datetime.combine(FIRST + timedelta(dice.randrange(DAYS)), time(dice.choice([0, 9, 15]))),
        "number": lambda: float(dice.randint(0, 9)),
        "integer": lambda: dice.choice([2024, 2025]) if column.name == "year" else dice.randint(0, 9),
        "flag": lambda: dice.random() < 0.5,
        "region": lambda: dice.choice(REGIONS)["code"],
        "regions": lambda: "、".join(dice.choice(REGIONS)["code"] for _ in range(dice.randint(1, 2))),
        "unit": lambda: dice.choice(UNITS),
        "closed": lambda: dice.choice(column.values)[0],
        "choice": lambda: dice.choice(WORDS if not column.required else WORDS[2:]),
    }
    if column.kind in made:
        return made[column.kind]()
    if column.name.endswith("_no") or column.ref:
        return str(dice.randrange(CASES))
    return f"{column.header}{dice.randrange(6)}"


def random_write(dice: Random, connection: Connection, dataset: Dataset) -> None:
    """One statement: a row inserted, some updated, or some deleted; what the database refuses is left."""
    table = TABLES[dataset.name]
    try:
        with connection.begin_nested():
            connection.execute(_statement(dice, dataset, table))
    except sa.exc.IntegrityError:
        pass


def _statement(dice: Random, dataset: Dataset, table: sa.Table) -> Any:
    where = table.c[dice.choice([c for c in dataset.key if c.endswith("_no")] or [dataset.key[0]])]
    some = where == (
        str(dice.randrange(CASES)) if where.name.endswith("_no") else random_row(dice, dataset)[where.name]
    )
    way = dice.random()
    if way < 0.35:
        row = random_row(dice, dataset)
        if len(dataset.key) == 1:
            row[dataset.key[0]] = str(dice.randrange(CASES + 3))
        return table.insert().values(row | {"source": "新"})
    if way < 0.75:
        column = dice.choice(dataset.columns)
        return table.update().where(some).values({column.name: _value(dice, column)})
    return table.delete().where(some)


def random_writes(dice: Random, connection: Connection, among: tuple[str, ...] = ()) -> None:
    """A few statements, most of them on one or two datasets, as imports and corrections are."""
    names = list(among) or [
        d.name for d in DATASETS if d.name not in FIXED and (d.name not in SELDOM or dice.random() < 0.1)
    ]
    chosen = dice.sample(names, dice.randint(1, min(2, len(names))))
    for _ in range(dice.randint(1, 6)):
        random_write(dice, connection, BY_NAME[dice.choice(chosen)])
