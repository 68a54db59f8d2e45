"""The archive that an .xlsx, .xlsb or .ods file is, looked through before anything interprets it."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from .limits import Limits, Refused

CHUNK = 1 << 20
DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))


class Archive:
    """Raises Refused where the archive is broken, unpacks to too much, or declares document types."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
            self._look_through()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
            raise Refused("压缩包已损坏或加了密；请重新导出") from fault

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def part(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except KeyError:
            raise Refused("不是 Excel 工作簿（压缩包里没有工作表）") from None

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def pieces(self, name: str, end: bytes) -> Iterator[bytes]:
        """A long part in pieces, each cut behind ``end``, a pattern."""
        left = b""
        with self._zip.open(name) as packed:
            while chunk := packed.read(CHUNK):
                left += chunk
                if cuts := [found.end() for found in re.finditer(end, left)]:
                    yield left[: cuts[-1]]
                    left = left[cuts[-1] :]
        yield left

    def _look_through(self) -> None:
        """Unpack everything once, counting: declared sizes need not be true."""
        total = 0
        for member in self._zip.infolist():
            size, tail = 0, b""
            with self._zip.open(member) as packed:
                while chunk := packed.read(CHUNK):
                    size += len(chunk)
                    if total + size > self._limits.unpacked:
                        raise Refused(f"解压后超过 {self._limits.unpacked >> 20} MB；请拆成几个文件")
                    if size > CHUNK and size > self._limits.ratio * max(member.compress_size, 1):
                        raise Refused(f"压缩比超过 {self._limits.ratio} 倍，像是压缩炸弹；请另存为新文件再试")
                    if any(mark in tail + chunk for mark in DOCTYPES):
                        raise Refused("含有文档类型声明（DOCTYPE），不是正常的表格文件；请在 Excel 或 WPS 里另存")
                    tail = chunk[-32:]
            total += size
