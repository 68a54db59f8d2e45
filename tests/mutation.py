"""Mutation testing by hand, outside the suite: ``make mutate ROOM=zxdata/rules``.

Cosmic Ray changes one thing of a room at a time, in a copy of the tree, and runs the room's tests. What survives is
printed as a diff: read it, and write the test that would have seen it. With ``--sample`` only so many of the mutants
are tried, drawn with a fixed seed.
"""

import argparse
import random
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

SEED = 20250930
SECONDS = 600
# Types are not run; a decorator or an exception less breaks everything.
NOISE = ("core/ReplaceBinaryOperator_BitOr_", "core/RemoveDecorator", "core/ExceptionReplacer")
CONFIG = """[cosmic-ray]
module-path = {modules}
timeout = {seconds}
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("room", type=Path, help="a module or a folder of them")
    asked.add_argument("tests", nargs="+", help="what should see its faults, quickest first")
    asked.add_argument("--sample", type=int, default=0, help="how many mutants; all without it")
    given = asked.parse_args()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *given.tests]
    with TemporaryDirectory() as name:
        copy = Path(name)
        for file in subprocess.check_output(["git", "ls-files", "-z"], text=True).split("\0")[:-1]:
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy / file)
        subprocess.run(command, cwd=copy, check=True)
        modules = [str(p) for p in ([given.room] if given.room.is_file() else sorted(given.room.rglob("*.py")))]
        config = CONFIG.format(modules=modules, seconds=SECONDS, command=repr(shlex.join(command)))
        (copy / "mutate.toml").write_text(config, "utf-8")
        _cosmic_ray(copy, "init", "mutate.toml", "session.sqlite")
        with use_db(copy / "session.sqlite", WorkDB.Mode.open) as session:
            _draw(session, given.sample)
        _cosmic_ray(copy, "exec", "mutate.toml", "session.sqlite")
        with use_db(copy / "session.sqlite", WorkDB.Mode.open) as session:
            print(_report(session))


def _cosmic_ray(folder: Path, *words: str) -> None:
    subprocess.run([Path(sys.executable).with_name("cosmic-ray"), *words], cwd=folder, check=True)


def _draw(session: WorkDB, count: int) -> None:
    """Leave in the session what is to be tried."""
    items = [item for item in session.work_items if not item.mutations[0].operator_name.startswith(NOISE)]
    items.sort(key=_place)
    drawn = random.Random(SEED).sample(items, min(count or len(items), len(items)))
    session.clear()
    session.add_work_items(drawn)


def _place(item: WorkItem) -> tuple[str, tuple[int, int], str, int]:
    one = item.mutations[0]
    return str(one.module_path), one.start_pos, one.operator_name, one.occurrence


def _report(session: WorkDB) -> str:
    done = sorted(session.completed_work_items, key=lambda pair: _place(pair[0]))
    survivors = [result.diff for _, result in done if result.test_outcome is TestOutcome.SURVIVED]
    return "\n".join([*survivors, f"{len(done) - len(survivors)} of {len(done)} mutants killed."])


if __name__ == "__main__":
    main()
