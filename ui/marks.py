"""The marks of a figure by name and number: what a list offers to those who cannot click, or cannot hit, a chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pandas as pd

from ui import words
from ui.drill import REGION, Here, carried_by_rows, step
from zxdata import figures as f
from zxdata.figures.media.names import short

LONGEST = 24


@dataclass(frozen=True)
class Mark:
    """``carried``: what the painter put on it; ``label``: how it is called in a list, with its number."""

    carried: tuple[str, ...]
    label: str


_KNOWN: WeakKeyDictionary[f.Figure, list[Mark]] = WeakKeyDictionary()


def marks(found: f.Figure, here: Here) -> list[Mark]:
    """The marks that lead somewhere, in the figure's order, each once; gathered once for all who look at the figure."""
    if found.common not in _KNOWN:
        _KNOWN[found.common] = [mark for mark in dict.fromkeys(_marks(found)) if step(found, mark.carried, here)]
    return _KNOWN[found.common]


def _marks(found: f.Figure) -> Iterator[Mark]:
    frame = found.frame
    kind = f.KINDS.get(type(found))
    if kind and kind.items:
        yield from (Mark(item.carried, item.label) for item in kind.items.do(found))
    match found:
        case f.RegionMap() | f.Ranking() | f.Funnel():
            yield from _named(frame, "code", found.value_format)
        case f.Bars() if "metric" in frame:
            yield from _named(frame, "metric", found.value_format)
        case f.Bars() | f.ColumnsFigure():
            yield from _named(frame, "carries" if "carries" in frame else "name", found.value_format)
        case f.Stacked():
            yield from _crossed(frame, "name", "series", found.value_format)
        case f.Matrix():
            yield from _crossed(frame, "row", "column", found.value_format)
        case f.Gantt() | f.Strips():
            cases = frame.drop_duplicates("no")[["no", "name", "state"]]
            yield from (Mark((str(no),), f"{name}　{state}") for no, name, state in cases.itertuples(index=False))
        case f.Sankey():
            for source, target, value in frame[["source", "target", "value"]].itertuples(index=False):
                yield Mark((source, target), f"{source} → {target}　{words.number(value, 'integer')}")
        case f.Table():
            yield from map(Mark, carried_by_rows(found), _called(found))
        case f.Survival():
            yield from (Mark((name,), name) for name in found.series)
        case f.PointMap():
            stations, *regions = (frame[["no", "name"]], found.towns[["code", "name"]], found.sites[["code", "name"]])
            yield from (Mark(("station", str(no)), str(name)) for no, name in stations.itertuples(index=False))
            for places in regions:
                yield from (Mark((REGION, str(code)), str(name)) for code, name in places.itertuples(index=False))


def _called(table: f.Table) -> Iterator[str]:
    """A row by its first two words."""
    names = [column.name for column in table.columns if column.kind == "text"][:2] or [table.columns[0].name]
    for cells in zip(*(table.frame[name] for name in names), strict=True):
        yield "　".join(short(str(cell), LONGEST) for cell in cells if pd.notna(cell) and cell != "")


def _named(frame: pd.DataFrame, carrying: str, value_format: str) -> Iterator[Mark]:
    for carried, name, value in frame[[carrying, "name", "value"]].itertuples(index=False):
        values = tuple(map(str, carried)) if isinstance(carried, list | tuple) else (str(carried or ""),)
        if pd.notna(value) and value:
            yield Mark(values, f"{words.period(str(name))}　{words.number(value, value_format)}")


def _crossed(cells: pd.DataFrame, row: str, column: str, value_format: str) -> Iterator[Mark]:
    carrying = "carries" if "carries" in cells else row
    for carried, name, across, value in zip(*(cells[n] for n in (carrying, row, column, "value")), strict=True):
        if value > 0:
            called = " ".join(f.COLOURS[across]) if across in f.COLOURS else words.period(str(across), True)
            yield Mark((str(carried), str(across)), f"{name}　{called} {words.number(value, value_format)}")
