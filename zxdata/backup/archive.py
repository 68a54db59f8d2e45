"""The file of a backup: a ZIP of ``backup.json`` and what it names.

``ledger.db``     every table, as an SQLite database of the revision that ``backup.json`` says
``rules.toml``, ``headers.toml``, ``synonyms.toml``, ``boundaries/…``   the installation's own files, where it has them
``settings.json`` its settings but for secrets and what belongs to one machine

``backup.json`` holds the format, when and from which kind of database, rows by table, and the SHA-256 of each file. So a
backup can be read for as long as there are tools for ZIP and SQLite, with or without the cockpit.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import error as ZlibError

import orjson

from zxdata.errors import Unreadable, WrongUse

FORMAT = 1
ABOUT, LEDGER, SETTINGS, BOUNDARIES = "backup.json", "ledger.db", "settings.json", "boundaries"
OWN_FILES = ("rules", "headers", "synonyms")  # each a setting and, with .toml, its file in a backup


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself. ``made_at`` with its offset; ``schema``: the revision of its tables; ``rows`` by table;
    ``files``: name → SHA-256."""

    format: int
    made_at: str
    database: str
    schema: str
    rows: Mapping[str, int]
    files: Mapping[str, str]

    @property
    def day(self) -> str:
        return datetime.fromisoformat(self.made_at).strftime("%Y-%m-%d %H:%M")


def pack(path: Path, folder: Path, about: Mapping[str, Any]) -> Contents:
    """Write everything in ``folder`` into ``path``, whole or not at all, and read it back. Raises WrongUse where it cannot
    be written, Unreadable where what was written is not what should have been."""
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    contents = Contents(format=FORMAT, files={name: _digest(folder / name) for name in names}, **about)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
                for name in names:
                    archive.write(folder / name, name)
                archive.writestr(ABOUT, orjson.dumps(asdict(contents), option=orjson.OPT_INDENT_2))
            file.flush()
            os.fsync(file.fileno())
        check(unfinished)
        unfinished.replace(path)
    except OSError as fault:
        raise WrongUse(f"备份不能写到 {path}：{fault.strerror or fault}。请换一个有空间、可写的地方。") from fault
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return contents


def check(path: Path) -> Contents:
    """What the backup says of itself, after every file in it was read and compared. Raises Unreadable, WrongUse."""
    return _read(path, None)


def unpack(path: Path, folder: Path) -> Contents:
    """``check``, and its files into ``folder``."""
    return _read(path, folder)


def _read(path: Path, folder: Path | None) -> Contents:
    if not path.is_file():
        raise WrongUse(f"没有文件“{path}”。")
    try:
        with ZipFile(path) as archive:
            contents = _about(path, archive)
            for name, digest in contents.files.items():
                with archive.open(name) as member:
                    if file_digest(member, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                        raise Unreadable(f"备份 {path.name} 里的 {name} 与写下时不同，不能用；请换一份备份。")
                if folder is not None:
                    archive.extract(name, folder)
            return contents
    except (BadZipFile, ZlibError, KeyError, EOFError, TypeError, ValueError) as fault:
        raise Unreadable(f"“{path.name}”不是完好的备份文件；请换一份备份。") from fault


def _about(path: Path, archive: ZipFile) -> Contents:
    told = orjson.loads(archive.read(ABOUT))
    if told["format"] > FORMAT:
        raise Unreadable(
            f"备份 {path.name} 是更新的格式 {told['format']}，本驾驶舱只认得到 {FORMAT}；请先升级驾驶舱，再恢复。"
        )
    return Contents(**{name: told[name] for name in Contents.__dataclass_fields__})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
