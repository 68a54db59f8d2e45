"""How the text of a cell becomes the value of its column: one reader for each kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from zxdata.datasets import Column, Dataset
from zxdata.errors import Unknown, WrongUse
from zxdata.intake import cells, days
from zxdata.intake.cells import BadCell
from zxdata.intake.characters import canonical
from zxdata.intake.days import DayConvention
from zxdata.intake.named import Named
from zxdata.intake.units import Units
from zxdata.nearest import nearest
from zxdata.regions import Regions
from zxdata.rules.calendar import WorkCalendar

LIMIT = "due_on"
HINTED = 100  # unknown regions of a column for which the nearest names are looked up
RESEMBLING = 60.0  # of 100: a name that like one of a region's is no name of a place outside
RANGES = {"lon": (-180.0, 180.0, "经度"), "lat": (-90.0, 90.0, "纬度")}
Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Known:
    """What names in cells are looked up in; ``home`` is the region below which a name must be unique; ``calendar``: by
    which spans of working days end; ``named``: dataset → what of it may be called by name.
    """

    clock: DayConvention
    regions: Regions
    units: Units
    home: str | None
    calendar: WorkCalendar
    named: Mapping[str, Named] = field(default_factory=dict)


def identifies(column: Column, dataset: Dataset) -> bool:
    """Whether a column's text tells rows apart or points at one: then no two ways to write it may differ."""
    return column.kind == "text" and (bool(column.ref) or column.name in dataset.key)


def reader(
    column: Column, known: Known, *, label: bool = False, times: int = 1, same: Mapping[str, str] | None = None
) -> Reader:
    """Text → value; what it returns raises BadCell.

    ``label``: the text identifies; ``times``: the header's unit; ``same``: other ways to write a word.
    """
    words, unknown = same or {}, count(1)
    readers: dict[str, Reader] = {
        "text": _labels(column, known) if label else str,
        "choice": lambda text: words.get(canonical(text), canonical(text)),
        "closed": lambda text: _one_of(column, canonical(text)),
        "date": lambda text: (days.limit if column.name == LIMIT else days.day)(text, known.clock),
        "instant": lambda text: days.moment(text, known.clock),
        "number": lambda text: _within(column, cells.number(text) * times),
        "integer": lambda text: cells.integer(text, times),
        "flag": cells.flag,
        "region": lambda text: _region(text, known, unknown),
        "regions": lambda text: "、".join(dict.fromkeys(_region(name, known, unknown) for name in cells.several(text))),
        "unit": lambda text: known.units.resolve(canonical(text)),
    }
    return readers[column.kind]


def _labels(column: Column, known: Known) -> Reader:
    named = known.named.get(column.ref)
    return (lambda text: named.resolve(cells.label(text))) if named else cells.label


def _region(text: str, known: Known, unknown: Iterator[int]) -> str:
    if not known.regions.all:
        raise BadCell("行政区划表还是空的，无法认出区划", "请先导入行政区划，或把这一格留空")
    try:
        return known.regions.resolve(canonical(text), below=known.home)
    except Unknown as fault:
        close = nearest(fault.value, known.regions.names) if next(unknown) <= HINTED else []
        hint = f"您要找的是不是 {'、'.join(close)}？" if close else ""
        raise BadCell(f"没有名为“{fault.value}”的区划", f"{hint}请填区划代码、全称或现有名称") from None
    except WrongUse as fault:
        raise BadCell(str(fault).rstrip("。"), "请填区划代码，或从上到下写全，如 某市某区某街道") from None


def beyond(text: str, known: Known) -> tuple[str, tuple[str, ...]]:
    """A list of regions parted into those to be looked up, and those outside the home division as they are written: the
    names that resemble none of its regions.
    """
    if not known.regions.all:
        return text, ()
    inside: list[str] = []
    outside: list[str] = []
    for name in cells.several(text):
        try:
            known.regions.resolve(canonical(name), below=known.home)
        except Unknown:
            alike = nearest(canonical(name), known.regions.names, 1, RESEMBLING)
            (inside if alike or canonical(name).isdecimal() else outside).append(name)
            continue
        except WrongUse:
            pass
        inside.append(name)
    return "、".join(inside), tuple(outside)


def _one_of(column: Column, text: str) -> str:
    words = [word for word, _ in column.values]
    if (squeezed := "".join(text.split())) in words:
        return squeezed
    close = nearest(text, words, 1)
    hint = f"您要填的是不是 {close[0]}？" if close else ""
    raise BadCell(f"不在{column.header}的固定取值里", f"{hint}可填：{'、'.join(words)}")


def _within(column: Column, value: float) -> float:
    low, high, name = RANGES.get(column.name, (float("-inf"), float("inf"), ""))
    if not low <= value <= high:
        raise BadCell(f"超出{name}的范围 {low:g} 到 {high:g}", "请核对，经度和纬度可能填反了")
    return value
