"""A file from outside as sheets: opened in a limited child process."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from zxdata.errors import Unreadable
from zxdata.intake.sheets import Cell, Formula, Merged, Row, Sheet, Shown

# The package is started by its folder: the cockpit's own packages are too much to import for one file.
CHILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); import parsing; parsing.main(*sys.argv[1:])"
MEMORY = 512 << 20
CPU_SECONDS = 60
WALL_SECONDS = 90
UNPACKED = 200 << 20
RATIO = 100
ROWS = 200_000


def read_sheets(path: Path, words: Iterable[str]) -> list[Sheet]:
    """All visible sheets of a file: xlsx, xlsb, xls, et, ods, separated text, JSON, a table in a web page.

    ``words``, squeezed, are those of any header: they tell in which coding a text is written. Raises Unreadable,
    also where reading costs too much.
    """
    limits = {
        "memory": MEMORY,
        "cpu": CPU_SECONDS,
        "unpacked": UNPACKED,
        "ratio": RATIO,
        "rows": ROWS,
        "words": sorted(words),
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
    sheets: list[tuple[dict[str, Any], list[Row]]] = []
    hidden: set[int] = set()
    excel_1904, finished = False, False
    for line in lines:
        message = _message(line)
        if isinstance(message, list):
            number, cells, *special = message
            for at in special[0] if special else ():
                cells[at] = _cell(cells[at])
            sheets[-1][1].append(Row(number, tuple(cells), number in hidden))
        elif "refused" in message:
            raise Unreadable(f"读不了“{path.name}”：{message['refused']}。")
        elif "sheet" in message:
            hidden = set(message["hidden"])
            sheets.append((message, []))
        else:
            excel_1904 = message.get("excel_1904", excel_1904)
            finished = finished or "end" in message
    if not finished:
        raise ValueError
    return [
        Sheet(told["sheet"], tuple(rows), excel_1904, tuple(Merged(*ends) for ends in told["merged"]))
        for told, rows in sheets
    ]


def _message(line: bytes) -> Any:
    """Raises ValueError for a line that is none."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # half a surrogate pair, which is to be refused with its cell
        return json.loads(line)


def _cell(told: Any) -> Cell:
    return Shown(*told) if isinstance(told, list) else Formula(told["formula"])


def _death(code: int | None) -> str:
    if code is None or code == -24:  # SIGXCPU
        return f"用时超过 {CPU_SECONDS} 秒仍未读完；请拆成几个文件，或另存为 CSV"
    return f"内容异常，读取进程超出 {MEMORY >> 20} MB 内存或意外退出；请把数据复制到新工作簿后再试"
