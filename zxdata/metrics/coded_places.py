"""Which places a question is about, over rows as codes: the twin of ``places``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from sqlalchemy import select

from zxdata.dimensions import REGIONAL
from zxdata.filters import UNFILLED
from zxdata.metrics.as_of_fact import AsOfFact
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.places import COLUMN_OF_LEVEL, region_in_force
from zxdata.snapshot.facts import place_at
from zxdata.store import Mask, Numbers, Reading

_LEVELS = tuple(COLUMN_OF_LEVEL.values())


@dataclass(frozen=True, eq=False)
class Places:
    """An epoch's divisions by number of the place: of each level the number of the region that it belongs to, 0 for none;
    there: the numbers that are a place's, also where it cannot be told what it belongs to."""

    levels: dict[str, Numbers]
    there: Mask

    def at(self, level: str, place: int | None) -> int | None:
        """The number of the region of this level that the place belongs to."""
        known = place is not None and 0 <= place < len(self.levels[level])
        return (int(self.levels[level][place]) or None) if known else None


def places_of(reading: Reading, epoch: int) -> Places:
    """The divisions of this epoch, read once a version."""

    def found() -> Places:
        asked = select(place_at.c.place, *(place_at.c[level] for level in _LEVELS)).where(place_at.c.epoch == epoch)
        told = reading.rows(asked)
        numbers = np.array([row[0] for row in told], int)
        levels = {}
        for n, level in enumerate(_LEVELS, start=1):
            levels[level] = np.zeros(numbers.max(initial=0) + 1, np.int64)
            levels[level][numbers] = [row[n] or 0 for row in told]
        return Places(levels, np.isin(np.arange(numbers.max(initial=0) + 1), numbers))

    return reading.once(("places", epoch), found)


@dataclass(frozen=True, eq=False)
class Inside:
    """Which places are in question, by number; missing: whether what has no place is, too."""

    every: Mask
    missing: bool

    def holds(self, places: Numbers) -> Mask:
        """Of each of these places; a negative one is none."""
        known = (places >= 0) & (places < len(self.every))
        found: Mask = np.where(known, self.every[np.where(known, places, 0)], (places < 0) & self.missing)
        return found


def inside(reading: Reading, at: AsOf) -> Inside | None:
    """Whether a place lies in the region asked for, in those filtered by, and in the scope; None where every place does."""
    places = places_of(reading, at.epoch)
    asked: list[Mask] = []
    missing = True
    if at.filters.region is not None:
        asked.append(_below(reading, places, (at.filters.region,), at))
        missing = False
    if not reading.scope.everything:
        asked.append(_below(reading, places, reading.scope.regions, at))
        missing = False
    for dimension, names in at.filters.where:
        if dimension in REGIONAL:
            named = [region_in_force(reading, name, at.day) for name in names if name != UNFILLED]
            among = _below(reading, places, named, at)
            if UNFILLED in names:
                among |= places.there & (places.levels[dimension] == 0)
            missing &= UNFILLED in names
            asked.append(among)
    return Inside(reduce(np.logical_and, asked), missing) if asked else None


def _below(reading: Reading, places: Places, codes: Iterable[str], at: AsOf) -> Mask:
    regions = reading.version.regions
    found = np.zeros(len(places.levels[_LEVELS[0]]), bool)
    for named in codes:
        if (code := regions.in_force(named, at.day)) is not None:
            found |= places.levels[COLUMN_OF_LEVEL[regions.by_code[code].level]] == regions.position[code]
    return found


@dataclass(frozen=True, eq=False)
class Sets:
    """Sets of places by number, in their order. starts: where in ``places`` those of each begin; -1 is a place that is missing."""

    numbers: Numbers
    starts: Numbers
    places: Numbers

    def touching(self, within: Inside, asked: Numbers) -> Mask:
        """Which of the sets asked for have a place inside; one that is not there has none."""
        if not len(self.numbers):
            return np.zeros(len(asked), bool)
        touched = np.logical_or.reduceat(within.holds(self.places), self.starts)
        at = np.searchsorted(self.numbers, asked).clip(max=len(self.numbers) - 1)
        found: Mask = (self.numbers[at] == asked) & touched[at]
        return found

    def of(self, within: Inside | None, asked: Numbers) -> list[Numbers]:
        """The places inside of each of the sets asked for."""
        ends = [*self.starts[1:], len(self.places)]
        kept = np.ones(len(self.places), bool) if within is None else within.holds(self.places)
        members = {
            number: self.places[start:end][kept[start:end]]
            for number, start, end in zip(self.numbers.tolist(), self.starts, ends, strict=True)
        }
        return [members.get(number, self.places[:0]) for number in asked.tolist()]


def sets_of(reading: Reading, held: AsOfFact) -> Sets:
    """Those that the fact's rows name, which must belong to several regions."""
    bridge = held.fact.bridge
    assert bridge is not None

    def found() -> Sets:
        told = reading.rows(select(bridge.c.places, bridge.c.place).order_by(bridge.c.places))
        numbers, starts = np.unique(np.array([places for places, _ in told], np.int64), return_index=True)
        return Sets(numbers, starts, np.array([-1 if place is None else place for _, place in told], np.int64))

    return reading.once(("place sets", bridge.name), found)


def in_place(reading: Reading, held: AsOfFact, at: AsOf) -> tuple[AsOfFact, Inside | None]:
    """The rows whose place, or one of whose places, is in question, taken once for all questions of a reading; and which
    places are."""
    regional = tuple((dimension, names) for dimension, names in at.filters.where if dimension in REGIONAL)

    def found() -> tuple[AsOfFact, Inside | None]:
        within = inside(reading, at)
        if within is None:
            return held, None
        there = np.flatnonzero(_touching(reading, held, within))
        every = len(there) == held.rows.height
        return held if every else replace(held, rows=held.rows.take(there), taken=there), within

    return reading.meanwhile(("in place", held.fact, held.rows, at.epoch, at.day, at.filters.region, regional), found)


def _touching(reading: Reading, held: AsOfFact, within: Inside) -> Mask:
    if held.fact.bridge is None:
        column = held.rows["place"]
        return column.among(within.holds(column.words.numbers))
    column = held.rows["places"]
    return column.among(sets_of(reading, held).touching(within, column.words.numbers))
