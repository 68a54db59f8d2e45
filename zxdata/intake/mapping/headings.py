"""How a mapping calls the columns of a table: by their names, with the group above where a name stands twice."""

from collections import Counter
from collections.abc import Iterable

from zxdata.datasets import Column
from zxdata.intake.headers import Header, squeeze
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import Table, locate_all


def best_table(sheets: Iterable[Sheet], words: Iterable[str], file: str) -> Table:
    """The sheet whose header shows most of these words. Raises Unreadable where none shows any."""
    found = locate_all([*sheets], tuple(Column(word, word) for word in words), file)
    return max(found, key=lambda table: len(table.header.places))


def headings(header: Header) -> tuple[str, ...]:
    """By position; empty where a column has no name."""
    seen = Counter(squeeze(name) for name in header.names)
    return tuple(
        name if seen[squeeze(name)] == 1 or not header.groups[at] else f"{header.groups[at][-1]}{name}"
        for at, name in enumerate(header.names)
    )


def positions(header: Header) -> dict[str, int]:
    """Squeezed heading → position; of headings that are alike the first."""
    return {squeeze(name): at for at, name in reversed([*enumerate(headings(header))]) if name}
