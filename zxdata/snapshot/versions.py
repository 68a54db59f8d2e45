"""Versions of the snapshot on disk: uniquely named files and one pointer that is swapped.

A name is never used twice: a file replaced under its name would still be read from memory by an open reader.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zxdata.errors import NoSnapshot

POINTER = "current"
_NAME = re.compile(r"^v(\d{6})\.duckdb$")


def current(folder: Path) -> Path:
    """The file of the version in force; raises NoSnapshot where none was published."""
    try:
        return folder / os.readlink(folder / POINTER)
    except OSError as fault:
        raise NoSnapshot("还没有数据快照。请先运行 python -m zxdata refresh。") from fault


def following(folder: Path) -> Path:
    """The file that the next version will have."""
    numbers = [int(m.group(1)) for p in folder.iterdir() if (m := _NAME.match(p.name.removesuffix(".w")))]
    with suppress(NoSnapshot):
        numbers.append(int(current(folder).stem[1:]))
    return folder / f"v{max(numbers, default=0) + 1:06d}.duckdb"


def publish(built: Path, final: Path) -> None:
    """Make ``built`` the version in force under the name ``final``; readers never see half of it."""
    folder = final.parent
    _sync(built)
    os.rename(built, final)
    pointer = folder / f"{POINTER}.{os.getpid()}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(final.name)
    os.replace(pointer, folder / POINTER)
    _sync(folder)


def clean(folder: Path, keep: int = 2) -> None:
    """Remove all but the newest versions and what died builders left. An open reader keeps its file's content."""
    inforce = current(folder)
    old = sorted(p for p in folder.iterdir() if _NAME.match(p.name) and p != inforce)
    for path in old[: len(old) - (keep - 1)] if len(old) >= keep else []:
        path.unlink(missing_ok=True)
    for path in folder.glob("v*.duckdb.w*"):
        path.unlink(missing_ok=True)


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """One builder at a time; a second one waits. The lock dies with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "building.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
