"""Places: stations and townships one by one, as a map, a list or a card shows them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, not_, select

from zxdata.errors import Unknown
from zxdata.filters import Filters
from zxdata.metrics.coverage.stations import STATION, alive, serves, staffed, stays
from zxdata.metrics.coverage.towns import REACHED, TOWNSHIP, known, reaches
from zxdata.metrics.expressions import AsOf, happened
from zxdata.metrics.fact import Fact
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.regions import LADDER
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import activity, stay
from zxdata.store import Reading


class Station(NamedTuple):
    """One station on the day. ``lon``, ``lat``: WGS84 degrees, if known; ``last_on``: its last activity; ``staff``: how
    many members stay in it; ``resumes``: the closed station that it takes up again; ``state``: active, asleep, closed.
    """

    no: str
    name: str
    kind: str
    tier: str | None
    channel: str | None
    region: str | None
    lon: float | None
    lat: float | None
    opened_on: date | None
    closed_on: date | None
    last_on: date | None
    staff: int
    resumes: str | None
    state: str


class Cell(NamedTuple):
    """How many open stations lie in one cell of a grid, and the mean of their points in WGS84 degrees."""

    lon: float
    lat: float
    stations: int


class Point(NamedTuple):
    """Where one station is, in WGS84 degrees."""

    lon: float
    lat: float


class Town(NamedTuple):
    """One township with the open stations in it; without ``lon`` and ``lat`` (WGS84 degrees) it is yet to be placed."""

    code: str
    name: str
    lon: float | None
    lat: float | None
    stations: int


class TownReach(NamedTuple):
    """One township and whether a living station lies within the minutes (``state``: met, unmet, unknown).

    ``weight``: its population, settlements or 1, as ``weighed`` says (人口, 村社区, 镇街); ``stations``: the open ones in
    it; ``hidden``: the living ones in it that have no point.
    """

    code: str
    name: str
    district: str
    lon: float | None
    lat: float | None
    weight: float | None
    weighed: str
    stations: int
    hidden: int
    state: str


class StationMember(NamedTuple):
    """One member who stays in a station, and since when."""

    name: str
    sector: str | None
    since: date | None


class StationMonth(NamedTuple):
    """The activities of one month (``2025-09``) in a station, the visits of the public, and what was solved."""

    month: str
    activities: int
    public_visits: int | None
    solved: int | None


class StationTotals(NamedTuple):
    """All activities in a station up to the day, the visits to them, and what was solved."""

    activities: int
    member_visits: int
    public_visits: int
    solved: int


@dataclass(frozen=True, eq=False)
class StationDetail:
    """All that is known of one station on the day."""

    station: Station
    totals: StationTotals
    members: Records[StationMember]
    months: Records[StationMonth]


def _begun(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return func.coalesce(happened("opened_on")(t, at), True)


# Every station that has begun, closed ones too.
_EVER = Fact(STATION.name, STATION.counter, staffed, _begun, None, STATION.dims, STATION.details)


def _state(t: FromClause, at: AsOf) -> ColumnElement[str]:
    closed = func.coalesce(happened("closed_on")(t, at), False)
    return case((closed, "closed"), (alive(t, at), "active"), else_="asleep").label("state")


def _stations(reading: Reading, filters: Filters, rules: Rules) -> tuple[Select[Any], FromClause, AsOf]:
    """SELECT every station asked for, in the order of the fields of a Station, its place instead of its region."""
    at = as_of(reading, filters, rules)
    t = _EVER.source(at)
    made = {"state": _state(t, at), "region": t.c.place.label("region")}
    columns = [made[name] if name in made else t.c[name] for name in Station._fields]
    return select(*columns).where(*conditions(reading, _EVER, t, at)), t, at


def _listed(reading: Reading, question: Select[Any], at: AsOf) -> Records[Station]:
    named = cache(lambda place: region_name(reading, place, at))
    rows = (Station._make(row) for row in reading.rows(question))
    return Records(Station, tuple(row._replace(region=named(row.region)) for row in rows))


def count_placed(reading: Reading, filters: Filters, rules: Rules) -> tuple[int, int]:
    """How many stations, closed ones included, have a point, and how many have none."""
    every, _, _ = _stations(reading, filters, rules)
    s = every.subquery()
    counts: list[Any] = [func.count(s.c.lon), func.count() - func.count(s.c.lon)]
    placed, unplaced = reading.rows(select(*counts))[0]
    return int(placed), int(unplaced)


def stations_placed(reading: Reading, filters: Filters, rules: Rules) -> Records[Station]:
    """Stations with a point, closed ones included, by number."""
    every, t, at = _stations(reading, filters, rules)
    return _listed(reading, every.where(t.c.lon.is_not(None)).order_by(t.c.no), at)


def density(reading: Reading, filters: Filters, rules: Rules, cell: float) -> Records[Cell]:
    """Open stations with a point, counted in cells of ``cell`` degrees."""
    every, t, _ = _stations(reading, filters, rules)
    s = every.where(t.c.lon.is_not(None)).subquery()
    cells = (
        select(func.avg(s.c.lon).label("lon"), func.avg(s.c.lat).label("lat"), func.count().label("stations"))
        .where(s.c.state != "closed")
        .group_by(func.floor(s.c.lon / cell), func.floor(s.c.lat / cell))
    )
    return reading.records(Cell, cells)


def asleep(reading: Reading, filters: Filters, rules: Rules, limit: int) -> Records[Station]:
    """Sleeping stations, the longest asleep first."""
    every, _, at = _stations(reading, filters, rules)
    s = every.subquery()
    longest = (s.c.last_on.asc().nulls_first(), s.c.opened_on, s.c.no)
    return _listed(reading, select(s).where(s.c.state == "asleep").order_by(*longest).limit(limit), at)


def ended(reading: Reading, filters: Filters, rules: Rules, limit: int) -> Records[Station]:
    """Stations that closed or resumed a closed one, latest first; an activity on or after the closing day is a
    contradiction and shows in ``last_on``.
    """
    every, _, at = _stations(reading, filters, rules)
    s = every.subquery()
    changed = func.greatest(s.c.closed_on, s.c.opened_on)
    wanted = (s.c.state == "closed") | s.c.resumes.is_not(None)
    return _listed(reading, select(s).where(wanted).order_by(changed.desc(), s.c.no).limit(limit), at)


def towns(reading: Reading, filters: Filters, rules: Rules) -> Records[Town]:
    """Townships in official order."""
    at = as_of(reading, filters, rules)
    t = TOWNSHIP.source(at)
    wanted = select(t.c.no.label("code"), t.c.name, t.c.lon, t.c.lat, t.c.stations)
    return reading.records(Town, wanted.where(*conditions(reading, TOWNSHIP, t, at)).order_by(t.c.place))


def station_detail(reading: Reading, filters: Filters, rules: Rules, no: str, since: date) -> StationDetail:
    """The station ``no``, its months from ``since``; raises Unknown where it is not among those asked for."""
    every, t, at = _stations(reading, filters, rules)
    found = _listed(reading, every.where(t.c.no == no), at)
    if not found:
        raise Unknown("阵地", no)
    a = activity
    held = and_(a.c.station_no == no, a.c.held_on <= at.day)
    sums: list[Any] = [func.count(), *(func.coalesce(func.sum(a.c[name]), 0) for name in StationTotals._fields[1:])]
    totals = StationTotals._make(int(total) for total in reading.rows(select(*sums).where(held))[0])
    month = func.strftime(a.c.held_on, "%Y-%m").label("month")
    months = reading.records(
        StationMonth,
        select(
            month,
            func.count().label("activities"),
            func.sum(a.c.public_visits).label("public_visits"),
            func.sum(a.c.solved).label("solved"),
        )
        .where(held, a.c.held_on >= since)
        .group_by(month)
        .order_by(month),
    )
    members = reading.records(
        StationMember,
        select(stay.c.name, stay.c.sector, func.min(stay.c.since).label("since"))
        .where(stay.c.station_no == no, stays(stay, at), serves(stay, at))
        .group_by(stay.c.member_no, stay.c.name, stay.c.sector)
        .order_by(func.min(stay.c.since), stay.c.member_no),
    )
    return StationDetail(found[0], totals, members, months)


def reach_of_towns(reading: Reading, filters: Filters, rules: Rules, mode: str) -> Records[TownReach]:
    """Townships in official order, and whether a living station lies within the minutes of the rules."""
    at = as_of(reading, filters, rules)
    t = REACHED.source(at)
    state = case((not_(known(mode)(t, at)), "unknown"), (reaches(mode)(t, at), "met"), else_="unmet")
    columns: list[Any] = [t.c.no, t.c.name, t.c.lon, t.c.lat, t.c.weight, t.c.weighed, t.c.stations, t.c.hidden, state]
    rows = reading.rows(select(*columns).where(*conditions(reading, REACHED, t, at)).order_by(t.c.place))
    found = (TownReach(code, name, district_name(reading, code, at), *rest) for code, name, *rest in rows)
    return Records(TownReach, tuple(found))


def living_points(reading: Reading, filters: Filters, rules: Rules) -> Records[Point]:
    """Where the open, active stations are, from west to east."""
    every, t, _ = _stations(reading, filters, rules)
    s = every.where(t.c.lon.is_not(None)).subquery()
    return reading.records(Point, select(s.c.lon, s.c.lat).where(s.c.state == "active").order_by(s.c.lon, s.c.lat))


def district_name(reading: Reading, code: str, at: AsOf) -> str:
    """The district that a region belongs to on the day, or nothing."""
    path = reading.version.regions.path(code, at.day)
    return next((step.name for step in path if step.level == LADDER[2]), "")
