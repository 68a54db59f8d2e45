"""Gaps: what no living station reaches within a radius, and where the next stations would reach most of it."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import and_, func, not_, select

from zxdata.filters import Filters
from zxdata.metrics.coverage.places import district_name
from zxdata.metrics.coverage.stations import alive, is_open, stations
from zxdata.metrics.coverage.towns import TOWNSHIP, around, nearest, townships, within_km
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.siting import Plan, locate
from zxdata.snapshot.facts import place_at
from zxdata.store import Reading


@dataclass(frozen=True, eq=False)
class Proposal:
    """towns: no, name, district (name), lon, lat, weight, state, asleep (sleeping stations in it), one row a township;
    state: reached, unreached, unknown (no point or weight, or a living station in it without a point).
    plan: its sites are row numbers of ``towns``. weighed_by: 人口, 村社区 or 镇街.
    """

    towns: pd.DataFrame
    plan: Plan
    radius_km: float
    weighed_by: str

    def weight(self, state: str) -> float:
        return float(self.towns.loc[self.towns["state"] == state, "weight"].sum())

    def count(self, state: str) -> int:
        return int((self.towns["state"] == state).sum())


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
    towns = reading.frame(
        select(
            t.c.place,
            t.c.no,
            t.c.name,
            t.c.lon,
            t.c.lat,
            t.c.weight,
            t.c.weighed,
            t.c.km,
            t.c.hidden,
            func.coalesce(dozing.c.asleep, 0).label("asleep"),
        )
        .select_from(t.outerjoin(dozing, dozing.c.township == t.c.place))
        .where(*here)
        .order_by(t.c.place)
    )
    states = [_state(row) for row in towns.itertuples()]
    towns = towns.assign(state=states, district=[district_name(reading, no, at) for no in towns["no"]])
    row_of = {place: n for n, place in enumerate(towns["place"])}
    there = townships(at).alias("there")
    cells = around(townships(at), radius_km)
    near = select(cells.c.place, there.c.place).select_from(cells.join(there, within_km(cells, there, radius_km)))
    unreached = {n for n, state in enumerate(states) if state == "unreached"}
    found = [(row_of[x], row_of[y]) for x, y in reading.rows(near) if x in row_of and y in row_of]
    pairs = [(site, demand) for site, demand in found if demand in unreached]
    weights = towns["weight"].astype(float).fillna(0).tolist()
    demanded = [weight if n in unreached else 0.0 for n, weight in enumerate(weights)]
    plan = locate(demanded, pairs, len(towns), k, rules.coverage.siting.seconds)
    weighed = str(towns["weighed"].iloc[0]) if len(towns) else "镇街"
    return Proposal(towns.drop(columns=["place", "km", "hidden", "weighed"]), plan, radius_km, weighed)


def _state(row: object) -> str:
    lon, weight, km, hidden = (getattr(row, name) for name in ("lon", "weight", "km", "hidden"))
    if pd.isna(lon) or pd.isna(weight):
        return "unknown"
    if pd.notna(km):
        return "reached"
    return "unknown" if hidden else "unreached"
