"""The header of a table, found by its words, and the dataset it belongs to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from zxdata.datasets import DATASETS, Column, Dataset
from zxdata.errors import Unreadable, WrongUse
from zxdata.intake.characters import line, unescaped
from zxdata.intake.sheets import Merged, Row, Sheet, texts

TOP_ROWS = 20
DEEPEST = 4
REMARKS = re.compile(r"[(（\[【](.*?)[)）\]】]|[*＊]")


@dataclass(frozen=True)
class Header:
    """The rows ``first_row`` to ``last_row`` of a sheet as the names of its columns; data start below.

    names    by position the name of each column, as written
    groups   by position what stands above that name, from the top; empty where nothing does
    places   known word → the positions at which it stands; a word under a group may be read with it (交办 + 日期)
    """

    names: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    places: Mapping[str, tuple[int, ...]]
    first_row: int
    last_row: int

    def place(self, column: Column) -> int | None:
        """Where a column stands, by its Chinese header or its code name. Raises Unreadable where in two places."""
        found = next((self.places[word] for word in _words(column) if word in self.places), ())
        if len(found) > 1:
            ways = "、".join(f"“{self.full_name(at)}”（第 {at + 1} 列）" for at in found)
            raise Unreadable(f"表头“{self.names[found[0]]}”出现了两次：{ways}；请删去或改名其中一列。")
        return found[0] if found else None

    def shows(self, column: Column) -> bool:
        return any(word in self.places for word in _words(column))

    def full_name(self, at: int) -> str:
        """The name with the groups above it: ``办理情况·交办·日期``."""
        return "·".join((*self.groups[at], self.names[at]))

    def remarks(self, at: int) -> tuple[str, ...]:
        """What a name says in brackets: 万人 in 人口（万人）."""
        found = REMARKS.findall(normalize("NFKC", self.names[at]))
        return tuple(word for part in found if (word := "".join(part.split())))

    def unknown(self, columns: Iterable[Column]) -> tuple[str, ...]:
        """Header cells that none of ``columns`` is called."""
        known = known_words(columns)
        read = {at for word in known for at in self.places.get(word, ())}
        return tuple(name for at, name in enumerate(self.names) if name and at not in read)


def header_of(names: Iterable[str]) -> Header:
    """The header of a table that has these names and nothing above them; data start in the first row."""
    given = tuple(names)
    places: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(given):
        places[squeeze(name)] = (*places.get(squeeze(name), ()), at)
    return Header(given, tuple(() for _ in given), places, 0, 0)


def squeeze(word: object) -> str:
    """A header as compared: without spaces, remarks in brackets and the star of required columns."""
    return "".join(REMARKS.sub("", normalize("NFKC", line(str(word)))).split()).lower()


def known_words(columns: Iterable[Column]) -> frozenset[str]:
    return frozenset(word for column in columns for word in _words(column))


def _words(column: Column) -> tuple[str, str]:
    return squeeze(column.header), column.name


def find_header(sheet: Sheet, words: frozenset[str]) -> Header | None:
    """Of the first twenty rows the one to four that, read as one, show most of ``words`` (squeezed); at least two."""
    top = sheet.top(TOP_ROWS)
    best: tuple[int, list[Row]] = (1, [])
    for depth in range(1, DEEPEST + 1):
        for begin in range(len(top) - depth + 1):
            rows = top[begin : begin + depth]
            count = len(_places(_levels(rows), words))
            if count > best[0]:
                best = (count, rows)
    if not best[1]:
        return None
    rows = _with_groups(sheet, top, best[1])
    levels = _levels(rows)
    names, groups = [], []
    for column in levels:
        at = _level(column, words)
        names.append(column[at] if column else "")
        groups.append(tuple(column[:at]))
    return Header(tuple(names), tuple(groups), _places(levels, words), rows[0].number, rows[-1].number)


def _levels(rows: Sequence[Row]) -> list[list[str]]:
    """For each column what its header says from the top down, each text once."""
    width = max(len(row.cells) for row in rows)
    return [texts(unescaped(str(row.cell(at))) for row in rows) for at in range(width)]


def _level(column: Sequence[str], words: frozenset[str]) -> int:
    """Which level names the column: the lowest that is known, alone or with the one above it, else the lowest."""
    for at in reversed(range(len(column))):
        if squeeze(column[at]) in words or (at and squeeze(column[at - 1] + column[at]) in words):
            return at
    return max(len(column) - 1, 0)


def _places(levels: Sequence[Sequence[str]], words: frozenset[str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for at, column in enumerate(levels):
        if not column:
            continue
        level = _level(column, words)
        alone = squeeze(column[level])
        together = squeeze(column[level - 1] + column[level]) if level else ""
        for word in dict.fromkeys((together if together in words else alone,)):
            if word in words:
                places[word] = (*places.get(word, ()), at)
    return places


def _with_groups(sheet: Sheet, top: Sequence[Row], rows: list[Row]) -> list[Row]:
    """The header's rows with those above them that group its columns; a title above is none."""
    at = next(index for index, row in enumerate(top) if row.number == rows[0].number)
    width = sum(any(row.cell(place) != "" for row in rows) for place in range(max(len(row.cells) for row in rows)))
    while at and len(rows) < DEEPEST and _groups(sheet.merged, top[at - 1], rows[0].number, width):
        at -= 1
        rows = [top[at], *rows]
    return rows


def _groups(merged: Iterable[Merged], row: Row, below: int, width: int) -> bool:
    """Whether a row belongs to the header below it: cells reach down into it, or stand over some of its columns."""
    if any("：" in text or ":" in text for text in texts(row.cells)):
        return False
    return any(
        (cells.top <= row.number and cells.bottom >= below)
        or (cells.top <= row.number <= cells.bottom and 1 < cells.right - cells.left + 1 < width)
        for cells in merged
    )


def recognise(header: Header, name: str) -> Dataset:
    """The dataset whose columns the header shows. Raises WrongUse: none fits, or several do equally well."""
    fitting = {
        dataset: sum(header.shows(column) for column in dataset.columns)
        for dataset in DATASETS
        if not missing(header, dataset)
    }
    most = max(fitting.values(), default=0)
    best = [dataset for dataset, count in fitting.items() if count == most]
    if len(best) == 1:
        return best[0]
    if best:
        ways = "、".join(f"{dataset.name}（{dataset.title}）" for dataset in best)
        raise WrongUse(f"“{name}”的表头同时符合 {ways}；请指明是哪一个数据集。")
    nearest = min(DATASETS, key=lambda d: (len(missing(header, d)) / sum(c.required for c in d.columns), d.name))
    raise WrongUse(
        f"从“{name}”的表头认不出是哪个数据集；最接近{nearest.title}，还缺 {'、'.join(missing(header, nearest))}。"
        "请按模板补列，或指明是哪个数据集；一行一件的自有台账要先做对照，按人、按区县汇总的表不能导入。"
    )


def missing(header: Header, dataset: Dataset) -> tuple[str, ...]:
    """Required columns that the header does not show."""
    return tuple(c.header for c in dataset.columns if c.required and not header.shows(c))
