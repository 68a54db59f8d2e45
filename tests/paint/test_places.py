"""A map of places carries only our colours and plain words, and sends nobody anywhere."""

import json
from typing import Any

import pandas as pd
import pytest

from ui.paint import Look
from ui.show.legend import legend
from ui.show.places import built
from zxdata.figures import PointMap, kind_of
from zxdata.figures.palette import themes
from zxdata.figures.point_map.marks import marks
from zxdata.rules.palette import SHIPPED_PALETTE

LOOKS = [Look(themes(SHIPPED_PALETTE)[name], height=470, width=900) for name in ("dark", "light")]
SQUARE = (((106.0, 29.0), (107.0, 29.0), (107.0, 30.0), (106.0, 30.0), (106.0, 29.0)),)
HOSTILE = '<b>甲</b><img src="https://example.org/x">'


def places(**more: object) -> PointMap:
    stations = pd.DataFrame(
        [
            ("S1", HOSTILE, "委员工作站", "active", 106.2, 29.2, f"{HOSTILE}\n活跃"),
            ("S2", "西镇站", "委员工作室", "asleep", 106.4, 29.3, "西镇站\n休眠"),
            ("S3", "南镇站", "少见的类型", "closed", 106.6, 29.6, "南镇站\n停用"),
        ],
        columns=["no", "name", "kind", "state", "lon", "lat", "about"],
    )
    towns = pd.DataFrame(
        [
            ("1", "东镇", "met", 106.2, 29.2, "东镇"),
            ("2", "西镇", "unmet", 106.5, 29.5, "西镇"),
            ("3", "挨着西镇", "unmet", 106.5001, 29.5001, "挨着西镇"),
            ("4", "北镇", "unknown", 106.8, 29.8, "北镇"),
        ],
        columns=["code", "name", "state", "lon", "lat", "about"],
    )
    sites = pd.DataFrame(
        [(1, "2", "西镇", 106.5, 29.5, "第 1 处")], columns=["rank", "code", "name", "lon", "lat", "about"]
    )
    given = {
        "key": "points",
        "title": "阵地分布",
        "unit": "个",
        "frame": stations,
        "towns": towns,
        "sites": sites.head(0),
        "kinds": ("委员工作站", "委员工作室"),
        "density": pd.DataFrame(columns=["lon", "lat", "count"]),
        "circles": stations[["lon", "lat"]].head(1),
        "radius_km": 5.4,
        "outlines": {"5001": SQUARE},
        "chosen": ("5001",),
        "selected": "S2",
    }
    return PointMap(**(given | more))  # type: ignore[arg-type]


def drawn(figure: PointMap, look: Look) -> dict[str, Any]:
    found: dict[str, Any] = kind_of(figure).screen.do(figure, look)
    return found


def layer(figure: PointMap, name: str, look: Look = LOOKS[0]) -> dict[str, object]:
    return next(found for found in drawn(figure, look)["layers"] if found["id"] == name)


@pytest.mark.parametrize("look", LOOKS, ids=["dark", "light"])
def test_every_colour_is_a_token(look: Look) -> None:
    known = {tuple(int(c[n : n + 2], 16) for n in (1, 3, 5)) for c in look.tokens.colours()}
    found: set[tuple[int, ...]] = set()

    def collect(part: object) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if "olor" in name or name in ("fill", "line", "colour"):
                    rows = value if value and isinstance(value, list) and isinstance(value[0], list) else [value]
                    found.update(tuple(row[:3]) for row in rows if isinstance(row, list))
                else:
                    collect(value)
        elif isinstance(part, list):
            for item in part:
                collect(item)

    collect(drawn(places(density=pd.DataFrame([(106.5, 29.5, 3)], columns=["lon", "lat", "count"])), look)["layers"])
    assert found and found <= known


def test_nothing_is_fetched_and_nothing_is_markup() -> None:
    sent = built(places(), LOOKS[0])
    spec = json.loads(sent.to_json())
    assert spec.get("mapProvider") is None and spec["mapStyle"] == "__MAP_STYLE__"
    assert spec["views"] == [{"@@type": "MapView", "controller": True}]
    atlas = next(found for found in spec["layers"] if found["id"] == "stations")["iconAtlas"]
    assert atlas.startswith("data:image/svg+xml,")
    assert "<img" not in legend(places(kinds=(HOSTILE,), frame=places().frame.assign(kind=HOSTILE)), LOOKS[0])


def test_pydeck_sends_what_was_painted_and_writes_it_once() -> None:
    figure = places()
    sent, painted = built(figure, LOOKS[0]), kind_of(figure).screen.do(figure, LOOKS[0])
    spec = json.loads(sent.to_json())
    assert spec["layers"] == json.loads(json.dumps(painted["layers"]))
    assert spec["initialViewState"] == painted["initialViewState"]
    assert sent.to_json() is built(figure, LOOKS[0]).to_json()


def test_shape_is_the_kind_and_fill_is_the_state() -> None:
    data = layer(places(), "stations")["data"]
    assert {row["no"]: row["icon"] for row in data} == {"S1": "●active", "S2": "■asleep", "S3": "closed"}  # type: ignore[attr-defined]
    assert data[-1]["no"] == "S2"  # type: ignore[index]
    assert marks(places()) == [("●", "委员工作站"), ("■", "委员工作室"), ("⬢", "其他")]


def test_names_that_would_cover_each_other_are_left_to_the_pointer() -> None:
    named = [row["name"] for row in layer(places(), "names")["data"]]  # type: ignore[attr-defined]
    assert named == ["西镇"]


def test_a_name_at_the_upper_edge_stands_under_its_mark() -> None:
    """The square of one degree is 446 of 470 pixels high: 29.99° lies 16 below the edge, too near for a name of 28."""
    towns = places().towns.assign(lat=[29.2, 29.99, 29.5, 29.8], lon=[106.2, 106.2, 106.5, 106.8])
    names = layer(places(towns=towns), "names")
    assert names["getPixelOffset"] == "@@=offset"
    assert {row["name"]: row["offset"] for row in names["data"]} == {"西镇": [0, 18], "挨着西镇": [0, -18]}  # type: ignore[attr-defined]


def test_the_chosen_outline_fills_the_picture() -> None:
    camera = drawn(places(), LOOKS[0])["initialViewState"]
    assert (camera["longitude"], camera["latitude"]) == pytest.approx((106.5, 29.5))
    tall = 512 * 2 ** camera["zoom"] / 360 / 0.8703  # px a degree of latitude at 29.5°
    assert 400 < tall < 470


def test_an_empty_map_is_still_a_map() -> None:
    nothing = places(
        frame=places().frame.head(0),
        towns=places().towns.head(0),
        outlines={},
        chosen=(),
        selected="",
        circles=places().circles.head(0),
    )
    assert drawn(nothing, LOOKS[0])["layers"] == []
