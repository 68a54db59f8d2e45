"""A real PostgreSQL server of the tests' own: started once, stopped at the end, in a folder that goes with it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER = "postgres"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest Debian has installed; None without PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """Yields ``postgresql+psycopg://postgres@127.0.0.1:PORT``; databases are to be created by the caller."""
    home = Path(tempfile.mkdtemp(prefix="zx-pg-"))
    data = home / "data"
    as_user: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(home, USER)
        as_user = ["runuser", "-u", USER, "--"]

    def run(*words: Path | str) -> None:
        subprocess.run([*as_user, *words], check=True, cwd=home, stdout=subprocess.DEVNULL)

    port = _free_port()
    flags = f"-c max_connections=300 -c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c port={port} -k {home}"
    try:
        run(bin_ / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run(bin_ / "pg_ctl", "-D", data, "-o", flags, "-l", home / "log", "-w", "start")
        try:
            with psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres") as connection:
                row = connection.execute("show data_directory").fetchone()
            assert row == (str(data),), f"another server answers on port {port}"
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}"
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
