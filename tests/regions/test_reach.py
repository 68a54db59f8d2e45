"""Distances, the quarter of an hour, and what cannot be told."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from geopy.distance import great_circle
from sqlalchemy import Engine, func, select

from tests.ledger_rows import day, default_rules, publish, put, region, station
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.coverage.gaps import propose
from zxdata.metrics.listing import listing
from zxdata.store import Store

RULES = default_rules()
ON = Filters(day("2025-09-30"))
DEGREE = 111.195  # km on the sphere of the earth's mean radius
DRIVE = 30 * 0.25 / 1.4


def town(number: int, lon: float | None, lat: float | None, **more: Any) -> dict[str, Any]:
    return region(f"5001{number:03}", f"镇{number}", "乡镇街道", "5001", lon=lon, lat=lat, **more)


def world(engine: Engine, folder: Path, towns: list[Any], stations: list[Any], active: tuple[str, ...]) -> Store:
    held = [{"activity_no": f"H{no}", "station_no": no, "held_on": day("2025-06-01")} for no in active]
    put(
        engine,
        regions=[region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), *towns],
        workstations=stations,
        activities=held,
    )
    return publish(engine, folder)


def ask(store: Store, key: str, **filters: Any) -> list[Any]:
    with store.reading(Scope.whole()) as reading:
        found = answer(reading, (metric(key),), (), Filters(day("2025-09-30"), **filters), RULES)
    return list(found.frame.iloc[0])


@pytest.fixture
def empty(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    return world(sqlite_ledger, tmp_path, [], [], ())


def test_great_circles_equal_another_librarys(empty: Store) -> None:
    random = np.random.default_rng(4)
    points = np.column_stack([random.uniform(73, 135, (200, 2)), random.uniform(18, 54, (200, 2))])
    points[:50, 1] = points[:50, 0] + random.normal(0, 0.01, 50)
    points[:50, 3] = points[:50, 2] + random.normal(0, 0.01, 50)
    with empty.reading(Scope.whole()) as reading:
        for lon1, lon2, lat1, lat2 in points.tolist():
            ours = reading.rows(select(func.great_circle_km(lon1, lat1, lon2, lat2)))[0][0]
            theirs = great_circle((lat1, lon1), (lat2, lon2)).km  # a sphere 20 cm larger
            assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-6)


def test_a_station_in_chinese_map_coordinates_is_moved_back(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """(106.5733097, 29.5604832) is where another library puts the GCJ-02 point 106.5770, 29.5576."""
    point = {"lon": 106.5770, "lat": 29.5576}
    stations = [
        station("S1", "5001001", **point, crs="GCJ-02"),
        station("S2", "5001001", **point, crs="WGS84"),
        station("S3", "5001001", **point),
        station("S4", "5001001", **point, crs="BD09"),
        station("S5", "5001001", lon=106.5, lat=None),
        station("S6", "5001001", lon=0, lat=0),
    ]
    store = world(sqlite_ledger, tmp_path, [town(1, 106.57, 29.56)], stations, ())
    with store.reading(Scope.whole()) as reading:
        rows = reading.connection.exec_driver_sql("select no, lon, lat from station order by no").fetchall()
        placed = {no: (lon, lat) for no, lon, lat in rows}
        unplaced = listing(reading, metric("coverage.stations_unplaced"), ON, RULES).frame
    assert placed["S1"] == pytest.approx((106.5733097, 29.5604832), abs=1e-6)
    assert placed["S2"] == placed["S3"] == (106.5770, 29.5576)
    assert sorted(unplaced["no"]) == ["S4", "S5", "S6"]


@pytest.mark.parametrize(("km", "reached"), [(DRIVE - 0.01, 1), (DRIVE + 0.01, 0)])
def test_a_quarter_of_an_hour_by_car_is_so_far_and_no_farther(
    km: float, reached: int, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    stations = [station("S1", "5001", lon=106.0, lat=29.0 + km / DEGREE)]
    store = world(sqlite_ledger, tmp_path, [town(1, 106.0, 29.0)], stations, ("S1",))
    assert ask(store, "coverage.driving_rate") == [float(reached), reached, 1]
    assert ask(store, "coverage.walking_rate") == [0.0, 0, 1]


def test_a_sleeping_station_reaches_nobody(sqlite_ledger: Engine, tmp_path: Path) -> None:
    store = world(sqlite_ledger, tmp_path, [town(1, 106.0, 29.0)], [station("S1", "5001001", lon=106.0, lat=29.0)], ())
    assert ask(store, "coverage.driving_rate")[0] == 0.0


def test_what_has_no_point_is_left_out_and_counted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """镇1 is reached, 镇2 not; 镇3 has no point; 镇4's living station has none, so it may be reached or not."""
    towns = [town(1, 106.0, 29.0), town(2, 107.0, 29.0), town(3, None, None), town(4, 108.0, 29.0)]
    stations = [station("S1", "5001001", lon=106.0, lat=29.0), station("S4", "5001004"), station("S2", "5001002")]
    store = world(sqlite_ledger, tmp_path, towns, stations, ("S1", "S4"))
    assert ask(store, "coverage.driving_rate") == [0.5, 1, 2]
    assert ask(store, "coverage.townships_unreached") == [1]
    assert ask(store, "coverage.townships_unknown") == [2]
    assert ask(store, "coverage.townships_unplaced") == [1]


def test_people_weigh_where_every_township_has_been_counted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    towns = [town(1, 106.0, 29.0, population=30_000), town(2, 107.0, 29.0, population=10_000)]
    store = world(sqlite_ledger, tmp_path, towns, [station("S1", "5001001", lon=106.0, lat=29.0)], ("S1",))
    assert ask(store, "coverage.driving_rate") == [0.75, 30_000, 40_000]


def test_a_filter_on_stations_narrows_the_circle(sqlite_ledger: Engine, tmp_path: Path) -> None:
    store = world(
        sqlite_ledger, tmp_path, [town(1, 106.0, 29.0)], [station("S1", "5001001", lon=106.0, lat=29.0)], ("S1",)
    )
    assert ask(store, "coverage.driving_rate", where=(("kind", ("委员之家",)),))[0] == 0.0


def test_the_next_site_serves_most_of_the_unreached(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """Three towns in a row 8 km apart, the middle one reaches both others; a fourth is served already."""
    step = 8 / DEGREE
    towns = [town(n, 106.0, 29.0 + n * step) for n in (1, 2, 3)] + [town(4, 108.0, 29.0), town(5, None, None)]
    stations = [station("S1", "5001004", lon=108.0, lat=29.0), station("S2", "5001002", lon=106.0, lat=29 + 2 * step)]
    store = world(sqlite_ledger, tmp_path, towns, stations, ("S1",))
    with store.reading(Scope.whole()) as reading:
        found = propose(reading, ON, RULES, 2, 10.0)
        wide = propose(reading, ON, RULES, 2, 3.0)
    assert [site.name for site in found.sites] == ["镇2"]
    assert found.plan.gains == (3.0,)
    assert [town.state for town in found.towns] == ["unreached"] * 3 + ["reached", "unknown"]
    assert [town.asleep for town in found.towns] == [0, 1, 0, 0, 0]
    assert wide.plan.gains == (1.0, 1.0)
    assert found.weighed_by == "镇街"
