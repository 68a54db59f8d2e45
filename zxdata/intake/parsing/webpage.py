"""Tables in a web page, as older systems export them under the name .xls."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from .limits import Limits, Refused
from .rows import numbered

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
WIDEST = 16_384
DEEPEST = 20


class _Table:
    """One table: cells by (row from 1, column from 0); spans take the places they cover."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[list[int]] = []
        self.row = 0
        self.at = 0
        self.text: list[str] | None = None
        self.down = self.across = 1
        self._covered: set[tuple[int, int]] = set()

    def begin(self, down: int, across: int) -> None:
        self.row = self.row or 1
        while (self.row, self.at) in self._covered:
            self.at += 1
        self.text, self.down, self.across = [], down, across

    def end(self) -> None:
        if self.text is None:
            return
        self.cells[self.row, self.at] = "\n".join(" ".join(line.split()) for line in "".join(self.text).split("\n"))
        if self.down > 1 or self.across > 1:
            self.merged.append([self.row, self.at, self.row + self.down - 1, self.at + self.across - 1])
            self._covered |= {
                (self.row + down, self.at + across) for down in range(self.down) for across in range(self.across)
            }
        self.at += self.across
        self.text = None

    def rows(self) -> Iterator[list[str]]:
        width = max((at for _, at in self.cells), default=-1) + 1
        for row in range(1, max((row for row, _ in self.cells), default=0) + 1):
            yield [self.cells.get((row, at), "") for at in range(width)]


class _Page(HTMLParser):
    """Tables in the order in which they begin; one inside another is a table of its own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = False
        self._limits = limits

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent = True
        elif tag == "table":
            if len(self._open) >= DEEPEST:
                raise Refused("网页里的表格套得太深；请把数据复制到新工作簿后再试")
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif self._open and tag == "tr":
            self._open[-1].end()
            self._open[-1].row += 1
            self._open[-1].at = 0
            if self._open[-1].row > self._limits.rows:
                raise Refused(f"超过 {self._limits.rows} 行；请拆成几个文件")
        elif self._open and tag in ("td", "th"):
            self._open[-1].end()
            given = dict(attrs)
            self._open[-1].begin(_span(given.get("rowspan"), 1_000), _span(given.get("colspan"), 200))
        elif tag in ("br", "p", "div") and self._open and self._open[-1].text:
            self._open[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent = False
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].end()
        elif self._open and tag == "table":
            self._open.pop().end()

    def handle_data(self, data: str) -> None:
        if not self._silent and self._open and self._open[-1].text is not None:
            self._open[-1].text.append(data.replace("\r", " ").replace("\n", " "))


def webpage(path: str, limits: Limits) -> Iterator[Any]:
    with open(path, "rb") as file:
        content = file.read(limits.unpacked + 1)
    if len(content) > limits.unpacked:
        raise Refused(f"超过 {limits.unpacked >> 20} MB；请拆成几个文件")
    page = _Page(limits)
    page.feed(_decoded(content))
    page.close()
    tables = [table for table in page.tables if table.cells]
    if not tables:
        raise Refused("内容其实是网页，里面没有表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    yield {"excel_1904": False}
    for number, table in enumerate(tables, start=1):
        name = f"表{number}" if len(tables) > 1 else ""
        yield {"sheet": name, "merged": table.merged, "hidden": []}
        yield from numbered(table.rows(), limits)


def _decoded(content: bytes) -> str:
    told = CHARSET.search(content[:4096])
    name = told[1].decode().lower() if told else ""
    codings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    codings += ["gb18030"] if name.startswith(("gb", "x-gbk")) else [name] if name else []
    for coding in (*codings, "utf-8-sig", "gb18030"):
        try:
            return content.decode(coding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refused("不是 UTF-8 或 GB18030 编码的网页；请在 Excel 或 WPS 里打开后另存为 .xlsx")


def _span(given: str | None, most: int) -> int:
    return min(int(given), most) if given and given.isdigit() and int(given) else 1
