"""A file from outside opened once, for all that is asked of it: which mapping takes it, which dataset it is, its rows."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.datasets import DATASETS, Column
from zxdata.errors import CockpitError
from zxdata.intake.headers import known_words
from zxdata.intake.mapping.keeping import saved_mappings
from zxdata.intake.mapping.kinds import kinds
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.reading import read_sheets
from zxdata.intake.sheets import Sheet


@dataclass(frozen=True)
class Book:
    """The visible sheets of a file, and the mappings that the ledger keeps."""

    path: Path
    sheets: tuple[Sheet, ...]
    kept: tuple[Mapping, ...] = ()


def open_book(engine: Engine, path: Path, settings: Settings, mapping: Mapping | None = None) -> Book:
    """Every word by which any table could be known tells in which coding a text is written; those of ``mapping`` too.

    Raises Unreadable. A ledger that does not answer keeps no mapping.
    """
    try:
        held = tuple(each.mapping for each in saved_mappings(engine))
    except CockpitError:
        held = ()
    words: list[Column] = [column for dataset in DATASETS for column in dataset.columns]
    words += (column for kind in kinds(settings.headers) for column in kind.columns())
    words += (Column(header, header) for each in (*held, *([mapping] if mapping else [])) for header in each.headers)
    return Book(path, tuple(read_sheets(path, known_words(words))), held)
