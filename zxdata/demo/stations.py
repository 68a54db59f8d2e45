"""Workstations: where they stand, of which kind, since when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Days, Texts, calendar_day, day_texts, ordinal
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.published import Target
from zxdata.demo.words import StationKind
from zxdata.demo.world import World
from zxdata.regions import Region

CLOSED = 0.03
TOWN_TIERS = ("镇街", "村社区")
Spot = tuple[StationKind, str, str]  # kind, tier, region code


@dataclass(frozen=True)
class Stations:
    """The stations drawn, and what activities and consultations need to know of them."""

    columns: Columns
    numbers: Texts
    districts: Texts
    opened: Days
    closed: Days


def stations(world: World) -> Stations:
    """About 2,000: published stocks exactly, the rest by each district's share of covered towns."""
    dice = world.dice("workstations")
    spots: list[Spot] = []
    lives: list[tuple[str, int, int, bool]] = []
    for region, since, until in world.timeline.lives:
        plan = _Plan(world, dice, region, since, until)
        open_spots = plan.spots()
        gone = [] if plan.complete else plan.extras(round(len(open_spots) * CLOSED))
        spots += open_spots + gone
        lives += [(region.code, since, until, n >= len(open_spots)) for n in range(len(open_spots) + len(gone))]
    places = [world.timeline.regions.by_code[code] for _, _, code in spots]
    low = np.array([max(life[1], ordinal(p.valid_from or date.min)) for life, p in zip(lives, places, strict=True)])
    high = np.array([min(life[2], ordinal(p.valid_to or date.max)) for life, p in zip(lives, places, strict=True)])
    opened = low + (dice.rng.random(len(spots)) * np.maximum(1, high - 45 - low)).astype(int)
    ended = np.minimum(opened + dice.whole(len(spots), 30, 900), world.timeline.last)
    closed = np.where([life[3] for life in lives], ended, NEVER)
    districts = as_texts([life[0] for life in lives])
    columns = _columns(world, dice, spots, districts, opened, closed)
    columns["name"] = _told_apart(columns["name"], columns["region"], [life[3] for life in lives])
    return Stations(columns, as_texts(columns["station_no"]), districts, opened, closed)


class _Plan:
    """Which kinds of station stand where in one district."""

    def __init__(self, world: World, dice: Dice, region: Region, since: int, until: int) -> None:
        self.world, self.dice, self.region = world, dice, region
        self.quotas = [t for t in world.targets_of("coverage.stations", region.code) if t.value("kind")]
        self.reach = next(iter(world.targets_of("coverage.townships_covered", region.code)), None)
        self.total = world.fixed("coverage.stations").get(region.code)
        self.complete = self.total is not None or region.name in world.words.local["complete"]
        self.years = (until - since) / 365
        towns = world.timeline.regions.valid_on(calendar_day(since), "乡镇街道", below=region.code)
        self.covered = [towns[n].code for n in dice.rng.permutation(len(towns))][: self._reached(len(towns))]

    def spots(self) -> list[Spot]:
        towns = self.covered
        found = [spot for quota in self.quotas for spot in self._quota(quota, towns)]
        if self.reach and self.reach.value("kind"):
            kind = self.world.words.station_kinds[self.reach.value("kind")]
            found += [(kind, kind.tier, town) for town in towns]
        reached = {code for _, tier, code in found if tier in TOWN_TIERS}
        found += self._one_each([town for town in towns if town not in reached])
        wanted = self.total or (0 if self.complete else round(len(towns) * self.dice.rng.uniform(1.7, 2.6)))
        return found + self.extras(max(0, wanted - len(found)))

    def extras(self, count: int) -> list[Spot]:
        """``count`` more stations of kinds that no figure fixes, in towns that have one already."""
        kinds = self.dice.weighted(count, self._free())
        towns = self.dice.among(count, self.covered or [self.region.code])
        known = [self.world.words.station_kinds[kind] for kind in kinds]
        return [(k, k.tier, t if k.tier in TOWN_TIERS else self.region.code) for k, t in zip(known, towns, strict=True)]

    def _one_each(self, towns: list[str]) -> list[Spot]:
        known = self.world.words.station_kinds
        local = {kind: weight for kind, weight in self._free().items() if known[kind].tier in TOWN_TIERS}
        kinds = self.dice.weighted(len(towns), local or {next(iter(known)): 1.0})
        return [(known[kind], known[kind].tier, town) for kind, town in zip(kinds, towns, strict=True)]

    def _free(self) -> dict[str, float]:
        fixed = {t.value("kind") for t in (*self.quotas, *([self.reach] if self.reach else []))}
        return {k: w for k, w in self.world.words.local["station_kinds"].items() if k not in fixed}

    def _quota(self, quota: Target, towns: list[str]) -> list[Spot]:
        kind = self.world.words.station_kinds[quota.value("kind")]
        tier = quota.value("tier") or kind.tier
        places = towns if tier in TOWN_TIERS and towns else [self.region.code]
        return [(kind, tier, places[n % len(places)]) for n in range(quota.count)]

    def _reached(self, towns: int) -> int:
        """How many of the district's towns shall have a station."""
        if self.reach:
            return min(self.reach.count, towns)
        share = self.world.words.local["coverage"].get(self.region.name) or self.dice.rng.uniform(0.84, 1.0)
        return round(towns * share * min(1.0, self.years / 2))


def _told_apart(names: Sequence[str], places: Sequence[str], gone: Sequence[bool]) -> list[str]:
    """A second station of a name in a place is （二）; what has closed keeps its name for the one that follows it."""
    seen: Counter[tuple[str, str]] = Counter()
    unique = []
    for name, place, closed in zip(names, places, gone, strict=True):
        seen[name, place] += not closed
        nth = 1 if closed else seen[name, place]
        unique.append(name if nth == 1 else f"{name}（{'一二三四五六七八九十'[min(nth, 10) - 1]}）")
    return unique


def _columns(world: World, dice: Dice, spots: list[Spot], districts: Texts, opened: Days, closed: Days) -> Columns:
    count, words = len(spots), world.words.common
    regions = [world.timeline.regions.by_code[code] for _, _, code in spots]
    communities, sectors = dice.among(count, words["communities"]), dice.among(count, words["sectors"])
    names = [
        kind.title.format(
            town=region.name, district=world.timeline.regions.name(district), community=community, sector=sector
        )
        for (kind, _, _), region, district, community, sector in zip(
            spots, regions, districts, communities, sectors, strict=True
        )
    ]
    shift = dice.rng.normal(0, 0.008, (2, count)).round(5)
    pointed = [r.lon is not None and r.level == "乡镇街道" for r in regions]
    lon = [round(r.lon + s, 5) if p and r.lon else None for r, s, p in zip(regions, shift[0], pointed, strict=True)]
    lat = [round(r.lat + s, 5) if p and r.lat else None for r, s, p in zip(regions, shift[1], pointed, strict=True)]
    return {
        "station_no": [f"S{n:05}" for n in range(1, count + 1)],
        "name": names,
        "kind": [kind.name for kind, _, _ in spots],
        "tier": [tier for _, tier, _ in spots],
        "channel": world.some_missing(dice, dice.weighted(count, words["workstations"]["channels"]), 0.01),
        "region": [region.code for region in regions],
        "lon": lon,
        "lat": lat,
        "crs": [None if x is None else "WGS84" for x in lon],
        "opened_on": day_texts(opened),
        "closed_on": day_texts(closed),
    }
