"""One refresher of a ledger at a time, whichever machine it runs on: the ledger's own database says whose turn it is.

What holds the lease is a connection, or a lock on a file: it ends with its process, however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic, sleep
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select

from zxdata.errors import LedgerUnavailable
from zxdata.ledger.engine import reading as looking
from zxdata.ledger.engine import sqlite_file
from zxdata.ledger.failures import place
from zxdata.ledger.turns import held

WAITED_SECONDS = 900.0
_OURS = 0x7A78_6C65  # the number by which all cockpits of a PostgreSQL database know the lease
_PAUSE = 0.5


@contextmanager
def refreshing(engine: Engine, seconds: float = WAITED_SECONDS) -> Iterator[None]:
    """Held by one at a time; the next waits. Raises LedgerUnavailable where its turn does not come in ``seconds``.

    A database of another kind knows no lease: there, each machine builds for itself.
    """
    holders = {"postgresql": _by_database, "mysql": _by_database, "sqlite": _by_file}
    holder = holders.get(engine.dialect.name)
    with holder(engine, monotonic() + seconds) if holder else nullcontext():
        yield


@contextmanager
def _by_database(engine: Engine, until: float) -> Iterator[None]:
    asked: ColumnElement[Any] = func.pg_try_advisory_lock(_OURS)
    if engine.dialect.name == "mysql":
        asked = held("refreshing", 0)
    with looking(engine, None) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")  # no transaction stands open all that time
        connection.detach()  # closed, not kept for others: that gives the lease back
        while not connection.scalar(select(asked)):
            _wait(engine, until)
        yield


@contextmanager
def _by_file(engine: Engine, until: float) -> Iterator[None]:
    file = sqlite_file(engine.url)
    if file is None:
        yield
        return
    with open(file.with_name(f"{file.name}.refreshing"), "w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                _wait(engine, until)
        yield


def _wait(engine: Engine, until: float) -> None:
    if monotonic() >= until:
        raise LedgerUnavailable(
            f"另一台机器一直在用共享数据库 {place(engine)} 更新数据快照，没有等到；稍后会自己重试。"
        )
    sleep(_PAUSE)
