"""Where things lie: stations' points in WGS84, and how many settlements a township has."""

import csv

import numpy as np
import pyarrow as pa

from zxdata.gcj02 import to_wgs84
from zxdata.homes import folder_of
from zxdata.snapshot.target import Target

# As written, without spaces, hyphens and underscores, in capitals. CGCS2000 is WGS84 to within decimetres.
_WORLD, _MARS = (
    ("", "WGS84", "EPSG4326", "4326", "CGCS2000", "EPSG4490", "4490", "2000国家大地坐标系"),
    ("GCJ02", "火星坐标系"),
)


def lay_out_locations(target: Target, home: str) -> None:
    """``l_point``: stations with a point that can be placed. ``l_settlements``: villages and communities by township.

    A point in a coordinate system that is not known, or outside the globe, is no point.
    """
    target.execute(
        "create temp table l_point as select station_no, lon, lat,"
        " regexp_replace(upper(coalesce(crs, '')), '[ _:-]', '', 'g') as crs from l_workstations"
        " where abs(lon) <= 180 and abs(lat) <= 90 and not (lon = 0 and lat = 0)"
    )
    mars = target.execute(f"select station_no, lon, lat from l_point where crs in {_MARS}").fetchall()
    points = np.array([point for _, *point in mars], dtype=float).reshape(-1, 2)
    lon, lat = to_wgs84(points[:, 0], points[:, 1])
    turned = pa.table({"station_no": pa.array([no for no, *_ in mars], pa.string()), "lon": lon, "lat": lat})
    target.register("turned", turned)
    target.execute(f"delete from l_point where crs not in {_WORLD}")
    target.execute("insert into l_point select station_no, lon, lat, 'WGS84' from turned")
    target.unregister("turned")
    counted = _settlements(home)
    target.register(
        "counted",
        pa.table(
            {"code": list(counted), "settlements": np.array(list(counted.values()), int)},
            pa.schema({"code": pa.string(), "settlements": pa.int32()}),
        ),
    )
    target.execute("create temp table l_settlements as select * from counted")
    target.unregister("counted")


def _settlements(home: str) -> dict[str, int]:
    """Villages and communities by township code, from the division shipped; nothing where none is."""
    path = folder_of(home) / "communities.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["communities"]) + int(row["villages"]) for row in csv.DictReader(file)}
