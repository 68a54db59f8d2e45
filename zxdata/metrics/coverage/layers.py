"""Layers: of the tree that a district follows, which storey is complete, and which townships lack one."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func

from zxdata.filters import Filters
from zxdata.metrics.coverage.stations import STATION, is_open
from zxdata.metrics.fact import Fact
from zxdata.metrics.question import as_of, question
from zxdata.regions import LADDER, Region
from zxdata.rules.book import Rules
from zxdata.rules.coverage import PLAIN, Tier, Tree
from zxdata.snapshot.facts import station
from zxdata.store import Reading

Counts = dict[tuple[str, str], int]  # (kind, tier) → open stations
STANDING = Fact(STATION.name, STATION.counter, lambda at: station, is_open, None, STATION.dims, ())


@dataclass(frozen=True)
class Layer:
    """One storey in one district. ``present``: stations of it where it is asked of the district, else townships that
    have it; ``wanted`` likewise; ``missing``: the townships without.
    """

    tier: Tier
    stations: int
    present: int
    wanted: int
    missing: tuple[Region, ...] = ()

    @property
    def complete(self) -> bool:
        return self.present >= self.wanted


@dataclass(frozen=True)
class Layered:
    district: Region
    tree: Tree
    layers: tuple[Layer, ...]


def layered(reading: Reading, filters: Filters, rules: Rules) -> tuple[Layered, ...]:
    """Every district asked for under its tree, in official order. Kind and tier are the tree's own: such filters
    do not apply.
    """
    asked = filters.only("kind").only("tier")
    at = as_of(reading, asked, rules)
    regions, day = reading.version.regions, filters.as_of
    select, _ = question(reading, STANDING, ("district", "township", "kind", "tier"), at)
    of_district: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
    of_town: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
    for district, town, kind, tier, count in reading.rows(select.add_columns(func.count())):
        if district is not None and district > 0:
            of_district[regions.all[district - 1].code][kind, tier] += count
        if town is not None and town > 0:
            of_town[regions.all[town - 1].code][kind, tier] += count
    found = []
    for district in _seen(reading, filters):
        towns = tuple(r for r in regions.valid_on(day, LADDER[3]) if _district(reading, r, filters) == district.code)
        tree = tree_of(reading, district, filters, rules)
        layers = tuple(_layer(tier, of_district[district.code], of_town, towns) for tier in tree.tiers)
        found.append(Layered(district, tree, layers))
    return tuple(found)


def tree_of(reading: Reading, district: Region, filters: Filters, rules: Rules) -> Tree:
    """The tree that names the district or what it belongs to, the nearest one; else the one that names no region."""
    trees = rules.coverage.trees
    for step in reversed(reading.version.regions.path(district.code, filters.as_of)):
        if named := next((tree for tree in trees if step.code in tree.regions), None):
            return named
    return next((tree for tree in trees if not tree.regions), PLAIN)


def _layer(tier: Tier, district: Counts, of_town: dict[str, Counts], towns: tuple[Region, ...]) -> Layer:
    stations = _fitting(tier, district)
    if tier.each == "district":
        return Layer(tier, stations, stations, tier.at_least)
    missing = tuple(town for town in towns if _fitting(tier, of_town[town.code]) < tier.at_least)
    return Layer(tier, stations, len(towns) - len(missing), len(towns), missing)


def _fitting(tier: Tier, counts: Counts) -> int:
    return sum(
        count
        for (kind, level), count in counts.items()
        if (not tier.kinds or kind in tier.kinds) and (not tier.tiers or level in tier.tiers)
    )


def _seen(reading: Reading, filters: Filters) -> tuple[Region, ...]:
    regions, day = reading.version.regions, filters.as_of
    found = regions.valid_on(day, LADDER[2], below=filters.region)
    if reading.scope.everything:
        return found
    allowed = {regions.in_force(code, day) for code in reading.scope.regions}
    return tuple(r for r in found if allowed & {step.code for step in regions.path(r.code, day)})


def _district(reading: Reading, town: Region, filters: Filters) -> str | None:
    path = reading.version.regions.path(town.code, filters.as_of)
    return next((step.code for step in path if step.level == LADDER[2]), None)
