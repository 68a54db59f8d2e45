"""Shared fixtures: ledgers on SQLite and on a real PostgreSQL, the demonstration, and the tests' day.

Rooms and drivers are imported by the fixture that needs them: a test of pure reckoning starts without any.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from tests.browsing import browser, chromium, desk, environment, page, server, strangers, tab, window  # noqa: F401
from tests.sharing import MEMORY, RUN, in_memory, run_folder
from zxdata.journal import tell

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.demonstration import Demonstration
    from zxdata.configuration import Settings
    from zxdata.store import Store

# Drawn cases are the same in every run, so that a red one is of what was changed; new ones only where they are asked for.
# Constants out of whatever modules are loaded by then would make them others from one choice of tests to the next.
providers._get_local_constants = lambda: providers._local_constants
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile("default" if "HISTORIES_ROUNDS" in os.environ else "same")


def pytest_configure(config: pytest.Config) -> None:
    """All that tests write goes with the run, but for what pytest keeps of red ones; no server answers beforehand what no
    test asks, and none left in a worker looks again and again for a ledger that went with its test."""
    os.environ.setdefault("ZX_ANSWERS_MB", "0")
    os.environ.setdefault("ZX_REFRESH_SECONDS", "3600")
    os.environ.setdefault("ZX_QUERY_SECONDS", "60")  # what is asked is the answer, however busy the machine
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # workers, servers and commands: each would compile it all again
    tell()  # what structlog does by itself, with the values of all variables, takes seconds
    if RUN not in os.environ:  # workers find it there
        parent = MEMORY if "TMPDIR" not in os.environ and in_memory() else Path(tempfile.gettempdir())
        run = ExitStack()
        folder = str(run.enter_context(run_folder(parent)))
        os.environ |= {RUN: folder, "TMPDIR": folder, "PYTEST_DEBUG_TEMPROOT": str(parent)}
        tempfile.tempdir = None
        run.callback(os.environ.pop, RUN)
        config.add_cleanup(run.close)


def pytest_collection_finish() -> None:
    """What stays until the end, thousands of tests among it, is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests in a browser mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that draws in software on a busy machine now and then misses a click; a fault fails twice."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why a test was run again: what passes the second time would else be forgotten."""
    for report in terminalreporter.stats.get("rerun", ()):
        crash = getattr(report.longrepr, "reprcrash", None)
        why = f"{crash.path}:{crash.lineno}: {crash.message}" if crash else str(report.longrepr)
        terminalreporter.write_line(f"RERAN {report.nodeid} {' '.join(why.split())[:400]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Streamlit's AppTest leaves its script in the place of the main module, which a process started later would run."""
    main = sys.modules["__main__"]
    try:
        return (yield)
    finally:
        sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of the tests' own PostgreSQL server."""
    from tests import postgres

    found = postgres.programs()
    if found is None:
        pytest.skip("PostgreSQL 未安装：apt-get install postgresql")
    with postgres.server(found) as address:
        yield address


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from zxdata.ledger import upgrade

    file = tmp_path_factory.mktemp("ledger") / "migrated.db"
    upgrade(_connect(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_ledger(migrated_file: Path, tmp_path: Path) -> Engine:
    """An empty ledger with the schema, in a SQLite file of this test's own."""
    shutil.copy(migrated_file, tmp_path / "ledger.db")
    return _connect(f"sqlite:///{tmp_path / 'ledger.db'}")


@pytest.fixture
def postgresql_ledger(postgresql: str) -> Iterator[Engine]:
    """An empty ledger with the schema, in a PostgreSQL database of this test's own."""
    from tests.postgres import MIGRATED, database

    with database(postgresql, MIGRATED) as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ledger(request: pytest.FixtureRequest) -> Engine:
    """An empty ledger with the schema, once on SQLite and once on PostgreSQL."""
    engine: Engine = request.getfixturevalue(f"{request.param}_ledger")
    return engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a schema, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield _connect(f"sqlite:///{tmp_path / 'bare.db'}")
    else:
        from tests.postgres import BARE, database

        with database(request.getfixturevalue("postgresql"), BARE) as engine:
            yield engine


@pytest.fixture
def open_store() -> Iterator[Callable[[Settings], Store]]:
    """Opens the published snapshot of an installation; all are closed with the test."""
    from zxdata.store import Store

    with ExitStack() as stores:
        yield lambda settings: stores.enter_context(closing(Store(settings.snapshot_dir)))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """The snapshots that a test has published hold some megabytes each."""
    yield
    rows = sys.modules.get("tests.ledger_rows")
    while rows and rows.OPEN:
        rows.OPEN.pop().close()


@pytest.fixture(scope="session")
def demo() -> Demonstration:
    """The published demonstration ledger, shared by all tests that only read it."""
    from tests.demonstration import demonstration

    return demonstration()


@pytest.fixture
def today() -> date:
    """The day the tests take for today, a Tuesday."""
    return date(2025, 9, 30)


def _connect(address: str) -> Engine:
    from zxdata.ledger import connect

    return connect(address)
