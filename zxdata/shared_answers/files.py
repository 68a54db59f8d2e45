"""Sealed files of one user on one machine, a folder a version, within a budget of bytes.

The folder and its key are readable by their owner only. A file is sealed with the key together with its version and
name (HMAC-SHA256, RFC 2104): one that was forged, moved or torn is taken for missing.
"""

import fcntl
import hmac
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import structlog

FOLDER, KEY, LOCK = "answers", "key", ".lock"
KEY_BYTES = SEAL_BYTES = 32
WAIT_SECONDS, LOOK_SECONDS = 10.0, 0.02
TRIM_EVERY = 16
ROOM = 0.8  # of the budget that is left filled after the longest unused have gone
_log = structlog.get_logger()


@dataclass(frozen=True, eq=False)
class AnswerFiles:
    """``most``: bytes of all files together."""

    folder: Path
    most: int
    key: bytes
    written: Iterator[int] = field(default_factory=count)

    @classmethod
    def beside(cls, snapshots: Path, most: int) -> "AnswerFiles | None":
        """The files beside the snapshots in a folder; None where the folder or its key is not this user's alone, or cannot be made."""
        folder = snapshots / FOLDER
        try:
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            _own(folder.lstat(), stat.S_ISDIR)
            return cls(folder, most, _key(folder / KEY))
        except (OSError, ValueError) as fault:
            _log.warning("答案不在进程之间共用", folder=str(folder), reason=str(fault))
            return None

    def read(self, version: str, name: str) -> bytes | None:
        path = self._path(version, name)
        try:
            content = _read(path)
            os.utime(path)  # used just now
        except (OSError, ValueError):
            return None
        seal, content = content[:SEAL_BYTES], content[SEAL_BYTES:]
        return content if hmac.compare_digest(seal, self._seal(version, name, content)) else None

    def holds(self, version: str, name: str) -> bool:
        return self._path(version, name).exists()

    def write(self, version: str, name: str, content: bytes) -> None:
        """What cannot be written is not shared: that costs time only."""
        path = self._path(version, name)
        draft = path.with_name(f"{secrets.token_hex(8)}.w")
        try:
            self._make(path.parent)
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(self._seal(version, name, content) + content)
            os.replace(draft, path)
            if next(self.written) % TRIM_EVERY == 0:
                self.trim()
        except OSError as fault:
            _log.warning("答案没有存下", reason=str(fault))

    @contextmanager
    def alone(self, version: str, name: str) -> Iterator[None]:
        """One process at a time for this answer; who has waited for ``WAIT_SECONDS`` goes on all the same."""
        path = self._path(version, name).with_suffix(LOCK)
        try:
            self._make(path.parent)
            lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        except OSError:
            yield
            return
        try:
            end = monotonic() + WAIT_SECONDS
            while not _locked(lock) and monotonic() < end:
                sleep(LOOK_SECONDS)
            yield
        finally:
            os.close(lock)

    @contextmanager
    def warming(self) -> Iterator[None]:
        """One process of the machine at a time computes beforehand; a second one waits, and then finds the answers."""
        with open(os.open(self.folder / "warming.lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def filled(self) -> int:
        """Bytes of all files."""
        return sum(size for _, size, _ in self._all())

    def trim(self) -> None:
        """Let the longest unused go where there are more than ``most`` bytes."""
        files = sorted(self._all())
        over = sum(size for _, size, _ in files)
        if over <= self.most:
            return
        over -= int(self.most * ROOM)
        for _, size, path in files:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= size

    def _make(self, folder: Path) -> None:
        """The folder of a version; the first answer to a new one lets those go whose snapshot has gone."""
        if folder.exists():
            return
        for old in self.folder.iterdir():
            if old != folder and old.is_dir() and not (self.folder.parent / f"{old.name}.duckdb").exists():
                shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)

    def _all(self) -> Iterator[tuple[float, int, Path]]:
        """When last used, size, file; locks take no room and stay until their version goes."""
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                about = path.lstat()
                if path.suffix != LOCK:
                    yield about.st_mtime, about.st_size, path

    def _path(self, version: str, name: str) -> Path:
        return self.folder / version / name

    def _seal(self, version: str, name: str, content: bytes) -> bytes:
        return hmac.digest(self.key, f"{version}\n{name}\n".encode() + content, "sha256")


def _key(path: Path) -> bytes:
    """The key in ``path``, made where there is none; raises ValueError where others can read or have made it."""
    if not path.exists():
        draft = path.with_name(f"{secrets.token_hex(8)}.w")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        with suppress(FileExistsError):  # another process was faster, whole
            os.link(draft, path)
        draft.unlink()
    key = _read(path)
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} 不是密钥")
    return key


def _read(path: Path) -> bytes:
    """Raises ValueError for a file that is not this user's alone."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        _own(os.fstat(file.fileno()), stat.S_ISREG)
        return file.read()


def _own(about: os.stat_result, kind: Callable[[int], bool]) -> None:
    if not kind(about.st_mode) or about.st_uid != os.geteuid() or about.st_mode & 0o077:
        raise ValueError("不是只有本用户可读写的文件或文件夹")


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
