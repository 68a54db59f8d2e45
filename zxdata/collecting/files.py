"""Files given through the page, on their way through the same intake as the command line."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from zxdata.apart import Progress, apart
from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME, DATASETS
from zxdata.errors import CockpitError, Unreadable, WrongUse
from zxdata.intake import Assumptions, Book, Receipt, dataset_of, import_file, open_book, write_report
from zxdata.intake.beside import Beside
from zxdata.intake.mapping import fitting, understand
from zxdata.ledger.places import open_ledger

BY = "数据归集页面"  # who imported where nobody said so
ORDER = {dataset.name: n for n, dataset in enumerate(DATASETS)}
FAULTS = 100  # that are told on the page; the report has all of them
LARGE = 4 << 20  # bytes of a file that is rather opened twice than held while others are looked at


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its receipt, without its sheets, or why it was not taken at all.

    ``own``: it is an office's own sheet, to be taken by a mapping. ``report``: the .xlsx with the reasons beside what was
    refused; empty where nothing was.
    """

    file: str
    receipt: Receipt | None = None
    refusal: str = ""
    own: bool = False
    report: bytes = b""


@dataclass(frozen=True)
class Wish:
    """How files are to be taken: as which dataset (empty: by their headers), by whom, over other cases of the same
    number, in place of what earlier files said of their cases; ``answers``: question → what the clerk said."""

    dataset: str = ""
    by: str = ""
    overwrite: bool = False
    replace: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


def rehearse_files(paths: Sequence[Path], wish: Wish, settings: Settings, progress: Progress) -> tuple[Outcome, ...]:
    """What importing the files would do, each after those it refers to; nothing is written."""
    found: tuple[Outcome, ...] = apart(rehearsed, paths, wish, settings, progress=progress)
    return found


def import_files(paths: Sequence[Path], wish: Wish, settings: Settings, progress: Progress) -> tuple[Outcome, ...]:
    """The files in the ledger, each after those it refers to. ``progress`` is told which of how many, and its name."""
    found: tuple[Outcome, ...] = apart(imported, paths, wish, settings, progress=progress)
    return found


def rehearsed(paths: Sequence[Path], wish: Wish, settings: Settings, progress: Progress) -> tuple[Outcome, ...]:
    return _each(paths, wish, settings, progress, dry_run=True)


def imported(paths: Sequence[Path], wish: Wish, settings: Settings, progress: Progress) -> tuple[Outcome, ...]:
    return _each(paths, wish, settings, progress, dry_run=False)


def without_sheets(receipt: Receipt) -> Receipt:
    """What of a receipt is shown: neither the sheets nor more faults than anyone reads there."""
    return replace(receipt, tables=(), entries=(), faults=receipt.faults[:FAULTS])


def report_of(receipt: Receipt) -> bytes:
    """The report as a file; empty where nothing was refused."""
    if not receipt.refused:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_report(receipt, path)
        return path.read_bytes()


def _each(
    paths: Sequence[Path], wish: Wish, now: Settings, progress: Progress, *, dry_run: bool
) -> tuple[Outcome, ...]:
    engine = open_ledger(now)
    outcomes: list[Outcome] = []
    known: list[tuple[str, Book]] = []
    for n, path in enumerate(paths, 1):
        progress(n, len(paths), path.name)
        seen = _looked_at(engine, now, path, wish)
        if isinstance(seen, Outcome):
            outcomes.append(seen)
        else:
            known.append(seen)
    beside = Beside()
    for n, (name, book) in enumerate(sorted(known, key=lambda pair: ORDER[pair[0]]), 1):
        progress(n, len(known), book.path.name)
        outcome, receipt = _one(engine, now, book, wish, name, beside, dry_run=dry_run)
        if dry_run and receipt:
            beside = beside.with_rows(name, receipt.entries)
        outcomes.append(outcome)
    return tuple(outcomes)


def _looked_at(engine: Engine, now: Settings, path: Path, wish: Wish) -> tuple[str, Book] | Outcome:
    """The dataset of a file, and the file, open where it is small; or that it is none."""
    try:
        book = open_book(engine, path, now)
        name = wish.dataset or _dataset(engine, now, book)
    except CockpitError as fault:
        return Outcome(path.name, refusal=fault.sentence)
    if not name:
        return Outcome(path.name, own=True)
    return name, book if path.stat().st_size < LARGE else Book(path, ())


def _dataset(engine: Engine, now: Settings, book: Book) -> str:
    """Empty where a kept mapping takes the file, or its headers are those of a known kind of sheet and of no dataset."""
    if fitting(book.kept, book.sheets, book.path.name):
        return ""
    try:
        return dataset_of(book.sheets, book.path.name).name
    except (Unreadable, WrongUse) as fault:
        try:
            understand(engine, book.sheets, book.path.name, now)
        except CockpitError:
            raise fault from None
        return ""


def _one(
    engine: Engine, now: Settings, book: Book, wish: Wish, name: str, beside: Beside, *, dry_run: bool
) -> tuple[Outcome, Receipt | None]:
    try:
        receipt = import_file(
            engine,
            book if book.sheets else book.path,
            now,
            dataset=name,
            dry_run=dry_run,
            overwrite=wish.overwrite,
            replace=wish.replace and bool(BY_NAME[name].case),
            by=wish.by or BY,
            assumed=Assumptions.of(wish.answers),
            beside=beside,
        )
    except CockpitError as fault:
        return Outcome(book.path.name, refusal=fault.sentence), None
    report = report_of(receipt) if dry_run else b""
    return Outcome(book.path.name, without_sheets(receipt), report=report), receipt
