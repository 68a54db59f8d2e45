"""One at a time: what must not be done by two transactions at once, by name. SQLite lets one write anyway."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.errors import LedgerUnavailable
from zxdata.ledger.failures import place

WAITED_SECONDS = 10


def take_turn(connection: Connection, name: str) -> None:
    """Wait until no other transaction of ``writing`` has the turn called ``name``; it is given back at this one's end.
    Raises LedgerUnavailable."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))
    elif connection.dialect.name == "mysql" and not connection.scalar(sa.select(held(name, WAITED_SECONDS))):
        raise LedgerUnavailable(f"共享数据库 {place(connection.engine)} 正被别的程序占用，请稍后再试。")


def held(name: str, seconds: float) -> sa.ColumnElement[int]:
    """MySQL's lock called ``name`` in this database, until the connection is closed: 1 where it came within ``seconds``."""
    return sa.func.get_lock(sa.func.concat(sa.func.database(), f" {name}"), seconds)
