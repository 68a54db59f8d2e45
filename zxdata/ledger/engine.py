"""The door to the shared database: every wait has an end, every failure one sentence."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import NullPool

from zxdata.errors import BadSetting, LedgerUnavailable, SchemaMismatch

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 30


def connect(url: str) -> Engine:
    """An engine for any SQLAlchemy URL; nothing is contacted yet. Raises BadSetting where no driver is installed.

    Connections are not kept: the ledger is asked seldom, and a kept one may hang on a network that went away.
    """
    address = make_url(url)
    try:
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        if address.get_backend_name() == "postgresql":
            return _postgresql(address)
        return sa.create_engine(address, poolclass=NullPool)
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as fault:
        usable = "可用 sqlite 或 postgresql+psycopg"
        raise BadSetting(f"没有安装数据库 {address.drivername} 的驱动程序；{usable}。") from fault


def _postgresql(address: URL) -> Engine:
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    options = f"{address.query.get('options', '')} -c statement_timeout={STATEMENT_SECONDS * 1000}".strip()
    limits = {
        "connect_timeout": CONNECT_SECONDS,
        "tcp_user_timeout": STATEMENT_SECONDS * 1000,
        "keepalives_idle": 5,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "options": options,
    }
    return sa.create_engine(address, poolclass=NullPool, connect_args=limits)


def _sqlite(address: URL) -> Engine:
    if not (file := sqlite_file(address)):
        # A database in memory lives in its one connection.
        engine = sa.create_engine(address)
    else:
        engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": CONNECT_SECONDS})

    @sa.event.listens_for(engine, "do_connect")
    def _make_folder(*_: Any) -> None:
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)

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
def reading(engine: Engine, seconds: float = STATEMENT_SECONDS) -> Iterator[Connection]:
    """One consistent look at the ledger. Raises LedgerUnavailable, also where it takes longer than ``seconds``."""
    with _surfaced(engine, seconds) as deadline, engine.connect() as connection:
        level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        with deadline.over(connection.execution_options(**level)):
            yield connection


@contextmanager
def writing(engine: Engine, seconds: float | None = None) -> Iterator[Connection]:
    """One transaction: all of it is written, or, on any exception, nothing. Raises LedgerUnavailable."""
    with _surfaced(engine, seconds) as deadline, engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        with deadline.over(connection), connection.begin():
            yield connection


class _Deadline:
    """Breaks off a connection from outside: statement_timeout cannot where the server or the network is silent."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds, self.passed = seconds, False

    @contextmanager
    def over(self, connection: Connection) -> Iterator[None]:
        if self.seconds is None:
            yield
            return
        timer = Timer(self.seconds, self._break, (connection.connection.driver_connection,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _break(self, driver: Any) -> None:
        self.passed = True
        if isinstance(driver, sqlite3.Connection):
            driver.interrupt()
        elif hasattr(driver, "fileno"):
            with socket.socket(fileno=os.dup(driver.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _surfaced(engine: Engine, seconds: float | None) -> Iterator[_Deadline]:
    deadline = _Deadline(seconds)
    try:
        yield deadline
    except (sa.exc.DBAPIError, sa.exc.TimeoutError, OSError) as fault:
        if deadline.passed:
            raise LedgerUnavailable(f"共享数据库 {place(engine)} 没有在 {seconds:g} 秒内答复。") from fault
        raise _in_words(engine, fault) from fault


def place(engine: Engine) -> str:
    """Where the ledger is, without user and password."""
    url = engine.url
    return f"{url.host or '本机'}{f':{url.port}' if url.port else ''}/{url.database}" if url.host else str(url.database)


CAUSES = (
    (("database is locked", "lock timeout", "deadlock"), "正被别的程序占用，请稍后再试"),
    (("readonly database", "read-only transaction"), "是只读的，不能写入；请检查文件或账号的写权限"),
    (("unable to open", "permission denied", "not a directory"), "打不开，请检查路径和权限"),
    (("not a database", "malformed"), "的文件不是完好的数据库，请从备份恢复"),
    (("disk is full", "no space left"), "所在磁盘已满"),
    (("password authentication", "no password supplied"), "不接受这个用户名或密码"),
    (("statement timeout", "canceling statement"), f"没有在 {STATEMENT_SECONDS} 秒内答复"),
    (("constraint", "violates"), "拒绝了与表约束冲突的内容"),
)


def _in_words(engine: Engine, fault: Exception) -> LedgerUnavailable | SchemaMismatch:
    said = str(getattr(fault, "orig", None) or fault).lower()
    if "no such table" in said or ('relation "' in said and "does not exist" in said):
        return SchemaMismatch(f"共享数据库 {place(engine)} 里缺少驾驶舱的表；请运行 python -m zxdata init。")
    for marks, words in CAUSES:
        if any(mark in said for mark in marks):
            return LedgerUnavailable(f"共享数据库 {place(engine)} {words}。")
    if isinstance(fault, sa.exc.OperationalError):
        return LedgerUnavailable(f"连不上共享数据库 {place(engine)}；请检查地址、网络和数据库服务。")
    return LedgerUnavailable(f"共享数据库 {place(engine)} 没有完成这一步（{type(fault).__name__}）。")
