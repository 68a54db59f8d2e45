"""Versions that machines share without a cluster: a file each in a folder that all of them see, or in an object store.

An address (``s3://…``) is reached by fsspec, which is no part of the base installation.
"""

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from zxdata.errors import BadSetting, CockpitError

KEPT = 3


@dataclass(frozen=True)
class Shared:
    """place: a folder, or an address with its scheme."""

    place: str

    @property
    def remote(self) -> bool:
        return "://" in self.place

    def newest(self) -> str | None:
        """The name of the version that was published last; None where there is none. Raises CockpitError."""
        return max(self._names(), default=None)

    def fetch(self, version: str, into: Path) -> None:
        """Raises CockpitError where it cannot be reached."""
        if self.remote:
            with _reached(self.place):
                self._store().get_file(self._at(version), str(into))
        else:
            shutil.copyfile(Path(self.place) / f"{version}.duckdb", into)

    def publish(self, file: Path, version: str) -> None:
        """A reader finds the whole file or none: a folder by renaming, an object store because it shows no half objects.
        Raises CockpitError where it cannot be reached."""
        if self.remote:
            with _reached(self.place):
                store = self._store()
                store.makedirs(self._root, exist_ok=True)
                store.put_file(str(file), self._at(version))
                for name in sorted(self._names())[:-KEPT]:
                    store.rm_file(self._at(name))
            return
        folder = Path(self.place)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{version}.w{os.getpid()}"
        shutil.copyfile(file, draft)
        os.replace(draft, folder / f"{version}.duckdb")
        for name in sorted(self._names())[:-KEPT]:
            (folder / f"{name}.duckdb").unlink(missing_ok=True)

    def _names(self) -> list[str]:
        if not self.remote:
            return [path.stem for path in Path(self.place).glob("v*.duckdb")]
        with _reached(self.place):
            store = self._store()
            store.invalidate_cache()
            found = store.ls(self._root, detail=False) if store.exists(self._root) else []
        return [Path(path).stem for path in found if path.endswith(".duckdb")]

    def _at(self, version: str) -> str:
        return f"{self._root}/{version}.duckdb"

    @property
    def _root(self) -> str:
        return self.place.split("://", 1)[1].rstrip("/")

    def _store(self) -> Any:
        if find_spec("fsspec") is None:
            raise BadSetting(
                f"设置项 warehouse（环境变量 ZX_WAREHOUSE）是 {self.place}，但没有装 fsspec；"
                "请运行 .venv/bin/python -m pip install -r requirements-shared.txt，或改用各台机器都看得见的文件夹。"
            )
        import fsspec

        return fsspec.filesystem(self.place.split("://", 1)[0])


class _reached:
    """What the store's own libraries raise, whichever they are, in a sentence."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: Any) -> None:
        if isinstance(fault, Exception) and not isinstance(fault, CockpitError):
            raise CockpitError(
                f"版本库 {self.place} 读写不了：{fault}；数据快照仍是上一版，稍后会自己重试。"
            ) from fault
