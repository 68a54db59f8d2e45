"""Files given through the page, on their way through the same intake as the command line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from zxdata.configuration import Settings, settings
from zxdata.datasets import BY_NAME, DATASETS
from zxdata.errors import CockpitError
from zxdata.intake import Receipt, guess_dataset, import_file
from zxdata.intake.beside import Beside
from zxdata.ledger.places import open_ledger

BY = "数据归集页面"  # who imported where nobody said so
ORDER = {dataset.name: n for n, dataset in enumerate(DATASETS)}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its receipt or, where it was not taken at all, why."""

    file: str
    receipt: Receipt | None
    refusal: str = ""


@dataclass(frozen=True)
class Wish:
    """How files are to be taken: as which dataset (empty: by their headers), by whom, over other cases of the same
    number, in place of what earlier files said of their cases."""

    dataset: str = ""
    by: str = ""
    overwrite: bool = False
    replace: bool = False


def rehearse_files(paths: Sequence[Path], wish: Wish, progress: Progress) -> tuple[Outcome, ...]:
    """What importing the files would do, each after those it refers to; nothing is written."""
    return _each(paths, wish, progress, dry_run=True)


def import_files(paths: Sequence[Path], wish: Wish, progress: Progress) -> tuple[Outcome, ...]:
    """The files in the ledger, each after those it refers to. ``progress`` is told which of how many, and its name."""
    return _each(paths, wish, progress, dry_run=False)


def _each(paths: Sequence[Path], wish: Wish, progress: Progress, *, dry_run: bool) -> tuple[Outcome, ...]:
    now = settings()
    engine = open_ledger(now)
    outcomes = []
    beside = Beside()
    known, refused = _in_order(paths, wish)
    for n, (path, name) in enumerate(known, 1):
        progress(n, len(known), path.name)
        outcome = _one(engine, now, path, wish, name, beside, dry_run=dry_run)
        if dry_run and outcome.receipt:
            beside = beside.with_rows(name, outcome.receipt.entries)
        outcomes.append(outcome)
    return (*refused, *outcomes)


def _one(engine: Engine, now: Settings, path: Path, wish: Wish, name: str, beside: Beside, *, dry_run: bool) -> Outcome:
    try:
        receipt = import_file(
            engine,
            path,
            now,
            dataset=name,
            dry_run=dry_run,
            overwrite=wish.overwrite,
            replace=wish.replace and bool(BY_NAME[name].case),
            by=wish.by or BY,
            beside=beside,
        )
    except CockpitError as fault:
        return Outcome(path.name, None, fault.sentence)
    return Outcome(path.name, receipt)


def _in_order(paths: Sequence[Path], wish: Wish) -> tuple[list[tuple[Path, str]], list[Outcome]]:
    known, refused = [], []
    for path in paths:
        try:
            known.append((path, wish.dataset or guess_dataset(path)))
        except CockpitError as fault:
            refused.append(Outcome(path.name, None, fault.sentence))
    return sorted(known, key=lambda pair: ORDER[pair[1]]), refused
