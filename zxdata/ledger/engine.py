"""The door to the shared database: every wait has an end, every failure one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import NullPool

from zxdata.configuration import TIMEZONE
from zxdata.errors import BadSetting, LedgerUnavailable, WrongUse
from zxdata.ledger.deadline import Deadline, deadline_now, ending
from zxdata.ledger.failures import in_words, place
from zxdata.ledger.instants import live_in

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 30
ASKED_SECONDS = 5  # what a page that asks the ledger itself waits at most
WRITTEN_SECONDS = 15  # a few rows
ALTERED_SECONDS = 600  # tables altered, a whole division or ledger written
UNSURE = "；可能已经写入，也可能没有，请看过再试"
READ_ONLY = "台账以只读方式接入（read_only = true），驾驶舱不往里写；请在原来的系统里改。"


def connect(url: str, *, read_only: bool = False, timezone: str = TIMEZONE) -> Engine:
    """An engine for any SQLAlchemy URL; nothing is contacted yet. Raises BadSetting where no driver is installed.

    With ``read_only`` nothing is ever written through it; ``timezone``: where its moments are local. Connections are not
    kept: the ledger is asked seldom, and a kept one may hang on a network that went away. What an engine learns of its
    server on first contact is kept.
    """
    return _engine(url, read_only, timezone)


@lru_cache(maxsize=8)
def _engine(url: str, read_only: bool, timezone: str) -> Engine:
    address = make_url(url)
    try:
        if address.get_backend_name() == "sqlite":
            engine = _sqlite(address)
        elif address.get_backend_name() == "postgresql":
            engine = _postgresql(address, read_only=read_only)
        elif address.get_backend_name() in ("mysql", "mariadb"):
            engine = _mysql(address, timezone, read_only=read_only)
        else:
            engine = sa.create_engine(address, poolclass=NullPool)
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as fault:
        usable = "可用 sqlite、postgresql+psycopg，装了 requirements-mysql.txt 后也可用 mysql+pymysql"
        raise BadSetting(f"没有安装数据库 {address.drivername} 的驱动程序；{usable}。") from fault
    live_in(engine, timezone)
    return engine.execution_options(read_only=True) if read_only else engine


def reads_only(engine: Engine) -> bool:
    """Whether the database was opened for reading only."""
    return bool(engine.get_execution_options().get("read_only"))


def _postgresql(address: URL, *, read_only: bool) -> Engine:
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    options = f"{address.query.get('options', '')} -c statement_timeout={STATEMENT_SECONDS * 1000}".strip()
    options += " -c default_transaction_read_only=on" if read_only else ""
    limits = {
        "connect_timeout": CONNECT_SECONDS,
        "tcp_user_timeout": STATEMENT_SECONDS * 1000,
        "keepalives_idle": 5,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "options": options,
    }
    engine = sa.create_engine(address, poolclass=NullPool, connect_args=limits)
    _under_the_deadline(engine)
    # Many rows a statement instead of one: bulk inserts take little more than half the time.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _mysql(address: URL, timezone: str, *, read_only: bool) -> Engine:
    from zxdata.ledger import mysql  # says how its tables are made; nobody else is to hear of it

    options = mysql.options(timezone, CONNECT_SECONDS, ALTERED_SECONDS, read_only=read_only)
    engine = sa.create_engine(address.set(drivername="mysql+pymysql"), poolclass=NullPool, connect_args=options)
    _under_the_deadline(engine)
    return engine


def _under_the_deadline(engine: Engine) -> None:
    @sa.event.listens_for(engine, "do_connect")
    def _watched(dialect: Any, _: Any, words: list[Any], options: dict[str, Any]) -> Any:
        # SQLAlchemy's first questions to a server come before it hands the connection out.
        driver = dialect.connect(*words, **options)
        if deadline := deadline_now():
            deadline.watch(driver)
        return driver


def _sqlite(address: URL) -> Engine:
    if not (file := sqlite_file(address)):
        # A database in memory lives in its one connection.
        engine = sa.create_engine(address)
    else:
        engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": CONNECT_SECONDS})

    @sa.event.listens_for(engine, "do_connect")
    def _make_folder(*_: Any) -> None:
        try:
            if file:
                file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise sqlite3.OperationalError(f"unable to open: {fault}") from fault

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        # sqlite3 opens no transaction before DDL, so a migration could be torn; SQLAlchemy's BEGIN does it instead.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if "readonly" not in str(fault):
                raise

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that takes the lock late cannot wait for it: the snapshot it read is stale by then.
        late = not connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN" if late else "BEGIN IMMEDIATE")

    return engine


def sqlite_file(address: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory and for other databases."""
    name = address.database
    if address.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


@contextmanager
def reading(engine: Engine, seconds: float | None = STATEMENT_SECONDS) -> Iterator[Connection]:
    """One consistent look at the ledger. Raises LedgerUnavailable, also where it takes longer than ``seconds``."""
    with _surfaced(engine, seconds) as deadline, engine.connect() as connection:
        level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name in ("postgresql", "mysql") else {}
        connection = connection.execution_options(**level)
        deadline.watch(connection.connection.driver_connection)
        yield connection


@contextmanager
def writing(
    engine: Engine, seconds: float | None = WRITTEN_SECONDS, *, as_it_stood: bool = False
) -> Iterator[Connection]:
    """One transaction: all of it is written, or, on any exception, nothing. Raises WrongUse where the database is only
    read, LedgerUnavailable, also where it takes longer than ``seconds``.

    ``as_it_stood``: SQLite does not ask whether what rows point at is there; others always do.
    """
    if reads_only(engine):
        raise WrongUse(READ_ONLY)
    with _surfaced(engine, seconds, UNSURE) as deadline, engine.connect() as connection:
        if as_it_stood and isinstance(driver := connection.connection.driver_connection, sqlite3.Connection):
            driver.execute("PRAGMA foreign_keys = OFF")  # heeded only before the transaction
        # Who waits for another's turn has to see what that one wrote; PostgreSQL does so by itself.
        level = {"isolation_level": "READ COMMITTED"} if engine.dialect.name == "mysql" else {}
        connection = connection.execution_options(writing=True, **level)
        deadline.watch(connection.connection.driver_connection)
        with connection.begin():
            yield connection


@contextmanager
def _surfaced(engine: Engine, seconds: float | None, unsure: str = "") -> Iterator[Deadline]:
    """A deadline over all that is done within, connecting included; whatever the driver reports becomes one sentence."""
    with ending(seconds) as deadline:
        try:
            yield deadline
        except (sa.exc.DBAPIError, sa.exc.TimeoutError, engine.dialect.loaded_dbapi.Error) as fault:
            if deadline.passed:
                raise LedgerUnavailable(f"共享数据库 {place(engine)} 没有在 {seconds:g} 秒内答复{unsure}。") from fault
            raise in_words(engine, fault) from fault
