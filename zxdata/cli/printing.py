"""How an answer is printed: JSON, CSV or a table on standard output; words for people on standard error."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from zxdata.inquiry.written import Row, as_csv, as_json, cell


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
    print(as_json(value), end="")


def print_answer(wanted: str | None, columns: Sequence[str], rows: Sequence[Row], about: Row) -> None:
    """``about``: what a JSON answer says beside its rows. Without a wish: a table on a screen, else JSON."""
    wanted = wanted or ("table" if sys.stdout.isatty() else "json")
    if wanted == "json":
        print_json({**about, "rows": rows})
    elif wanted == "csv":
        print(as_csv(columns, rows), end="")
    else:
        print_table(columns, [["—" if row[n] is None else str(cell(row[n])) for n in columns] for row in rows])


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned for the eye; a line is never cut."""
    from rich.cells import cell_len

    lines = [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(columns))]
    for line in lines:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
