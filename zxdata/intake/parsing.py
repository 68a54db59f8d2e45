"""The child process that opens a file from outside. Runs alone: it imports nothing of the cockpit.

    python -I parsing.py FILE '{"memory": …, "cpu": …, "unpacked": …, "ratio": …, "rows": …, "words": […]}'

Standard output: one JSON a line. First ``{"excel_1904": bool}``, then for each visible sheet ``{"sheet": name}``
and its rows that are not empty, ``[row number, [cell, …]]``; a cell is text, a number or a boolean, a date its
ISO text; last ``{"end": true}``. Or, at any point, ``{"refused": "why, in Chinese"}``.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import unescape

HEADER_ROWS = 20
BARE_UTF_16 = ("utf-16-le", "utf-16-be")
CHUNK = 1 << 20
DOCUMENTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"%pdf", b"{\\rtf")
DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
ERROR_MARK = b't="e"'
ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)</v>', re.S)


class Refused(Exception):
    """``str(refused)`` says why in Chinese, without the file's name and without a full stop."""


def main(path: str, limits: dict[str, Any]) -> None:
    for kind, most in ((resource.RLIMIT_AS, limits["memory"]), (resource.RLIMIT_CPU, limits["cpu"])):
        resource.setrlimit(kind, (most, most))
    out = sys.stdout
    try:
        for message in messages(path, limits):
            out.write(json.dumps(message, separators=(",", ":")) + "\n")
        out.write(json.dumps({"end": True}) + "\n")
    except Refused as refusal:
        out.write(json.dumps({"refused": str(refusal)}) + "\n")


def messages(path: str, limits: dict[str, Any]) -> Iterator[Any]:
    with open(path, "rb") as file:
        start = file.read(512)
    if not start.strip():
        raise Refused("文件是空的")
    if start.startswith(b"PK"):
        faulty = check_archive(path, limits)
        excel_1904 = re.search(rb'date1904="(1|true)"', part(path, "xl/workbook.xml"))
        yield from workbook(path, excel_1904, error_cells(path) if faulty else {}, limits["rows"])
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        yield from workbook(path, old_datemode(path), {}, limits["rows"])
    elif start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(DOCUMENTS):
        raise Refused("内容其实是网页或别的文档，不是表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    else:
        yield from separated(path, **limits)


def check_archive(path: str, limits: dict[str, Any]) -> bool:
    """Unpack everything once, counting: sizes that an archive declares need not be true.

    Tells whether some formula ended in an error.
    """
    total, faulty = 0, False
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                size, tail = 0, b""
                with archive.open(member) as packed:
                    while chunk := packed.read(CHUNK):
                        size += len(chunk)
                        if total + size > limits["unpacked"]:
                            raise Refused(f"解压后超过 {limits['unpacked'] >> 20} MB；请拆成几个文件")
                        if size > CHUNK and size > limits["ratio"] * max(member.compress_size, 1):
                            raise Refused(f"压缩比超过 {limits['ratio']} 倍，像是压缩炸弹；请另存为新文件再试")
                        if any(mark in tail + chunk for mark in DOCTYPES):
                            raise Refused("含有文档类型声明（DOCTYPE），不是正常的表格文件；请在 Excel 或 WPS 里另存")
                        faulty = faulty or ERROR_MARK in tail + chunk
                        tail = chunk[-32:]
                total += size
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise Refused("压缩包已损坏或加了密；请重新导出") from fault
    return faulty


def part(path: str, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        try:
            return archive.read(name)
        except KeyError:
            raise Refused("不是 Excel 工作簿（压缩包里没有工作表）") from None


def old_datemode(path: str) -> bool:
    import xlrd

    try:
        return bool(xlrd.open_workbook(path, on_demand=True, logfile=io.StringIO()).datemode)
    except Exception:  # xlrd fails in many ways on what calamine still reads
        return False


def error_cells(path: str) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet → (row, column from 0) → #REF! and the like, which calamine gives as empty."""
    files = {}
    for tag in re.findall(rb"<Relationship\b[^>]*>", part(path, "xl/_rels/workbook.xml.rels")):
        files[attribute(tag, "Id")] = "xl/" + attribute(tag, "Target").removeprefix("/xl/")
    found: dict[str, dict[tuple[int, int], str]] = {}
    for tag in re.findall(rb"<sheet\b[^>]*>", part(path, "xl/workbook.xml")):
        content = part(path, files[attribute(tag, "r:id")])
        cells = ((int(row), column(letters), error.decode()) for letters, row, error in ERROR_CELL.findall(content))
        found[unescape(attribute(tag, "name"))] = {(row, at): error for row, at, error in cells}
    return found


def attribute(tag: bytes, name: str) -> str:
    value = re.search(rf'\b{name}="([^"]*)"'.encode(), tag)
    return value[1].decode() if value else ""


def column(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1


def workbook(path: str, excel_1904: object, errors: dict[str, dict[tuple[int, int], str]], most: int) -> Iterator[Any]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(path)
        yield {"excel_1904": bool(excel_1904)}
        for sheet in book.sheets_metadata:
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                yield {"sheet": sheet.name}
                cells = book.get_sheet_by_name(sheet.name)
                yield from numbered(cells.to_python(skip_empty_area=False), most, errors.get(sheet.name, {}))
    except calamine.PasswordError as fault:
        raise Refused("有打开密码；请去掉密码后再导入") from fault
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as fault:
        raise Refused("不是完好的 Excel 文件；请在 Excel 或 WPS 里另存为 .xlsx") from fault


def separated(path: str, *, words: list[str], rows: int, unpacked: int, **_: Any) -> Iterator[Any]:
    with open(path, "rb") as file:
        content = file.read(unpacked + 1)
    if len(content) > unpacked:
        raise Refused(f"超过 {unpacked >> 20} MB；请拆成几个文件")
    text, separator = decoded(content, set(words))
    csv.field_size_limit(1 << 20)
    yield {"excel_1904": False}
    yield {"sheet": ""}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from numbered(reader, rows, {})
    except csv.Error as fault:
        raise Refused(f"第 {reader.line_num} 行附近的引号没有成对") from fault


def decoded(content: bytes, words: set[str]) -> tuple[str, str]:
    """The text and its separator: the first coding that reads and shows a known header word near the top."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    marked = [coding for mark, coding in marks.items() if content.startswith(mark)]
    readable = None
    for coding in marked or ("utf-8", "gb18030", *BARE_UTF_16):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        for separator in ",\t;":
            top = csv.reader(io.StringIO("\n".join(text.splitlines()[:HEADER_ROWS])), delimiter=separator)
            if any(len({squeezed(cell) for cell in row} & words) > 1 for row in top):
                return text, separator
        if coding not in BARE_UTF_16:  # it takes any bytes: only a header word proves it
            readable = readable or (text, ",")
    if readable is None:
        raise Refused("不是 UTF-8、GB18030 或 UTF-16 编码的文本；请另存为 CSV UTF-8")
    return readable


def squeezed(cell: str) -> str:
    return "".join(cell.rstrip("*").split()).lower()


def numbered(rows: Iterable[list[Any]], most: int, errors: dict[tuple[int, int], str]) -> Iterator[list[Any]]:
    faulty = {row for row, _ in errors}
    for number, row in enumerate(rows, start=1):
        cells = [plain(cell) for cell in row]
        if number in faulty:
            cells = [errors.get((number, at), cell) for at, cell in enumerate(cells)]
        while cells and isinstance(cells[-1], str) and not cells[-1].strip():
            cells.pop()
        if cells:
            if number > most:
                raise Refused(f"超过 {most} 行；请拆成几个文件")
            yield [number, cells]


def plain(cell: Any) -> str | int | float | bool:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell  # type: ignore[no-any-return]


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
