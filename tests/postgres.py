"""A real PostgreSQL server of the tests' own: started once, stopped at the end, in a folder that goes with it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Engine

from zxdata.ledger import connect, upgrade

USER = "postgres"
MIGRATED = "migrated"  # a template with the schema
BARE = "template0"
_numbers = count(1)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest Debian has installed; None without PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """Yields ``postgresql+psycopg://postgres@127.0.0.1:PORT``, where MIGRATED and BARE can be copied."""
    home = Path(tempfile.mkdtemp(prefix="zx-pg-"))
    data = home / "data"
    as_user: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(home, USER)
        as_user = ["runuser", "-u", USER, "--"]

    def run(*words: Path | str) -> None:
        subprocess.run([*as_user, *words], check=True, cwd=home, stdout=subprocess.DEVNULL)

    port = _free_port()
    settled = {
        "max_connections": 300,
        "listen_addresses": "127.0.0.1",
        "port": port,
        "fsync": "off",
        "full_page_writes": "off",
        "autovacuum": "off",  # a database that lives for a second has nothing to tidy up
        "jit": "off",
    }
    flags = " ".join(f"-c {name}={value}" for name, value in settled.items()) + f" -k {home}"
    try:
        run(bin_ / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run(bin_ / "pg_ctl", "-D", data, "-o", flags, "-l", home / "log", "-w", "start")
        try:
            with psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres") as connection:
                row = connection.execute("show data_directory").fetchone()
            assert row == (str(data),), f"another server answers on port {port}"
            address = f"postgresql+psycopg://{USER}@127.0.0.1:{port}"
            _ask(address, SQL("CREATE DATABASE {}").format(Identifier(MIGRATED)))
            upgrade(migrated := connect(f"{address}/{MIGRATED}"))
            migrated.dispose()  # who is connected keeps it from being copied
            yield address
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def database(address: str, template: str) -> Iterator[Engine]:
    """A copy of a database, dropped when it is no longer needed: hundreds of them fill the memory they lie in."""
    name = f"test_{next(_numbers)}"
    _ask(address, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    engine = connect(f"{address}/{name}")
    try:
        yield engine
    finally:
        engine.dispose()
        _ask(address, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _ask(address: str, order: Composed) -> None:
    with psycopg.connect(f"{address.replace('+psycopg', '')}/postgres", autocommit=True) as connection:
        connection.execute(order)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
