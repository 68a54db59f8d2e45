"""A file from outside as a table: opened in a limited child process, its header found by its words."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zxdata.datasets import Column
from zxdata.errors import Unreadable
from zxdata.intake.headers import TOP_ROWS, Header, find_header, known_words

# The package is started by its folder: the cockpit's own packages are too much to import for one file.
CHILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); import parsing; parsing.main(*sys.argv[1:])"
MEMORY = 512 << 20
CPU_SECONDS = 60
WALL_SECONDS = 90
UNPACKED = 200 << 20
RATIO = 100
ROWS = 200_000
TOTALS = ("合计", "总计", "小计", "共计")

Cell = str | int | float | bool


@dataclass(frozen=True)
class Row:
    """One row as written; ``number`` is that which Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet; a CSV file is one without a name. Empty rows are left out, their numbers are kept."""

    name: str
    rows: tuple[Row, ...]
    excel_1904: bool = False


@dataclass(frozen=True)
class Table:
    """The sheet that holds the data, its header, and the records below it.

    ``others``: names of further sheets that were not read.
    """

    sheet: Sheet
    header: Header
    others: tuple[str, ...] = field(default=())

    @property
    def records(self) -> Iterator[Row]:
        """The rows below the header, totals at the end left out."""
        return iter(_without_totals([row for row in self.sheet.rows if row.number > self.header.last_row]))


def read_sheets(path: Path, columns: Iterable[Column]) -> list[Sheet]:
    """All visible sheets of an xlsx, xls or csv file. Raises Unreadable, also where reading costs too much."""
    limits = {
        "memory": MEMORY,
        "cpu": CPU_SECONDS,
        "unpacked": UNPACKED,
        "ratio": RATIO,
        "rows": ROWS,
        "words": sorted(known_words(columns)),
    }
    if not path.is_file():
        raise Unreadable(f"没有文件“{path}”。")
    with tempfile.TemporaryFile() as answer:
        folder = str(Path(__file__).parent)
        code = _run([sys.executable, "-I", "-c", CHILD, folder, str(path.absolute()), json.dumps(limits)], answer)
        answer.seek(0)
        try:
            return _sheets(path, answer)
        except ValueError:
            pass
    raise Unreadable(f"读不了“{path.name}”：{_death(code)}。")


def locate(sheets: Iterable[Sheet], columns: Iterable[Column], file: str) -> Table:
    """The sheet whose header shows most names of ``columns``. Raises Unreadable where none does."""
    known = tuple(columns)
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows, known))]
    if not found:
        raise Unreadable(f"“{file}”的前 {TOP_ROWS} 行里找不到表头；请用模板的列名。")
    sheet, header = max(found, key=lambda pair: len(pair[1].places))
    needed = [column for column in known if column.required]
    others = (
        other.name for other, its in found if other is not sheet and all(its.place(c) is not None for c in needed)
    )
    return Table(sheet, header, tuple(others))


def _run(command: list[str], answer: Any) -> int | None:
    """The child's exit code; None where it took too long."""
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.DEVNULL, timeout=WALL_SECONDS
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def _sheets(path: Path, lines: Iterable[bytes]) -> list[Sheet]:
    """Raises ValueError where the child did not finish its answer."""
    sheets: list[tuple[str, list[Row]]] = []
    excel_1904, finished = False, False
    for line in lines:
        message = json.loads(line) if line.strip() else {}
        if isinstance(message, list):
            sheets[-1][1].append(Row(message[0], tuple(message[1])))
        elif "refused" in message:
            raise Unreadable(f"读不了“{path.name}”：{message['refused']}。")
        elif "sheet" in message:
            sheets.append((message["sheet"], []))
        else:
            excel_1904 = message.get("excel_1904", excel_1904)
            finished = finished or "end" in message
    if not finished:
        raise ValueError
    return [Sheet(name, tuple(rows), excel_1904) for name, rows in sheets]


def _death(code: int | None) -> str:
    if code is None or code == -24:  # SIGXCPU
        return f"用时超过 {CPU_SECONDS} 秒仍未读完；请拆成几个文件，或另存为 CSV"
    return f"内容异常，读取进程超出 {MEMORY >> 20} MB 内存或意外退出；请把数据复制到新工作簿后再试"


def _without_totals(rows: list[Row]) -> list[Row]:
    while rows and any(isinstance(cell, str) and _squeezed(cell) in TOTALS for cell in rows[-1].cells[:3]):
        rows.pop()
    return rows


def _squeezed(text: str) -> str:
    return "".join(text.split()).rstrip("：:")
