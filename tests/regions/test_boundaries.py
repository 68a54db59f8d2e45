"""Boundaries: valid on their day, without gaps, light enough to send, replaceable by the user's own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Point, Polygon

from zxdata.boundaries import boundaries
from zxdata.errors import Unreadable
from zxdata.homes import shipped

BEFORE, AFTER = date(2025, 11, 6), date(2025, 11, 7)


def polygons(rings: Any) -> Any:
    return shapely.union_all([Polygon(ring) for ring in rings])


def square(lon: float, lat: float, **properties: object) -> dict[str, Any]:
    ring = [[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1], [lon, lat]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(folder: Path, name: str, *features: dict[str, Any]) -> None:
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 38), (AFTER, 37)])
def test_every_district_of_the_day_has_a_shape(day: date, count: int) -> None:
    districts = {
        r["code"]
        for r in shipped("500000")
        if r["level"] == "区县" and (r["valid_from"] or day) <= day <= (r["valid_to"] or day)
    }
    assert boundaries("500000", day).shapes.keys() == districts
    assert len(districts) == count


def test_zhejiang_has_cities_and_counties() -> None:
    inland = {r["code"] for r in shipped("330000") if r["level"] in ("市", "区县")}
    assert boundaries("330000", AFTER).shapes.keys() == inland
    assert len(inland) == 101


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_neighbours_share_their_border_without_gap_or_overlap(day: date) -> None:
    forms = [polygons(rings) for rings in boundaries("500000", day).shapes.values()]
    whole = shapely.union_all(forms)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert sum(form.area for form in forms) == pytest.approx(whole.area, rel=1e-9)


@pytest.mark.parametrize("home", ["500000", "330000"])
def test_every_centre_lies_inside_its_shape(home: str) -> None:
    found = boundaries(home, AFTER)
    assert [c for c, rings in found.shapes.items() if not polygons(rings).contains(Point(found.centres[c]))] == []


def test_the_district_map_stays_light() -> None:
    assert len(json.dumps(list(boundaries("500000", BEFORE).shapes.values()), separators=(",", ":"))) < 60_000


def test_only_the_derived_inner_line_is_marked_approximate() -> None:
    assert boundaries("500000", AFTER).approximate == {"500109", "500157"}
    assert boundaries("500000", BEFORE).approximate == frozenset()


def test_a_home_without_shapes_has_an_empty_map() -> None:
    assert boundaries("110000", AFTER).shapes == {}


def test_own_files_replace_ours_and_report_what_has_no_code(tmp_path: Path) -> None:
    write(tmp_path, "ours.geojson", square(106, 29, adcode=500103, name="渝中区"), square(107, 29, name="高新区"))
    found = boundaries("500000", AFTER, tmp_path)
    assert found.shapes.keys() == {"500103"}
    assert found.centres["500103"] == (106.5, 29.5)
    assert found.unmatched == ("高新区",)
    assert tmp_path.name in found.source


def test_own_files_may_have_validity_in_their_names(tmp_path: Path) -> None:
    write(tmp_path, "map-until-2025-11-06.geojson", square(106, 29, code="500105"))
    write(tmp_path, "map-since-2025-11-07.geojson", square(106, 29, code="500157"))
    assert boundaries("500000", BEFORE, tmp_path).shapes.keys() == {"500105"}
    assert boundaries("500000", AFTER, tmp_path).shapes.keys() == {"500157"}


def test_a_hole_stays_open_under_a_nonzero_fill(tmp_path: Path) -> None:
    outer = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]
    inner = [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]]
    geometry = {"type": "Polygon", "coordinates": [outer, inner]}
    write(tmp_path, "x.geojson", {"type": "Feature", "properties": {"code": "1"}, "geometry": geometry})
    around, hole = boundaries("500000", AFTER, tmp_path).shapes["1"]
    assert shapely.is_ccw(shapely.linearrings(around))
    assert not shapely.is_ccw(shapely.linearrings(hole))


@pytest.mark.parametrize(
    "content",
    ["not json", "[]", "{}", '{"features": [{"geometry": {"type": "Polygon"}}]}', '{"features": [7]}'],
)
def test_an_unreadable_file_is_one_sentence(tmp_path: Path, content: Any) -> None:
    (tmp_path / "坏.geojson").write_text(content, "utf-8")
    with pytest.raises(Unreadable, match=r"坏\.geojson"):
        boundaries("500000", AFTER, tmp_path)


def test_a_city_of_a_shipped_province_has_the_shapes_of_its_own_districts() -> None:
    found = boundaries("330700", date(2025, 9, 30))
    assert set(found.shapes) - {"330700"} == {row["code"] for row in shipped("330700") if row["level"] == "区县"}
    assert found.shapes["330702"] == boundaries("330000", date(2025, 9, 30)).shapes["330702"]
    assert set(found.shapes) == set(found.centres) and set(found.names) <= set(found.shapes)
    assert set(boundaries("500103", date(2025, 9, 30)).shapes) == {"500103"}
