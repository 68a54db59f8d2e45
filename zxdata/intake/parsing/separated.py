"""Separated text in whatever coding and with whatever separator it was exported."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from .limits import Limits, Refused
from .rows import numbered

TOP_ROWS, TOP_CHARACTERS = 20, 1 << 16
LONGEST_CELL = 1 << 20
COMMON = range(0xB0, 0xD8)  # level 1 of GB/T 2312: the 3,755 characters most used
PUNCTUATION = range(0xA1, 0xAA)
LEAST_COMMON, ENOUGH = 0.7, 4
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
            known = [{_squeezed(cell) for cell in row} & words for row in rows]
            if any(len(shown) > 1 for shown in known):
                if coding == "gb18030" and not any(not word.isascii() for shown in known for word in shown):
                    _look_like_chinese(text)  # code names are the same in every coding: they prove nothing
                return text, separator
        if coding not in UNMARKED_UTF_16:  # it takes any bytes: only header words prove it
            readable = readable or (text, ",")
    if readable is None:
        raise Refused("不是 UTF-8、GB18030 或 UTF-16 编码的文本；请另存为 CSV UTF-8")
    return readable


def _look_like_chinese(text: str) -> None:
    """Raises Refused where the characters are too rare together: Big5 or Shift-JIS, read as GB18030, give such."""
    written = [sign.encode("gb18030") for sign in text[:TOP_CHARACTERS] if not sign.isascii()]
    signs = [sign for sign in written if not _in(sign, PUNCTUATION)]
    common = sum(_in(sign, COMMON) for sign in signs)
    if len(signs) >= ENOUGH and common < LEAST_COMMON * len(signs):
        raise Refused("不是 UTF-8、GB18030 或 UTF-16 编码的文本（可能是 Big5 或 Shift-JIS）；请另存为 CSV UTF-8")


def _in(sign: bytes, rows: range) -> bool:
    """Whether a character stands in these rows of GB/T 2312, whose second byte has its highest bit too."""
    return len(sign) == 2 and sign[0] in rows and sign[1] > 0xA0


def _squeezed(cell: str) -> str:
    return "".join(cell.rstrip("*").split()).lower()
