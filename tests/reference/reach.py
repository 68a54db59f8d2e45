"""Which townships lie within a quarter of an hour of a living station: every pair measured on the sphere."""

import csv
from collections import Counter
from math import asin, cos, radians, sin, sqrt
from typing import Any

import prcoords

from tests.reference.cases import Case, Cases
from tests.reference.lives import months_later
from tests.reference.tables import Row
from zxdata.configuration import ASSETS

HOME, EARTH_KM = "500000", 6371.0088
MINUTES, DETOUR = 15, 1.4
KM = {"walk": 5 * MINUTES / 60 / DETOUR, "drive": 30 * MINUTES / 60 / DETOUR}
WORLD = {None, "", "WGS84", "CGCS2000"}
Point = tuple[float, float]


def reached(of: Cases) -> list[Case]:
    living = _living(of)
    hidden = Counter(of.divisions.covered_township(s["region"]) for s in living if _point(s) is None)
    points = [point for s in living if (point := _point(s))]
    weights = _weights(of)
    found = []
    for code in of.divisions.townships():
        town, weight = of.divisions.rows[code], weights[code]
        placed = town["lon"] is not None
        km = min((_km((town["lon"], town["lat"]), p) for p in points), default=None) if placed else None
        told: dict[str, Any] = {"weight": weight}
        for mode, limit in KM.items():
            inside = km is not None and km <= limit
            known = placed and weight is not None and (inside or not hidden[code])
            told |= {f"{mode}able": known, f"{mode}in": known and inside}
        marks = {
            "weight": weight,
            "drivable": told["driveable"],
            "driven": told["drivein"],
            "walkable": told["walkable"],
            "walked": told["walkin"],
            "unknown": not told["driveable"],
            "unreached": told["driveable"] and not told["drivein"],
        }
        found.append(Case(code, (code,), None, {}, marks))
    return found


def _living(of: Cases) -> list[Row]:
    """Open stations in which something happened in the last twelve months."""
    year_ago = months_later(of.day, -12)
    active = {a["station_no"] for a in of.tables["activities"] if year_ago < a["held_on"] <= of.day}
    return [s for s in of.open_stations() if s["station_no"] in active]


def _point(s: Row) -> Point | None:
    """In WGS84; nothing where there is none or the system is not known."""
    if s["lon"] is None or s["lat"] is None or (s["lon"] == 0 and s["lat"] == 0):
        return None
    if s["crs"] == "GCJ02":
        found = prcoords.gcj_wgs_bored(prcoords.Coords(s["lat"], s["lon"]))
        return float(found.lon), float(found.lat)
    return (s["lon"], s["lat"]) if s["crs"] in WORLD else None


def _weights(of: Cases) -> dict[str, int | None]:
    """People where every township has its number, else villages and communities, else one each."""
    towns = of.divisions.townships()
    people = {code: of.divisions.rows[code]["population"] for code in towns}
    if all(n is not None for n in people.values()):
        return people
    with (ASSETS / "divisions" / HOME / "communities.csv").open(encoding="utf-8", newline="") as file:
        counted = {row["code"]: int(row["communities"]) + int(row["villages"]) for row in csv.DictReader(file)}
    if any(code in counted for code in towns):
        return {code: counted.get(code) for code in towns}
    return dict.fromkeys(towns, 1)


def _km(a: Point, b: Point) -> float:
    (lon1, lat1), (lon2, lat2) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1, sqrt(half)))
