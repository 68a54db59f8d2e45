"""The tables of a file that a mapping reads, found by the headers it names."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.engine import Engine

from zxdata.datasets import DATASETS, Column
from zxdata.errors import Unreadable
from zxdata.intake.headers import known_words
from zxdata.intake.mapping.headings import best_table, headings
from zxdata.intake.mapping.keeping import saved_mappings
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.reading import read_sheets
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import Table, locate_all

Read = tuple[Table, ...]


def read_by(mapping: Mapping, path: Path) -> Read:
    """All sheets that show every column the mapping reads, or the one that shows most. Raises Unreadable."""
    sheets = _sheets(path, [mapping])
    return _fitting(sheets, mapping, path.name) or (best_table(sheets, mapping.headers, path.name),)


def kept_for(engine: Engine, path: Path) -> tuple[Mapping, Read] | None:
    """Of the kept mappings whose every column a sheet shows, the one that reads most, with the sheets that do.

    None where none fits. Raises Unreadable.
    """
    mappings = [each.mapping for each in saved_mappings(engine)]
    if not mappings:
        return None
    sheets = _sheets(path, mappings)
    found = [(mapping, tables) for mapping in mappings if (tables := _fitting(sheets, mapping, path.name))]
    return max(found, key=lambda each: len(each[0].headers), default=None)


def _fitting(sheets: list[Sheet], mapping: Mapping, file: str) -> Read:
    try:
        tables = locate_all(sheets, _columns(mapping), file)
    except Unreadable:
        return ()
    return tuple(table for table in tables if not mapping.absent(headings(table.header)))


def _sheets(path: Path, mappings: Iterable[Mapping]) -> list[Sheet]:
    own = [column for mapping in mappings for column in _columns(mapping)]
    return read_sheets(path, known_words([*(column for dataset in DATASETS for column in dataset.columns), *own]))


def _columns(mapping: Mapping) -> tuple[Column, ...]:
    return tuple(Column(header, header, required=True) for header in mapping.headers)
