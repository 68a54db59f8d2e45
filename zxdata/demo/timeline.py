"""The ground a demonstration stands on: its days, and the divisions valid on each of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from zxdata.demo.days import Days, Texts, ordinal
from zxdata.demo.dice import Dice, Mask, as_texts
from zxdata.errors import WrongUse
from zxdata.homes import shipped
from zxdata.regions import Region, Regions, shipped_aliases

YEARS = 3
STATIONS_SINCE_YEARS = 6


@dataclass(frozen=True)
class Epoch:
    """A time in which the divisions stand still: from ``since`` to the next epoch."""

    since: int
    districts: tuple[Region, ...]
    weights: tuple[float, ...]
    towns: dict[str, tuple[Region, ...]]


@dataclass(frozen=True)
class Timeline:
    """``begin`` to ``today`` is the time the cases are from; stations and members may be older."""

    home: str
    regions: Regions
    begin: date
    today: date

    @classmethod
    def of(cls, home: str, today: date) -> "Timeline":
        """Three years that end today, and begin before 2025 whatever today is. Raises Unknown where the home is not shipped,
        WrongUse where it has no districts to compare.
        """
        begin = min(_years_before(today, YEARS), date(2024, 12, 1))
        regions = Regions.from_rows(shipped(home), shipped_aliases())
        if len(regions.valid_on(today, "区县")) < 2:
            raise WrongUse(
                f"演示数据比较几个区县，{regions.name(home)}之下没有；请在另一个空台账里把 home 写成省、市的代码再试。"
            )
        return cls(home, regions, begin, today)

    @property
    def first(self) -> int:
        return ordinal(self.begin)

    @property
    def last(self) -> int:
        return ordinal(self.today)

    @property
    def stations_since(self) -> int:
        return min(self.first, ordinal(_years_before(self.today, STATIONS_SINCE_YEARS)))

    @cached_property
    def epochs(self) -> tuple[Epoch, ...]:
        return tuple(self._epoch(start) for start in self.regions.changes if start <= self.today)

    def _epoch(self, start: date) -> Epoch:
        day = max(start, date(1970, 1, 1))
        districts = self.regions.valid_on(day, "区县")
        towns: dict[str, list[Region]] = {district.code: [] for district in districts}
        for town in self.regions.valid_on(day, "乡镇街道"):
            towns[str(town.parent)].append(town)
        weights = tuple(max(1, len(towns[d.code])) ** 0.8 for d in districts)
        return Epoch(ordinal(day), districts, weights, {code: tuple(found) for code, found in towns.items()})

    def districts(self, dice: Dice, days: Days, without: frozenset[str] = frozenset()) -> Texts:
        """A district valid on each day, larger ones more often."""
        found = as_texts([None] * len(days))
        for epoch, chosen in self._by_epoch(days):
            weights = [0.0 if d.code in without else w for d, w in zip(epoch.districts, epoch.weights, strict=True)]
            codes = as_texts([d.code for d in epoch.districts])
            found[chosen] = codes[dice.index(int(chosen.sum()), weights)]
        return found

    def towns(self, dice: Dice, days: Days, districts: Texts) -> Texts:
        """A town of each district, valid on each day."""
        found = as_texts([None] * len(days))
        for epoch, chosen in self._by_epoch(days):
            lots = dice.rng.random(int(chosen.sum()))
            found[chosen] = [
                epoch.towns[district][int(lot * len(epoch.towns[district]))].code
                for district, lot in zip(districts[chosen], lots, strict=True)
            ]
        return found

    def _by_epoch(self, days: Days) -> list[tuple[Epoch, Mask]]:
        starts = np.array([epoch.since for epoch in self.epochs])
        number = np.maximum(np.searchsorted(starts, days, side="right") - 1, 0)
        return [(epoch, number == n) for n, epoch in enumerate(self.epochs) if (number == n).any()]

    @cached_property
    def lives(self) -> tuple[tuple[Region, int, int], ...]:
        """Every district that stood since the first stations, with its first and last day until today."""
        found = []
        for region in (r for r in self.regions.all if r.level == "区县"):
            since = max(self.stations_since, ordinal(region.valid_from) if region.valid_from else 0)
            until = min(self.last, ordinal(region.valid_to) if region.valid_to else self.last)
            if since <= until:
                found.append((region, since, until))
        return tuple(found)

    def short(self, code: str | None) -> str:
        """A region as a headline names it: 石柱 for 石柱土家族自治县, 涪陵 for 涪陵区; towns in full."""
        return self._short.get(code or "") or (self.regions.name(code) if code else "")

    @cached_property
    def _short(self) -> dict[str, str]:
        districts = {r.code: r.name for r in self.regions.all if r.level == "区县"}
        stems = {code: name[:-1] for code, name in districts.items() if len(name) in (3, 4) and name[-1] in "区县市"}
        aliases = sorted(self.regions.aliases.items(), key=lambda pair: -len(pair[0]))
        return stems | {code: alias for alias, code in aliases if code in districts}


def _years_before(day: date, years: int) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)
