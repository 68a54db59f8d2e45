"""What a release is, and which of two is the newer. Only the standard library: a server reads it before it has more."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "release.json"


@dataclass(frozen=True)
class Release:
    """version: as pyproject.toml says; committed_at: instant of its commit, ISO 8601 in UTC; commit: its short hash; pythons:
    versions of Python that its wheels are for, as 3.11; machines: kinds of processors, as x86_64."""

    version: str
    committed_at: str
    commit: str
    pythons: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Names its folder and archive, as 0.2.0-20261128T1610-ed2c1d6."""
        stamp = re.sub(r"[-:]", "", self.committed_at)[:13]
        return f"{self.version}-{stamp}-{self.commit}"

    @property
    def order(self) -> tuple[tuple[int, ...], str]:
        """Of two releases the newer has the greater: by version, each part as a number, then by the commit's instant."""
        return tuple(int(part) for part in re.findall(r"\d+", self.version)), self.committed_at


def read(folder: Path) -> Release:
    """The release that ``folder`` holds. Raises OSError or ValueError where it holds none."""
    held = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Release(**held | {name: tuple(held[name]) for name in ("pythons", "machines")})


def write(release: Release, folder: Path) -> None:
    (folder / FILE).write_text(json.dumps(asdict(release), indent=2), encoding="utf-8")
