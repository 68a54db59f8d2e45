"""Separated text in whatever coding and with whatever separator it was exported."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from .limits import Limits, Refused
from .rows import numbered

TOP_ROWS, TOP_CHARACTERS = 20, 1 << 16
LONGEST_CELL = 1 << 20
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
UNMARKED_UTF_16 = ("utf-16-le", "utf-16-be")


def separated(path: str, limits: Limits) -> Iterator[Any]:
    with open(path, "rb") as file:
        content = file.read(limits.unpacked + 1)
    if len(content) > limits.unpacked:
        raise Refused(f"超过 {limits.unpacked >> 20} MB；请拆成几个文件")
    text, separator = _decoded(content, set(limits.words))
    csv.field_size_limit(LONGEST_CELL)
    yield {"excel_1904": False}
    yield {"sheet": "", "merged": [], "hidden": []}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from numbered(reader, limits)
    except csv.Error as fault:
        raise Refused(f"第 {reader.line_num} 行附近的引号没有成对") from fault


def _decoded(content: bytes, words: set[str]) -> tuple[str, str]:
    """The text and its separator: the first coding that reads and shows two known header words near the top."""
    marked = [coding for mark, coding in MARKS.items() if content.startswith(mark)]
    readable = None
    for coding in marked or ("utf-8", "gb18030", *UNMARKED_UTF_16):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        top = text[:TOP_CHARACTERS].splitlines()[:TOP_ROWS]
        for separator in ",\t;":
            rows = csv.reader(io.StringIO("\n".join(top)), delimiter=separator)
            if any(len({_squeezed(cell) for cell in row} & words) > 1 for row in rows):
                return text, separator
        if coding not in UNMARKED_UTF_16:  # it takes any bytes: only header words prove it
            readable = readable or (text, ",")
    if readable is None:
        raise Refused("不是 UTF-8、GB18030 或 UTF-16 编码的文本；请另存为 CSV UTF-8")
    return readable


def _squeezed(cell: str) -> str:
    return "".join(cell.rstrip("*").split()).lower()
