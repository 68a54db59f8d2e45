"""The tables of a file that a mapping reads, found by the headers it names."""

from collections.abc import Iterable, Sequence

from zxdata.datasets import Column
from zxdata.errors import Unreadable
from zxdata.intake.mapping.headings import best_table, headings
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import Table, locate_all

Read = tuple[Table, ...]


def read_by(mapping: Mapping, sheets: Sequence[Sheet], file: str) -> Read:
    """All sheets that show every column the mapping reads, or the one that shows most. Raises Unreadable."""
    return _fitting(sheets, mapping, file) or (best_table(sheets, mapping.headers, file),)


def fitting(mappings: Iterable[Mapping], sheets: Sequence[Sheet], file: str) -> tuple[Mapping, Read] | None:
    """Of the mappings whose every column a sheet shows, the one that reads most, with the sheets that do.

    None where none fits.
    """
    found = [(mapping, tables) for mapping in mappings if (tables := _fitting(sheets, mapping, file))]
    return max(found, key=lambda each: len(each[0].headers), default=None)


def _fitting(sheets: Sequence[Sheet], mapping: Mapping, file: str) -> Read:
    try:
        tables = locate_all(sheets, _columns(mapping), file)
    except Unreadable:
        return ()
    return tuple(table for table in tables if not mapping.absent(headings(table.header)))


def _columns(mapping: Mapping) -> tuple[Column, ...]:
    return tuple(Column(header, header, required=True) for header in mapping.headers)
