"""What of a figure can be clicked, where a click leads, and the swatches that explain its colours: values only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from zxdata.figures.base import Figure
from zxdata.figures.media import labels
from zxdata.rules.palette import ORDER, Palette

REGION = "region"


@dataclass(frozen=True)
class Item:
    """A part that answers a click. ``carried``: what its mark carries; ``label``: its name in a list, with its number."""

    carried: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Values:
    """A click chooses these values, each of its dimension; what a page cannot be filtered by opens the rows within."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Thing:
    """A click opens the card of a single case, station or meeting."""

    kind: str
    no: str


@dataclass(frozen=True)
class Number:
    """A click opens the rows of a metric, within these values of dimensions."""

    metric: str
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Choice:
    """A click sets an option of the view, or the region."""

    option: str
    value: str


@dataclass(frozen=True)
class Row:
    """A click on a table's row: its first cell, in the column ``first``, and the key of what it is about ("" for none)."""

    first: str
    value: str
    key: str


Lead = Values | Thing | Number | Choice | Row


@dataclass(frozen=True)
class Swatch:
    """``colour``: a filled square of it, hatched or not; ``state``: a symbol in a state's ink; ``ramp``: a row of squares
    between two ends, with an aid to reading.
    """

    name: str
    colour: str = ""
    symbol: str = ""
    state: str = ""
    hatched: bool = False
    ramp: tuple[str, ...] = ()
    end: str = ""
    aid: str = ""


def named(frame: pd.DataFrame, carrying: str, value_format: str) -> Iterator[Item]:
    """An item a row that has a value, carrying what the column ``carrying`` holds."""
    for carried, name, value in frame[[carrying, "name", "value"]].itertuples(index=False):
        values = tuple(map(str, carried)) if isinstance(carried, list | tuple) else (str(carried or ""),)
        if pd.notna(value) and value:
            yield Item(values, f"{labels.period(str(name))}　{labels.number(value, value_format)}")


def crossed(cells: pd.DataFrame, row: str, column: str, value_format: str, states: Palette) -> Iterator[Item]:
    """An item a cell that is not nought, carrying its row and its column; ``states``: what those are called that are columns."""
    carrying = "carries" if "carries" in cells else row
    for carried, name, across, value in zip(*(cells[n] for n in (carrying, row, column, "value")), strict=True):
        if value > 0:
            called = states.sign(across) if across in ORDER else labels.period(str(across), True)
            yield Item((str(carried), str(across)), f"{name}　{called} {labels.number(value, value_format)}")


def of_periods(figure: Figure) -> Iterator[Item]:
    """An item a period."""
    yield from (Item((str(p),), labels.period(str(p), True)) for p in dict.fromkeys(figure.frame["period"]))


def to_day(figure: Figure, carried: Sequence[str]) -> Lead:
    return Values((("day", carried[0]),))


def to_number(figure: Figure, carried: Sequence[str]) -> Lead | None:
    """Where the frame names the number of each row."""
    return Number(carried[0]) if "metric" in figure.frame else None


def of_cases(figure: Figure) -> Iterator[Item]:
    """An item a case, with its state."""
    held = figure.frame.drop_duplicates("no")[["no", "name", "state"]]
    yield from (Item((str(no),), f"{name}　{state}") for no, name, state in held.itertuples(index=False))


def to_case(figure: Any, carried: Sequence[str]) -> Lead | None:
    """Where the figure says what a case is."""
    return Thing(figure.opens, carried[0]) if figure.opens else None


def of_codes(figure: Any) -> Iterator[Item]:
    """An item a place or unit."""
    return named(figure.frame, "code", figure.value_format)


def to_place(figure: Any, carried: Sequence[str]) -> Lead:
    """A district is a region of the page; what else is compared is a value of its dimension."""
    return Values(((REGION if figure.dimension == "district" else figure.dimension, carried[0]),))
