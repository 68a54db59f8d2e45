"""The archive that an .xlsx file is, looked through before anything interprets it."""

import re
import zipfile
from xml.sax.saxutils import unescape

from .limits import Limits, Refused

CHUNK = 1 << 20
DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
ERROR_MARK = b't="e"'
ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)</v>', re.S)


class Archive:
    """Raises Refused where the archive is broken, unpacks to too much, or declares document types."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
            self._faulty = self._look_through()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
            raise Refused("压缩包已损坏或加了密；请重新导出") from fault
        self._workbook = self._part("xl/workbook.xml")

    @property
    def excel_1904(self) -> bool:
        return re.search(rb'date1904="(1|true)"', self._workbook) is not None

    def error_cells(self) -> dict[str, dict[tuple[int, int], str]]:
        """Sheet → (row, column from 0) → #REF! and the like, which calamine gives as empty."""
        if not self._faulty:
            return {}
        files = {}
        for tag in re.findall(rb"<Relationship\b[^>]*>", self._part("xl/_rels/workbook.xml.rels")):
            files[_attribute(tag, "Id")] = "xl/" + _attribute(tag, "Target").removeprefix("/xl/")
        found = {}
        for tag in re.findall(rb"<sheet\b[^>]*>", self._workbook):
            cells = ERROR_CELL.findall(self._part(files.get(_attribute(tag, "r:id"), "")))
            name = unescape(_attribute(tag, "name"), {"&quot;": '"', "&apos;": "'"})
            found[name] = {(int(row), _column(letters)): error.decode() for letters, row, error in cells}
        return found

    def _look_through(self) -> bool:
        """Unpack everything once, counting: declared sizes need not be true. Tells whether a formula failed."""
        total, faulty = 0, False
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
                    faulty = faulty or ERROR_MARK in tail + chunk
                    tail = chunk[-32:]
            total += size
        return faulty

    def _part(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except KeyError:
            raise Refused("不是 Excel 工作簿（压缩包里没有工作表）") from None


def _attribute(tag: bytes, name: str) -> str:
    value = re.search(rf'\b{name}="([^"]*)"'.encode(), tag)
    return value[1].decode() if value else ""


def _column(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1
