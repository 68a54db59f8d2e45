"""The header of a table, found by its words, and the dataset it belongs to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from unicodedata import normalize

from zxdata.datasets import DATASETS, Column, Dataset
from zxdata.errors import Unreadable, WrongUse

TOP_ROWS = 20
REMARKS = re.compile(r"[(（\[【].*?[)）\]】]|[*＊]")


class Written(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Sequence[object]: ...


@dataclass(frozen=True)
class Header:
    """``names``: the header's cells by position; ``places``: known word → position; ``last_row``: data start below."""

    names: tuple[str, ...]
    places: Mapping[str, int]
    last_row: int

    def place(self, column: Column) -> int | None:
        """Where a column stands, by its Chinese header or its code name."""
        return next((self.places[word] for word in _words(column) if word in self.places), None)

    def unknown(self, columns: Iterable[Column]) -> tuple[str, ...]:
        """Header cells that none of ``columns`` is called."""
        known = known_words(columns)
        return tuple(name for name in self.names if name and squeeze(name) not in known)


def squeeze(word: object) -> str:
    """A header as compared: without spaces, remarks in brackets and the star of required columns."""
    return "".join(REMARKS.sub("", normalize("NFKC", str(word))).split()).lower()


def known_words(columns: Iterable[Column]) -> frozenset[str]:
    return frozenset(word for column in columns for word in _words(column))


def _words(column: Column) -> tuple[str, str]:
    return squeeze(column.header), column.name


def find_header(rows: Sequence[Written], columns: Iterable[Column]) -> Header | None:
    """Of the first twenty rows the one, or the two that read as one, with the most known words; at least two.

    Raises Unreadable where a known word stands in it twice.
    """
    known = known_words(columns)
    top = [row for row in rows if row.number <= TOP_ROWS]
    best: tuple[int, tuple[str, ...], int] = (1, (), 0)
    for row, upper in [(row, None) for row in top] + list(zip(top[1:], top, strict=False)):
        names = _names(row, upper, known)
        count = len(known & {squeeze(name) for name in names})
        if count > best[0]:
            best = (count, names, row.number)
    _, names, last_row = best
    return Header(names, _places(names, known), last_row) if names else None


def _names(row: Written, upper: Written | None, known: frozenset[str]) -> tuple[str, ...]:
    """The row's own words; under a merged group the lower cell counts, beside it the upper one."""
    width = max(len(row.cells), len(upper.cells) if upper else 0)
    lower = [_cell(row, at) for at in range(width)]
    if upper is None:
        return tuple(lower)
    above = [_cell(upper, at) for at in range(width)]
    return tuple(low if squeeze(low) in known or not high else high for low, high in zip(lower, above, strict=True))


def _cell(row: Written, at: int) -> str:
    return str(row.cells[at]).strip() if at < len(row.cells) else ""


def _places(names: tuple[str, ...], known: frozenset[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        if (word := squeeze(name)) not in known:
            continue
        if word in places:
            raise Unreadable(f"表头“{name}”出现了两次；请删去或改名其中一列。")
        places[word] = at
    return places


def recognise(header: Header, name: str) -> Dataset:
    """The dataset whose columns the header shows. Raises WrongUse: none fits, or several do equally well."""
    fitting = {
        dataset: sum(header.place(column) is not None for column in dataset.columns)
        for dataset in DATASETS
        if not missing(header, dataset)
    }
    most = max(fitting.values(), default=0)
    best = [dataset for dataset, count in fitting.items() if count == most]
    if len(best) == 1:
        return best[0]
    if best:
        ways = "、".join(f"{dataset.name}（{dataset.title}）" for dataset in best)
        raise WrongUse(f"“{name}”的表头同时符合 {ways}；请用 --dataset 指明其中之一。")
    nearest = min(DATASETS, key=lambda d: (len(missing(header, d)) / sum(c.required for c in d.columns), d.name))
    raise WrongUse(
        f"从“{name}”的表头认不出是哪个数据集；最接近{nearest.title}，还缺 {'、'.join(missing(header, nearest))}。"
        "请补列，或用 --dataset 指明。"
    )


def missing(header: Header, dataset: Dataset) -> tuple[str, ...]:
    """Required columns that the header does not show."""
    return tuple(c.header for c in dataset.columns if c.required and header.place(c) is None)
