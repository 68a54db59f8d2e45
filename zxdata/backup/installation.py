"""What an installation has beside its database: its rules, words for headers, boundaries and settings."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import orjson

from zxdata.backup.archive import BOUNDARIES, OWN_FILES, SETTINGS
from zxdata.configuration import Settings

MOVES = ("title", "body", "home", "approval_no", "timezone", "refresh_seconds")  # neither secrets nor one machine's
_NAMES = tuple(f"{name}.toml" for name in OWN_FILES)


@dataclass(frozen=True)
class Differing:
    """``files`` that an installation lacks or has otherwise, by their names in the backup; ``settings`` likewise."""

    files: tuple[str, ...]
    settings: dict[str, object]

    def __bool__(self) -> bool:
        return bool(self.files or self.settings)


def put_into(folder: Path, settings: Settings) -> None:
    """Copy what the installation has into ``folder``."""
    for name, own in _own(settings).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(own, folder / name)
    moved = {name: getattr(settings, name) for name in MOVES}
    (folder / SETTINGS).write_bytes(orjson.dumps(moved, option=orjson.OPT_INDENT_2))


def differing(folder: Path, settings: Settings) -> Differing:
    """In what the backup unpacked in ``folder`` differs from the installation."""
    own = _own(settings)
    held = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    files = [name for name in held if name in _NAMES or name.startswith(f"{BOUNDARIES}/")]
    told = orjson.loads((folder / SETTINGS).read_bytes())
    return Differing(
        tuple(n for n in files if n not in own or own[n].read_bytes() != (folder / n).read_bytes()),
        {name: told[name] for name in MOVES if name in told and told[name] != getattr(settings, name)},
    )


def take_over(folder: Path, differing: Differing, into: Path) -> Path:
    """Write what differs into the folder ``into``, with a ``cockpit.toml`` that uses it; that file."""
    for name in differing.files:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, into / name)
    used = {name: str(into / name) for name in _NAMES if name in differing.files}
    if any(name.startswith(f"{BOUNDARIES}/") for name in differing.files):
        used[BOUNDARIES] = str(into / BOUNDARIES)
    keys = {name.removesuffix(".toml"): value for name, value in used.items()}
    lines = [f"{name} = {orjson.dumps(value).decode()}" for name, value in (differing.settings | keys).items()]
    into.mkdir(parents=True, exist_ok=True)
    file = into / "cockpit.toml"
    file.write_text("\n".join(["# 由备份恢复的设置", *lines, ""]), encoding="utf-8")
    return file


def _own(settings: Settings) -> dict[str, Path]:
    """Name in a backup → the installation's file."""
    paths = {f"{name}.toml": getattr(settings, name) for name in OWN_FILES}
    found = {name: path for name, path in paths.items() if path}
    if settings.boundaries:
        found |= {f"{BOUNDARIES}/{file.name}": file for file in sorted(settings.boundaries.glob("*.geojson"))}
    return found
