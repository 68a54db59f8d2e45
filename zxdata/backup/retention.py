"""Backups made by the clock: their names, and how many stay."""

from datetime import datetime
from pathlib import Path

from zxdata.errors import WrongUse

_PREFIX = "备份-"


def name_at(instant: datetime) -> str:
    """The file name of a backup made at an instant; names sort as instants do."""
    return f"{_PREFIX}{instant:%Y%m%d-%H%M%S}.zip"


def retain(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest ``keep`` backups of ``name_at`` in a folder; the removed, oldest first. Files of other names
    stay. Raises WrongUse where none would stay, or one cannot be removed."""
    if keep < 1:
        raise WrongUse(f"--keep {keep} 会一份也不留；应为不小于 1 的整数，例如 30。")
    named = sorted(folder.glob(f"{_PREFIX}[0-9]*-[0-9]*.zip"))
    try:
        for old in (removed := named[:-keep]):
            old.unlink()
    except OSError as fault:
        raise WrongUse(
            f"较早的备份 {old.name} 删不掉：{fault.strerror or fault}。请检查文件夹 {folder} 的权限。"
        ) from fault
    return removed
