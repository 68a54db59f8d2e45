"""Gaps: what no living station reaches within a radius, and where the next stations would reach most of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, not_, select

from zxdata.filters import Filters
from zxdata.metrics.coverage.places import district_name
from zxdata.metrics.coverage.stations import alive, is_open, stations
from zxdata.metrics.coverage.towns import TOWNSHIP, around, nearest, townships, within_km
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import place_at
from zxdata.store import Reading

if TYPE_CHECKING:
    from zxdata.siting import Plan


class Demand(NamedTuple):
    """One township, where a station may be built and is needed. ``weight``: people, settlements or 1; ``asleep``: the
    sleeping stations in it; ``state``: reached, unreached, or unknown, where it has no point or weight or a living
    station in it has no point.
    """

    code: str
    name: str
    district: str
    lon: float | None
    lat: float | None
    weight: float | None
    asleep: int
    state: str


@dataclass(frozen=True, eq=False)
class Proposal:
    """plan: its sites are positions in ``towns``. weighed_by: 人口, 村社区 or 镇街."""

    towns: Records[Demand]
    plan: "Plan"
    radius_km: float
    weighed_by: str

    def weight(self, state: str) -> float:
        return float(sum(town.weight or 0 for town in self.towns if town.state == state))

    def count(self, state: str) -> int:
        return sum(town.state == state for town in self.towns)

    @property
    def sites(self) -> list[Demand]:
        """The townships to build in, the first before the others."""
        return [self.towns[site] for site in self.plan.sites]


def propose(reading: Reading, filters: Filters, rules: Rules, k: int, radius_km: float) -> Proposal:
    """The ``k`` townships that bring most unreached weight within ``radius_km`` of a station, under the filters.

    Sites and demand are townships asked for; a living station beyond their border reaches them too.
    """
    at = as_of(reading, filters, rules)
    t = nearest(at, radius_km)
    here = conditions(reading, TOWNSHIP, t, at)
    sleeping = stations(at)
    dozing = (
        select(place_at.c.township, func.count().label("asleep"))
        .select_from(sleeping.join(place_at, and_(place_at.c.place == sleeping.c.place, place_at.c.epoch == at.epoch)))
        .where(is_open(sleeping, at), not_(alive(sleeping, at)))
        .group_by(place_at.c.township)
        .subquery("dozing")
    )
    rows = reading.rows(
        select(
            t.c.place,
            t.c.no,
            t.c.name,
            t.c.lon,
            t.c.lat,
            t.c.weight,
            func.coalesce(dozing.c.asleep, 0),
            t.c.weighed,
            t.c.km,
            t.c.hidden,
        )
        .select_from(t.outerjoin(dozing, dozing.c.township == t.c.place))
        .where(*here)
        .order_by(t.c.place)
    )
    towns = tuple(
        Demand(no, name, district_name(reading, no, at), lon, lat, weight, sleepers, _state(lon, weight, km, hidden))
        for _, no, name, lon, lat, weight, sleepers, _, km, hidden in rows
    )
    position = {place: n for n, (place, *_) in enumerate(rows)}
    there = townships(at).alias("there")
    cells = around(townships(at), radius_km)
    near = select(cells.c.place, there.c.place).select_from(cells.join(there, within_km(cells, there, radius_km)))
    unreached = {n for n, town in enumerate(towns) if town.state == "unreached"}
    found = [(position[x], position[y]) for x, y in reading.rows(near) if x in position and y in position]
    pairs = [(site, demand) for site, demand in found if demand in unreached]
    demanded = [float(town.weight or 0) if town.state == "unreached" else 0.0 for town in towns]
    from zxdata.siting import locate  # its solver is loaded by who looks for sites

    plan = locate(demanded, pairs, len(towns), k, rules.coverage.siting.seconds)
    weighed = rows[0][7] if rows else "镇街"
    return Proposal(Records(Demand, towns), plan, radius_km, weighed)


def _state(lon: float | None, weight: float | None, km: float | None, hidden: int) -> str:
    if lon is None or weight is None:
        return "unknown"
    if km is not None:
        return "reached"
    return "unknown" if hidden else "unreached"
