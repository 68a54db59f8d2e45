"""What is dear to build is built once for all workers of one run of the tests."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUN = "COCKPIT_TEST_RUN"  # in the environment: the folder that the workers of one run share
MEMORY = Path("/dev/shm")
ROOM = 8 << 30  # bytes; a run of all tests holds a quarter of it at a time
FREE = 12 << 30  # bytes; and three workers, their servers and a browser as much again
_PREFIX = "cockpit-tests-"
_LOCK = "running"


def in_memory() -> bool:
    """Whether files of tests have room in memory, where a commit does not wait for a disk, and programs may run there."""
    if not os.access(MEMORY, os.W_OK):
        return False
    there = os.statvfs(MEMORY)
    return there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC and _available() > FREE


def _available() -> int:
    """Bytes of memory that programs can still be given."""
    found = re.search(r"^MemAvailable:\s+(\d+) kB$", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return int(found[1]) << 10 if found else 0


@contextmanager
def run_folder(parent: Path) -> Iterator[Path]:
    """The folder of one run, which goes with it; what runs that were killed have left there goes first."""
    for left in parent.glob(f"{_PREFIX}*/{_LOCK}"):
        with left.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(left.parent, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    folder.chmod(0o711)  # PostgreSQL, which does not run as root, has its own folder there
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def tree(home: Path) -> str:
    """What the folders of one copy of the project are called by."""
    return str(home).strip("/").replace("/", "-")


@contextmanager
def shared_folder(name: str) -> Iterator[tuple[Path, bool]]:
    """A folder of this tree, and whether another worker has filled it already; who comes meanwhile waits.

    Only within a run of tests: a copy of the tree that is tested in it has folders of its own.
    """
    folder = Path(os.environ[RUN]) / tree(Path(__file__).parents[1]) / name
    folder.parent.mkdir(exist_ok=True)
    done = folder.with_name(f"{name}.filled")
    with folder.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        filled = done.exists()
        if not filled:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        yield folder, filled
        done.touch()
