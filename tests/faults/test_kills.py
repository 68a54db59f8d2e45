"""kill -9 at any step of what is written, also after its commit: nothing lost, doubled or torn, and it can be repeated."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine

from tests.faults.operations import OPERATIONS, run_until
from tests.faults.steps import Counted, Disk, Places, fail, stepping
from tests.postgres import BARE, MIGRATED, database
from zxdata.errors import CockpitError
from zxdata.ledger import connect

KILLS = {"import": 16, "withdraw": 14, "refresh": 12, "migration": 8}  # of each kind on each database: 50
FEW = 2
SHARES = {"import": 1, "withdraw": 1, "refresh": 6, "migration": 2}  # the longest in parts, for several processes
ONLY = multiprocessing.get_context("forkserver")
ONLY.set_forkserver_preload(["tests.faults.operations", "tests.faults.steps", "zxdata.intake.importing"])
Fresh = Callable[[str], tuple[Engine, Path]]
_numbers = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Copies of a ledger and its folder as an operation finds them, each copy for one try; they are prepared once."""
    originals: dict[str, tuple[Engine, Path]] = {}
    opened = ExitStack()

    def there(folder: Path, template: str) -> Engine:
        if request.param == "postgresql":
            return opened.enter_context(database(request.getfixturevalue("postgresql"), template))
        if template == MIGRATED:
            shutil.copy(request.getfixturevalue("migrated_file"), folder / "ledger.db")
        engine = connect(f"sqlite:///{folder / 'ledger.db'}")
        opened.callback(engine.dispose)
        return engine

    def another() -> Path:
        folder = tmp_path / str(next(_numbers))
        folder.mkdir()
        return folder

    def copied(name: str) -> tuple[Engine, Path]:
        operation = OPERATIONS[name]
        if name not in originals:
            folder = another()
            engine = there(folder, BARE if operation.bare else MIGRATED)
            operation.prepare(engine, folder)
            assert operation.state(engine, folder) == operation.whole[0]
            engine.dispose()  # who is connected keeps it from being copied
            originals[name] = engine, folder
        original, source = originals[name]
        folder = another()
        shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)
        return there(folder, str(original.url.database)), folder

    with opened:
        yield copied


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
    engine, folder = fresh(name)
    assert killed(name, engine, folder, 0) == 0
    steps = int((folder / "steps").read_text())
    assert operation.state(engine, folder) == operation.whole[-1] and steps > kills
    seen = set()
    for n in range(1, kills + 1):
        at = 1 + (steps - 1) * (n - 1) // max(
            1, kills - 1
        )  # from the first to the last step, which is after the commit
        engine, folder = fresh(name)
        assert killed(name, engine, folder, at) == -signal.SIGKILL, at
        state = operation.state(engine, folder)
        assert state in operation.whole, (at, state)
        seen.add(state)
        if state == operation.whole[0] or name != "withdraw":  # what is withdrawn cannot be once more
            operation.run(engine, folder)
        assert operation.state(engine, folder) == operation.whole[-1], at
        assert not [*folder.glob("snapshot/*.w*")]
        engine.dispose()
    assert seen == set(operation.whole)  # some were killed before it was done and some after


@pytest.mark.sample
@pytest.mark.parametrize("name", ["import", "refresh"])
def test_a_process_killed_at_its_first_or_last_step_leaves_all_or_nothing(fresh: Fresh, name: str) -> None:
    hold(fresh, name, FEW)


@pytest.mark.faults
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_process_killed_at_any_step_leaves_all_or_nothing(fresh: Fresh, name: str) -> None:
    hold(fresh, name, KILLS[name])


def places(fresh: Fresh, name: str) -> list[int]:
    """The first and the last step of each place that does one, and a step that there is no more."""
    engine, folder = fresh(name)
    found = Places()
    with stepping(folder / "snapshot", found):
        OPERATIONS[name].run(engine, folder)
    return [*found.ends(), found.n + 1]


def hold_failing(fresh: Fresh, name: str, every: int, share: int = 0) -> None:
    """A step fails, at each place in turn, until the operation goes through: what SQLite's own tests do. Of ``every`` so
    many places one, beginning with ``share``."""
    operation, failures = OPERATIONS[name], 0
    *steps, beyond = places(fresh, name)
    for n in [*steps[share::every], beyond]:
        engine, folder = fresh(name)
        counted = Counted(n, fail)
        sentence = ""
        try:
            with stepping(folder / "snapshot", counted):
                operation.run(engine, folder)
        except CockpitError as fault:
            sentence = fault.sentence
        state = operation.state(engine, folder)
        assert state in operation.whole, (n, state)
        assert (counted.n < n) == (n == beyond), (n, counted.n)
        failures += bool(sentence)
        assert not sentence or sentence.endswith("。"), sentence
        if n == beyond:
            assert (state, sentence) == (operation.whole[-1], "")
        elif state == operation.whole[0] or name != "withdraw":
            operation.run(engine, folder)
        assert operation.state(engine, folder) == operation.whole[-1], n
        engine.dispose()
        shutil.rmtree(folder)
    assert failures


@pytest.mark.sample
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", OPERATIONS)
def test_some_steps_fail_and_each_is_said_and_nothing_is_half_done(fresh: Fresh, name: str) -> None:
    hold_failing(fresh, name, 17)


@pytest.mark.faults
@pytest.mark.parametrize(("name", "share"), [(name, share) for name in OPERATIONS for share in range(SHARES[name])])
def test_every_step_fails_once_and_each_is_said_and_nothing_is_half_done(fresh: Fresh, name: str, share: int) -> None:
    hold_failing(fresh, name, SHARES[name], share)


def test_a_failure_of_the_disk_is_what_the_system_reports() -> None:
    assert str(Disk()) == "[Errno 5] Input/output error"


def test_only_the_steps_of_who_counts_are_counted(tmp_path: Path) -> None:
    counted = Counted()
    with stepping(tmp_path, counted):
        other = Thread(target=os.mkdir, args=(tmp_path / "other",))
        other.start()
        other.join()
        os.mkdir(tmp_path / "own")
    assert counted.n == 2  # before and after
