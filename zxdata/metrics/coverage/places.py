"""Places: stations and townships one by one, as a map, a list or a card shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, not_, select

from zxdata.errors import Unknown
from zxdata.filters import Filters
from zxdata.metrics.coverage.stations import STATION, alive, serves, staffed, stays
from zxdata.metrics.coverage.towns import REACHED, TOWNSHIP, known, reaches
from zxdata.metrics.model import AsOf, Fact, happened
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.regions import LADDER
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import activity, stay
from zxdata.store import Reading


def _begun(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return func.coalesce(happened("opened_on")(t, at), True)


# Every station that has begun, closed ones too.
_EVER = Fact(STATION.name, STATION.counter, staffed, _begun, None, STATION.dims, STATION.details)


def _state(t: FromClause, at: AsOf) -> ColumnElement[str]:
    closed = func.coalesce(happened("closed_on")(t, at), False)
    return case((closed, "closed"), (alive(t, at), "active"), else_="asleep").label("state")


def _stations(reading: Reading, filters: Filters, rules: Rules) -> tuple[Select[Any], FromClause, AsOf]:
    at = as_of(reading, filters, rules)
    t = _EVER.source(at)
    columns = (
        t.c.no,
        t.c.name,
        t.c.kind,
        t.c.tier,
        t.c.channel,
        t.c.place,
        t.c.lon,
        t.c.lat,
        t.c.opened_on,
        t.c.closed_on,
        t.c.last_on,
        t.c.staff,
        t.c.resumes,
        _state(t, at),
    )
    return select(*columns).where(*conditions(reading, _EVER, t, at)), t, at


def count_placed(reading: Reading, filters: Filters, rules: Rules) -> tuple[int, int]:
    """How many stations, closed ones included, have a point, and how many have none."""
    every, _, _ = _stations(reading, filters, rules)
    s = every.subquery()
    counts: list[Any] = [func.count(s.c.lon), func.count() - func.count(s.c.lon)]
    placed, unplaced = reading.rows(select(*counts))[0]
    return int(placed), int(unplaced)


def stations_placed(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """Stations with a point: no, name, kind, tier, channel, lon, lat, opened_on, closed_on, last_on, staff, state."""
    every, t, _ = _stations(reading, filters, rules)
    return reading.frame(every.where(t.c.lon.is_not(None)).order_by(t.c.no)).drop(columns=["place", "resumes"])


def density(reading: Reading, filters: Filters, rules: Rules, cell: float) -> pd.DataFrame:
    """Open stations with a point, counted in cells of ``cell`` degrees: lon, lat (their mean), count."""
    every, t, _ = _stations(reading, filters, rules)
    s = every.where(t.c.lon.is_not(None)).subquery()
    cells = (
        select(func.avg(s.c.lon).label("lon"), func.avg(s.c.lat).label("lat"), func.count().label("count"))
        .where(s.c.state != "closed")
        .group_by(func.floor(s.c.lon / cell), func.floor(s.c.lat / cell))
    )
    return reading.frame(cells)


def asleep(reading: Reading, filters: Filters, rules: Rules, limit: int) -> pd.DataFrame:
    """Sleeping stations, the longest asleep first: no, name, region, kind, opened_on, last_on, staff."""
    every, _, at = _stations(reading, filters, rules)
    s = every.subquery()
    frame = reading.frame(
        select(s)
        .where(s.c.state == "asleep")
        .order_by(s.c.last_on.asc().nulls_first(), s.c.opened_on, s.c.no)
        .limit(limit)
    )
    return _named(reading, frame, at)


def ended(reading: Reading, filters: Filters, rules: Rules, limit: int) -> pd.DataFrame:
    """Stations that closed or resumed a closed one, latest first: no, name, region, kind, opened_on, closed_on,
    resumes, last_on; an activity on or after the closing day is a contradiction and shows in last_on.
    """
    every, _, at = _stations(reading, filters, rules)
    s = every.subquery()
    changed = func.greatest(s.c.closed_on, s.c.opened_on)
    wanted = (s.c.state == "closed") | s.c.resumes.is_not(None)
    return _named(reading, reading.frame(select(s).where(wanted).order_by(changed.desc(), s.c.no).limit(limit)), at)


def _named(reading: Reading, frame: pd.DataFrame, at: AsOf) -> pd.DataFrame:
    return frame.assign(region=[region_name(reading, place, at) for place in frame["place"]])


def towns(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """Townships in official order: no, name, lon, lat (empty: to be placed), stations (open ones in them)."""
    at = as_of(reading, filters, rules)
    t = TOWNSHIP.source(at)
    wanted = select(t.c.no, t.c.name, t.c.lon, t.c.lat, t.c.stations).where(*conditions(reading, TOWNSHIP, t, at))
    return reading.frame(wanted.order_by(t.c.place))


@dataclass(frozen=True, eq=False)
class StationDetail:
    """One station on the day. row: as ``stations_placed`` with region; totals: of its activities up to the day;
    members: name, sector, since; months: month, activities, public_visits, solved.
    """

    row: dict[str, Any]
    totals: dict[str, int]
    members: pd.DataFrame
    months: pd.DataFrame


def station_detail(reading: Reading, filters: Filters, rules: Rules, no: str, since: date) -> StationDetail:
    """The station ``no``, its months from ``since``; raises Unknown where it is not among those asked for."""
    every, t, at = _stations(reading, filters, rules)
    found = _named(reading, reading.frame(every.where(t.c.no == no)), at)
    if found.empty:
        raise Unknown("阵地", no)
    a = activity
    held = and_(a.c.station_no == no, a.c.held_on <= at.day)
    sums: list[Any] = [func.count(), *(func.sum(a.c[name]) for name in ("member_visits", "public_visits", "solved"))]
    totals = reading.rows(select(*sums).where(held))[0]
    month = func.strftime(a.c.held_on, "%Y-%m").label("month")
    months = reading.frame(
        select(
            month,
            func.count().label("activities"),
            func.sum(a.c.public_visits).label("public_visits"),
            func.sum(a.c.solved).label("solved"),
        )
        .where(held, a.c.held_on >= since)
        .group_by(month)
        .order_by(month)
    )
    members = reading.frame(
        select(stay.c.name, stay.c.sector, func.min(stay.c.since).label("since"))
        .where(stay.c.station_no == no, stays(stay, at), serves(stay, at))
        .group_by(stay.c.member_no, stay.c.name, stay.c.sector)
        .order_by(func.min(stay.c.since), stay.c.member_no)
    )
    names = ("activities", "member_visits", "public_visits", "solved")
    return StationDetail(
        found.iloc[0].to_dict(), {n: int(v or 0) for n, v in zip(names, totals, strict=True)}, members, months
    )


def reach_of_towns(reading: Reading, filters: Filters, rules: Rules, mode: str) -> pd.DataFrame:
    """Townships in official order and whether a living station lies within the minutes: code, name, district, lon,
    lat, weight, weighed, stations, hidden, state (met, unmet, unknown).
    """
    at = as_of(reading, filters, rules)
    t = REACHED.source(at)
    state = case((not_(known(mode)(t, at)), "unknown"), (reaches(mode)(t, at), "met"), else_="unmet").label("state")
    columns: list[Any] = [
        t.c.no.label("code"),
        t.c.name,
        t.c.lon,
        t.c.lat,
        t.c.weight,
        t.c.weighed,
        t.c.stations,
        t.c.hidden,
        state,
    ]
    frame = reading.frame(select(*columns).where(*conditions(reading, REACHED, t, at)).order_by(t.c.place))
    return frame.assign(district=[district_name(reading, code, at) for code in frame["code"]])


def living_points(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """Points of open, active stations: lon, lat."""
    every, t, _ = _stations(reading, filters, rules)
    s = every.where(t.c.lon.is_not(None)).subquery()
    return reading.frame(select(s.c.lon, s.c.lat).where(s.c.state == "active"))


def district_name(reading: Reading, code: str, at: AsOf) -> str:
    """The district that a region belongs to on the day, or nothing."""
    path = reading.version.regions.path(code, at.day)
    return next((step.name for step in path if step.level == LADDER[2]), "")
