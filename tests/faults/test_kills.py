"""kill -9 at any step of what is written, also after its commit: nothing lost, doubled or torn, and it can be repeated."""

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.faults.operations import OPERATIONS, Operation, run_until
from tests.faults.steps import Counted, Disk, fail, stepping
from zxdata.errors import CockpitError
from zxdata.ledger import connect

KILLS = {"import": 16, "withdraw": 14, "refresh": 12, "migration": 8}  # of each kind on each database: 50
FEW = 2
ONLY = multiprocessing.get_context("forkserver")
ONLY.set_forkserver_preload(["tests.faults.operations", "tests.faults.steps", "zxdata.intake.importing"])
Fresh = Callable[[Operation], tuple[Engine, Path]]
_numbers = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Makes ledgers, each with a folder of its own: with the schema or, for a migration, without."""

    def made(operation: Operation) -> tuple[Engine, Path]:
        folder = tmp_path / str(next(_numbers))
        folder.mkdir()
        if request.param == "sqlite":
            if not operation.bare:
                shutil.copy(request.getfixturevalue("migrated_file"), folder / "ledger.db")
            return connect(f"sqlite:///{folder / 'ledger.db'}"), folder
        from tests.conftest import _create

        address = request.getfixturevalue("postgresql")
        name = f"faults_{next(_numbers)}_{folder.name}"
        return connect(f"{address}/{_create(address, name, 'template0' if operation.bare else 'migrated')}"), folder

    yield made


def killed(name: str, engine: Engine, folder: Path, at: int) -> int:
    """The operation in a process that is killed at step ``at``; the exit code."""
    url = engine.url.render_as_string(hide_password=False)
    child = ONLY.Process(target=run_until, args=(name, url, str(folder), at))
    child.start()
    child.join(120)
    assert child.exitcode is not None
    return child.exitcode


def hold(fresh: Fresh, name: str, kills: int) -> None:
    operation = OPERATIONS[name]
    engine, folder = fresh(operation)
    operation.prepare(engine, folder)
    assert operation.state(engine, folder) == operation.whole[0]
    assert killed(name, engine, folder, 0) == 0
    steps = int((folder / "steps").read_text())
    assert operation.state(engine, folder) == operation.whole[-1] and steps > kills
    seen = set()
    for n in range(1, kills + 1):
        at = 1 + (steps - 1) * (n - 1) // max(
            1, kills - 1
        )  # from the first to the last step, which is after the commit
        engine, folder = fresh(operation)
        operation.prepare(engine, folder)
        assert killed(name, engine, folder, at) == -signal.SIGKILL, at
        state = operation.state(engine, folder)
        assert state in operation.whole, (at, state)
        seen.add(state)
        if state == operation.whole[0] or name != "withdraw":  # what is withdrawn cannot be once more
            operation.run(engine, folder)
        assert operation.state(engine, folder) == operation.whole[-1], at
        assert not [*folder.glob("snapshot/*.w*")]
    assert seen == set(operation.whole)  # some were killed before it was done and some after


@pytest.mark.parametrize("name", ["import", "refresh"])
def test_a_process_killed_at_its_first_or_last_step_leaves_all_or_nothing(fresh: Fresh, name: str) -> None:
    hold(fresh, name, FEW)


@pytest.mark.faults
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_process_killed_at_any_step_leaves_all_or_nothing(fresh: Fresh, name: str) -> None:
    hold(fresh, name, KILLS[name])


def hold_failing(fresh: Fresh, name: str, every: int) -> None:
    """The Nth step fails, for every Nth until the operation goes through: what SQLite's own tests do."""
    operation, n, failures = OPERATIONS[name], 1, 0
    while True:
        engine, folder = fresh(operation)
        operation.prepare(engine, folder)
        counted = Counted(n, fail)
        sentence = ""
        try:
            with stepping(folder / "snapshot", counted):
                operation.run(engine, folder)
        except CockpitError as fault:
            sentence = fault.sentence
        state = operation.state(engine, folder)
        assert state in operation.whole, (n, state)
        if counted.n < n:
            assert state == operation.whole[-1]
            break
        failures += bool(sentence)
        assert not sentence or sentence.endswith("。"), sentence
        if state == operation.whole[0] or name != "withdraw":
            operation.run(engine, folder)
        assert operation.state(engine, folder) == operation.whole[-1], n
        n += every
    assert failures


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", OPERATIONS)
def test_some_steps_fail_and_each_is_said_and_nothing_is_half_done(fresh: Fresh, name: str) -> None:
    hold_failing(fresh, name, 41)


@pytest.mark.faults
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_step_fails_once_and_each_is_said_and_nothing_is_half_done(fresh: Fresh, name: str) -> None:
    hold_failing(fresh, name, 1)


def test_a_failure_of_the_disk_is_what_the_system_reports() -> None:
    assert str(Disk()) == "[Errno 5] Input/output error"
