"""Regions: the hierarchy, its official order, and what stood for what on any day.

A region is valid from ``valid_from`` through ``valid_to``. On any other day something else stands for it:
afterwards its successor (or, where none is named, its parent), beforehand its only predecessor.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

from sqlalchemy import Engine

from zxdata.configuration import ASSETS
from zxdata.errors import Unknown, WrongUse

LADDER = ("省", "市", "区县", "乡镇街道", "村社区")
NEVER = date.max
DAYS_AT_MOST = 32


OWN_LEVEL = "本级"


def own_level(name: str) -> str:
    """``重庆市本级``: what is recorded for a region itself, for none of those below it."""
    return f"{name}{OWN_LEVEL}"


def is_own_level(name: str) -> bool:
    return name.endswith(OWN_LEVEL)


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    parent: str | None
    level: str
    lon: float | None = None
    lat: float | None = None
    population: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Regions:
    """All regions ever known, in official order (that of their codes)."""

    all: tuple[Region, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)  # alias → code

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[Any, Any]], aliases: Mapping[str, str] | None = None) -> "Regions":
        """Rows of the ``regions`` table."""
        found = [
            Region(
                r["code"],
                r["name"],
                r["parent_code"],
                r["level"],
                r["lon"],
                r["lat"],
                r["population"],
                r["valid_from"],
                r["valid_to"],
                r["successor_code"],
            )
            for r in rows
        ]
        return cls(tuple(sorted(found, key=lambda r: r.code)), aliases or {})

    @classmethod
    def load(cls, engine: Engine, more: Iterable[Mapping[Any, Any]] = ()) -> "Regions":
        """The regions of the shared database and ``more`` rows, with the aliases of the divisions shipped."""
        from zxdata.ledger import TABLES, reading

        with reading(engine) as connection:
            rows = connection.execute(TABLES["regions"].select()).mappings().all()
        known = {row["code"]: row for row in (*rows, *more)}
        return cls.from_rows(known.values(), shipped_aliases())

    @cached_property
    def by_code(self) -> dict[str, Region]:
        return {r.code: r for r in self.all}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What regions are called, each name once."""
        return tuple(sorted({region.name for region in self.all}))

    @cached_property
    def position(self) -> dict[str, int]:
        """code → place in official order, from 1."""
        return {r.code: n for n, r in enumerate(self.all, start=1)}

    @cached_property
    def predecessors(self) -> dict[str, tuple[str, ...]]:
        merged: dict[str, tuple[str, ...]] = {}
        for region in self.all:
            if region.successor:
                merged[region.successor] = (*merged.get(region.successor, ()), region.code)
        return merged

    def begins(self, region: Region) -> date:
        return region.valid_from or date.min

    def ends(self, region: Region) -> date:
        """The first day on which the region no longer is; a successor that starts on ``valid_to`` starts then."""
        if region.valid_to is None:
            return NEVER
        heir = self.by_code.get(region.successor or "")
        if heir and heir.valid_from == region.valid_to:
            return region.valid_to
        return region.valid_to + timedelta(days=1)

    def valid(self, code: str, day: date) -> bool:
        region = self.by_code.get(code)
        return region is not None and self.begins(region) <= day < self.ends(region)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """The first day of each epoch: between two of them the divisions stand still."""
        days = {self.begins(r) for r in self.all} | {self.ends(r) for r in self.all}
        return tuple(sorted((days | {date.min}) - {NEVER}))

    def epoch(self, day: date) -> int:
        """Number of the epoch that ``day`` lies in, from 0."""
        return sum(1 for start in self.changes if start <= day) - 1

    def in_force(self, code: str, day: date, seen: frozenset[str] = frozenset()) -> str | None:
        """The region valid on ``day`` in which a fact recorded under ``code`` counts; None where undecidable."""
        region = self.by_code.get(code)
        if region is None or code in seen:
            return None
        if self.valid(code, day):
            return code
        seen = seen | {code}
        if day >= self.ends(region):
            heir = region.successor or region.parent
            return self.in_force(heir, day, seen) if heir else None
        before = self.predecessors.get(code, ())
        return self.in_force(before[0], day, seen) if len(before) == 1 else None

    def path(self, code: str, day: date) -> tuple[Region, ...]:
        """From the top down to what stands for ``code`` on ``day``; empty where undecidable."""
        steps: list[Region] = []
        current = self.in_force(code, day)
        while current and current not in {s.code for s in steps} and len(steps) < len(LADDER):
            region = self.by_code[current]
            steps.append(region)
            current = self.in_force(region.parent, day) if region.parent else None
        return tuple(reversed(steps))

    def valid_on(self, day: date, level: str, below: str | None = None) -> tuple[Region, ...]:
        """Regions of ``level`` valid on ``day``, in official order, below the region ``below`` if given."""
        return tuple(r for r, above in self._valid(day) if r.level == level and (below is None or below in above))

    def _valid(self, day: date) -> tuple[tuple[Region, frozenset[str]], ...]:
        """Every region valid on ``day`` with the codes of its path."""
        known = self._days.get(day)
        if known is None:
            there = (r for r in self.all if self.begins(r) <= day < self.ends(r))
            known = tuple((r, frozenset(step.code for step in self.path(r.code, day))) for r in there)
            if len(self._days) >= DAYS_AT_MOST:
                self._days.clear()
            self._days[day] = known
        return known

    @cached_property
    def _days(self) -> dict[date, tuple[tuple[Region, frozenset[str]], ...]]:
        return {}

    def name(self, code: str) -> str:
        region = self.by_code.get(code)
        return region.name if region else code

    def short_name(self, code: str) -> str:
        """石柱县 for 石柱土家族自治县, where such an alias exists: for charts; the full name stays in tables."""
        name = self.name(code)
        return min((a for a in self._aliases_of.get(code, ()) if a[-1] == name[-1]), key=len, default=name)

    @cached_property
    def _aliases_of(self) -> dict[str, tuple[str, ...]]:
        known: dict[str, tuple[str, ...]] = {}
        for alias, code in self.aliases.items():
            known[code] = (*known.get(code, ()), alias)
        return known

    def full_name(self, code: str) -> str:
        """From the top down, as recorded."""
        return "".join(self.name(above) for above in reversed(self._ancestors(code))) or code

    def resolve(self, named: str, below: str | None = None) -> str:
        """The code that ``named`` means: a code, name, path, alias, or a name unique below ``below``.

        Where a retired and a living region share the name, the living one is meant.
        Raises Unknown (nothing fits) or WrongUse (several fit).
        """
        wanted = _squeezed(named)
        if wanted in self.by_code:
            return wanted
        fitting = self._names.get(wanted) or self._short_names.get(wanted) or ()
        if below:
            fitting = tuple(c for c in fitting if below in self._ancestors(c)) or fitting
        living = tuple(c for c in fitting if self.by_code[c].valid_to is None) or fitting
        if len(living) == 1:
            return living[0]
        if living:
            highest = min(LADDER.index(self.by_code[c].level) for c in living)
            top = [c for c in living if LADDER.index(self.by_code[c].level) == highest]
            if len(top) == 1 and below is None:
                return top[0]
            ways = "、".join(f"{self.full_name(c)}（{c}）" for c in living[:4])
            raise WrongUse(f"区划“{named}”有 {len(living)} 处同名：{ways}。请写全路径或代码。")
        raise Unknown("区划", named, self.names)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Every way to write a path down to a region, with or without the levels between."""
        ways: dict[str, tuple[str, ...]] = {}
        for region in self.all:
            above: list[str] = []
            for code in self._ancestors(region.code)[1:]:
                above.insert(0, self.by_code[code].name)
            for size in range(len(above) + 1):
                for chosen in combinations(above, size):
                    way = _squeezed("".join(chosen) + region.name)
                    ways[way] = (*ways.get(way, ()), region.code)
        for alias, code in self.aliases.items():
            if code in self.by_code and code not in ways.get(alias, ()):
                ways[alias] = (*ways.get(alias, ()), code)
        return ways

    @cached_property
    def _short_names(self) -> dict[str, tuple[str, ...]]:
        short: dict[str, tuple[str, ...]] = {}
        for region in self.all:
            stem = region.name.rstrip("省市区县")
            if len(stem) >= 2 and stem != region.name and LADDER.index(region.level) <= 2:
                short[stem] = (*short.get(stem, ()), region.code)
        return short

    def above(self, code: str) -> tuple[str, ...]:
        """The codes of all above a region, the nearest first."""
        return tuple(self._ancestors(code)[1:])

    def _ancestors(self, code: str) -> list[str]:
        """The region and those above it as recorded, whatever the day; not more than there are levels, whatever another
        writer has made of them: the ways to write a path double with each."""
        chain: list[str] = []
        current: str | None = code
        while current and current in self.by_code and current not in chain and len(chain) < len(LADDER):
            chain.append(current)
            current = self.by_code[current].parent
        return chain


def shipped_aliases() -> dict[str, str]:
    """Alias → code, from the divisions shipped with the cockpit (``assets/divisions/*/aliases.csv``)."""
    aliases: dict[str, str] = {}
    for path in sorted((ASSETS / "divisions").glob("*/aliases.csv")):
        with path.open(encoding="utf-8") as lines:
            aliases |= {row["alias"]: row["code"] for row in csv.DictReader(lines)}
    return aliases


def _squeezed(name: str) -> str:
    return "".join(name.split()).replace("/", "").replace("›", "").replace(">", "")
