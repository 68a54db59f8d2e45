"""One file as nobody should send it: what it is called, what it holds, how many rows of it may come in, and how such are made."""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

HEAD = "提案号,标题,提交日期"
ROW = "1,甲,2025-01-01"
SOME = -1
PAGE, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Hostile:
    """accepted: the rows that may come in; None: the file as a whole is refused; SOME: some or none, but said."""

    name: str
    content: bytes
    accepted: int | None


def csv(name: str, *lines: str, accepted: int | None, coding: str = "utf-8") -> Hostile:
    return Hostile(name, "\n".join(lines).encode(coding, "surrogatepass"), accepted)


def workbook(*rows: tuple[object, ...], sheet: str = "数据") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "nan_inf_to_errors": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return file.getvalue()


HEADS = tuple(HEAD.split(","))
GOOD = workbook(HEADS, ("1", "甲", "2025-01-01"))


def patched(part: str, change: Callable[[bytes], bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with one of its parts rewritten."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(file, "w", level) as bad:
        for name in good.namelist():
            bad.writestr(name, change(good.read(name)) if name == part else good.read(name))
    return file.getvalue()


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(old, new, 1)


def placed(folder: Path, file: Hostile) -> Path:
    path = folder / file.name
    path.write_bytes(file.content)
    os.chmod(path, 0o600)
    return path
