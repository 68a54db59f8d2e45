"""Versions of the snapshot on disk: files named by number and content, and one pointer that is swapped.

A name holds the checksum of its file (CRC-32, a sixth of the time that hashes take), so that two contents do not share a
name, even where the folder was emptied and the numbers begin again, and a file that is no longer what was published is
found out. It says nothing against whoever can write into the folder, who can change the pointer as well.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from zxdata.errors import NoSnapshot

POINTER = "current"
_BLOCK = 1 << 20  # bytes
_NAME = re.compile(r"^v(\d{6})(?:-([0-9a-f]{8}))?\.duckdb$")


def current(folder: Path) -> Path:
    """The file of the version in force; raises NoSnapshot where none was published."""
    try:
        return folder / os.readlink(folder / POINTER)
    except OSError as fault:
        raise NoSnapshot("还没有数据快照。请先运行 python -m zxdata refresh。") from fault


def draft(folder: Path) -> Path:
    """Where the next version is built."""
    return folder / f"v{_number(folder):06d}.duckdb.w"


def named(built: Path, beyond: str = "") -> Path:
    """The file under the name that it is published by: its number, after that of the version ``beyond``, and its content."""
    last = _NAME.match(f"{beyond}.duckdb")
    number = max(_number(built.parent), int(last[1]) + 1 if last else 0)
    return built.parent / f"v{number:06d}-{_checksum(built)}.duckdb"


def holds(file: Path, version: str) -> bool:
    """Whether the file has what was published under the version's name."""
    named = _NAME.match(f"{version}.duckdb")
    return named is not None and _checksum(file) == named[2]


def publish(built: Path, final: Path | None = None) -> Path:
    """Make ``built`` the version in force; readers never see half of it. Returns the file under its final name."""
    folder = built.parent
    _sync(built)
    final = final or named(built)
    os.rename(built, final)
    pointer = folder / f"{POINTER}.{os.getpid()}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(final.name)
    os.replace(pointer, folder / POINTER)
    _sync(folder)
    return final


def intact(version: Path) -> bool:
    """Whether the file is there and still what was published under its name."""
    named = _NAME.match(version.name)
    try:
        return named is not None and _checksum(version) == named[2]
    except OSError:
        return False


def discard(built: Path) -> None:
    """Remove what a builder that failed has left, so that it takes no room from the next one."""
    for path in built.parent.glob(f"{built.name}*"):
        path.unlink(missing_ok=True)


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


def _number(folder: Path) -> int:
    """The number of the next version."""
    names = [p.name for p in folder.iterdir()]
    with suppress(NoSnapshot):
        names.append(current(folder).name)
    return max((int(m[1]) for m in map(_NAME.match, names) if m), default=0) + 1


def _checksum(path: Path) -> str:
    found = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found = crc32(block, found)
    return f"{found:08x}"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
