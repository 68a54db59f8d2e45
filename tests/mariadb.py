"""A real MariaDB server of the tests' own, in a folder that goes with it; its texts are latin1 unless it is told otherwise."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql
import pytest

from tests.browsing import free_port

USER = "cockpit"


@contextmanager
def server() -> Iterator[str]:
    """Yields ``mysql://cockpit@127.0.0.1:PORT``; the account may do everything in databases called zx…, and nothing else."""
    if not (program := shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin")):
        pytest.skip("MariaDB 未安装：apt-get install mariadb-server")
    home = Path(tempfile.mkdtemp(prefix="zx-maria-"))
    owner = ["--user=mysql"] if os.geteuid() == 0 else []
    if owner:
        shutil.chown(home, "mysql")
    port = free_port()
    placed = ["--no-defaults", f"--datadir={home / 'data'}", f"--tmpdir={home}"]  # a run's own is not for its account
    lax = ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--character-set-server=latin1"]
    try:
        subprocess.run(
            ["mariadb-install-db", *placed, *owner, "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        listens = ["--bind-address=127.0.0.1", f"--port={port}", f"--socket={home / 'sock'}"]
        running = subprocess.Popen([program, *placed, *owner, *listens, *lax], stderr=(home / "log").open("w"))
        try:
            with _root(home / "sock") as root, root.cursor() as cursor:
                cursor.execute(f"create user {USER}@'127.0.0.1'")
                cursor.execute(f"grant all on `zx%`.* to {USER}@'127.0.0.1'")
            yield f"mysql://{USER}@127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(60)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _root(socket: Path, seconds: float = 60) -> "pymysql.Connection[pymysql.cursors.Cursor]":
    end = time.monotonic() + seconds
    while True:
        try:
            return pymysql.connect(user="root", unix_socket=str(socket))
        except pymysql.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
