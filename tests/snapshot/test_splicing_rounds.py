"""Random writes by any means, round after round: each refresh by case is held against a full build of the same ledger.

``SPLICING_ROUNDS`` says how many rounds that went by case are asked for of each database; two in ``make test``.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from tests.random_writes import random_writes
from tests.snapshot.test_copy import differences
from tests.snapshot.test_splicing import fill_at_random, refreshed, whole
from zxdata.datasets import DATASETS
from zxdata.ledger import TABLES, writing
from zxdata.snapshot.parts import PARTS, made

ROUNDS = int(os.environ.get("SPLICING_ROUNDS", "2"))
SEED = int(os.environ.get("SPLICING_SEED", "4"))
A_LEDGER = 25  # rounds, before another one is filled
ANY = 0.05  # the share of transactions into datasets that have everything built anew, too


def test_random_writes_come_out_as_in_a_full_build(ledger: Engine, tmp_path: Path) -> None:
    dice, by_case, anew = Random(SEED), 0, Counter[str]()
    number = 0
    while by_case < ROUNDS:
        if number % A_LEDGER == 0:
            _empty(ledger)
            fill_at_random(ledger, dice)
            refreshed(ledger, tmp_path)
        number += 1
        with _still_writing(ledger, dice) as other:
            for _ in range(dice.choice([1, 1, 1, 2, 3])):
                _write(ledger, dice)
            if other is not None:
                random_writes(dice, other, _by_case())
            spliced, reason = refreshed(ledger, tmp_path)
            if reason:
                anew[reason.split("：")[0]] += 1
                continue
            by_case += 1
            assert differences(spliced, whole(ledger, tmp_path), stamped=True) == {}, (SEED, number)
        if by_case % 20 == 0:
            print(
                f"{ledger.dialect.name}: {number} rounds, {by_case} by case, all equal; anew: {dict(anew)}", flush=True
            )


def _empty(ledger: Engine) -> None:
    with writing(ledger, as_it_stood=True) as connection:
        for dataset in reversed(DATASETS):
            connection.execute(sa.delete(TABLES[dataset.name]))


def _write(ledger: Engine, dice: Random) -> None:
    """One transaction of theirs, kept or taken back."""
    with ledger.connect() as connection, connection.begin() as transaction:
        random_writes(dice, connection, () if dice.random() < ANY else _by_case())
        if dice.random() < 0.05:
            transaction.rollback()


@contextmanager
def _still_writing(ledger: Engine, dice: Random) -> Iterator[Connection | None]:
    """In PostgreSQL now and then a transaction that began before all others of the round and ends after the refresh."""
    if ledger.dialect.name != "postgresql" or dice.random() > 0.2:
        yield None
        return
    with ledger.connect() as connection, connection.begin():
        connection.execute(sa.text("select pg_current_xact_id()"))
        yield connection


@cache
def _by_case() -> tuple[str, ...]:
    """The datasets of which every fact that reads them, however far off, can be made by case."""
    return tuple(dataset.name for dataset in DATASETS if _spliced(dataset.name))


def _spliced(dataset: str) -> bool:
    reached: set[str] = set()
    for table in made():
        why = table.tables & reached
        if dataset in table.datasets or why:
            part = PARTS.get(table.name)
            if table.datasets and (part is None or not why <= part.names.keys()):
                return False
            reached.add(table.name)
    return True
