"""How an answer is printed: JSON, CSV or a table on standard output; words for people on standard error."""

import csv
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from zxdata.words import inert

Row = Mapping[str, Any]


def say(sentence: str) -> None:
    """For the person at the terminal, not part of the answer."""
    print(sentence, file=sys.stderr)


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """Shows that something is being done; the function it yields changes the words. Nothing in a log file."""
    from rich.console import Console

    with Console(stderr=True).status(words) as status:
        yield status.update


def print_json(value: Any) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, allow_nan=False))


def print_answer(wanted: str | None, columns: Sequence[str], rows: Sequence[Row], about: Row) -> None:
    """``about``: what a JSON answer says beside its rows. Without a wish: a table on a screen, else JSON."""
    wanted = wanted or ("table" if sys.stdout.isatty() else "json")
    if wanted == "json":
        print_json({**about, "rows": rows})
    elif wanted == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([inert(_cell(row[name])) for name in columns] for row in rows)
    else:
        print_table(columns, [["—" if row[n] is None else str(_cell(row[n])) for n in columns] for row in rows])


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned for the eye; a line is never cut."""
    from rich.cells import cell_len

    lines = [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(columns))]
    for line in lines:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def plain(value: Any) -> Any:
    """As JSON has it: days as text, missing as null, numbers of any library as numbers."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and math.isnan(value)) or value != value:
        return None
    return value


def _cell(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
