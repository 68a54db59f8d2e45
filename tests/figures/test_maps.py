"""Three square districts, and three stations on them: what every medium shows of both maps."""

from io import BytesIO

from pptx import Presentation

import zxdata as zx
from tests.export.doors import NOTES, alone, drawing, frame, ground, in_step, letter, screen, sheet, slide, traces
from zxdata.figures import PointMap, RegionMap

SQUARES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    code: (((lon, 29.0), (lon + 1, 29.0), (lon + 1, 30.0), (lon, 30.0), (lon, 29.0)),)
    for code, lon in (("A", 106.0), ("B", 107.0), ("C", 108.0))
}
REGIONS = RegionMap(
    key="map",
    title="镇街覆盖率",
    unit="%",
    note="示意图",
    metric="coverage.township_rate",
    value_name="覆盖率",
    value_format="percent",
    gap="low",
    shapes=SQUARES,
    centres={"A": (106.5, 29.5), "B": (107.5, 29.5), "C": (108.5, 29.5)},
    labels=("A", "B", "C"),
    frame=frame(
        "code name value numerator denominator red yellow",
        ("A", "甲区", 0.9, 18, 20, 0, 2),
        ("B", "乙县", 0.2, 2, 10, 3, 1),
        ("C", "丙县", None, None, None, 0, 0),
    ),
)
PLACES = PointMap(
    key="places",
    title="阵地分布",
    unit="处",
    kinds=("委员工作室",),
    radius_km=3.0,
    outlines=SQUARES,
    density=frame("lon lat count"),
    circles=frame("lon lat"),
    towns=frame(
        "code name state lon lat about",
        ("A01", "一街", "met", 106.2, 29.2, "一街"),
        ("B01", "二镇", "unmet", 107.2, 29.2, "二镇"),
    ),
    sites=frame("rank code name lon lat about", (1, "B01", "二镇", 107.2, 29.2, "二镇")),
    frame=frame(
        "no name kind state lon lat about",
        ("S1", "甲室", "委员工作室", "active", 106.5, 29.5, "甲室"),
        ("S2", "乙室", "委员工作室", "asleep", 107.5, 29.5, "乙室"),
        ("S3", "丙室", "委员工作室", "closed", 108.5, 29.5, "丙室"),
    ),
)


def test_a_map_in_a_workbook_is_a_row_a_region() -> None:
    found = sheet(REGIONS)
    assert found.head == ["镇街覆盖率", "%", "示意图"]
    assert found.table == [
        ["代码", "区划", "覆盖率", "分子", "分母", "红", "黄"],
        ["A", "甲区", 0.9, 18, 20, 0, 2],
        ["B", "乙县", 0.2, 2, 10, 3, 1],
        ["C", "丙县", None, None, None, 0, 0],
    ]
    assert found.chart is None


def test_a_map_on_a_slide_is_a_shape_a_region_the_strongest_where_least_is_covered() -> None:
    found = slide(REGIONS)
    assert found.groups["地图"] == ["甲区", "乙县", "丙县"]
    assert found.groups["名称"] == ["甲区 ▲2", "乙县 ■3 ▲1", "丙县"]
    steps = ["低于 30.0%", "30.0%–40.0%", "40.0%–50.0%", "50.0%–60.0%", "60.0%–70.0%", "70.0%–80.0%", "80.0% 及以上"]
    words = ["覆盖率", *steps, "没有数据", "■ 红色事项件数", "▲ 黄色事项件数"]
    assert list(dict.fromkeys(found.groups["图例"])) == words
    assert [found.fills[name] for name in ("甲区", "乙县", "丙县")] == ["E2EFF7", "194477", "D9D8D2"]
    assert found.texts == [
        "镇街覆盖率",
        "%",
        "覆盖率有数据的 2 个，最高 90.0%（甲区），最低 20.0%（乙县）。红色事项 3 件，在 1 个区划；黄色事项 3 件，在 2 个区划。",
        "示意图　版本 v7",
    ]
    assert found.notes == (
        "镇街覆盖率（%）：有阵地的乡镇街道占全部乡镇街道的比例。分子：有阵地的乡镇街道数；分母：乡镇街道数。"
        f"期间：截至日的状态，不按期间筛选。\n\n{NOTES}"
    )


def test_a_letter_says_where_a_map_is_highest_and_lowest() -> None:
    assert letter(REGIONS).paragraphs == [
        "覆盖率有数据的 2 个，最高 90.0%（甲区），最低 20.0%（乙县）。",
        "红色事项 3 件，在 1 个区划；黄色事项 3 件，在 2 个区划。",
        "图：镇街覆盖率（%）",
        "示意图",
    ]
    assert letter(REGIONS).pictures == 1


def test_the_picture_of_a_map_is_three_squares_beside_each_other_in_their_shades() -> None:
    drawn = drawing(REGIONS)
    assert drawn is not None
    assert drawn.texts == ["甲区", "乙县", "丙县", "覆盖率　20.0% → 90.0%"]
    assert [square.fill for square in drawn.bars] == ["#e2eff7", "#194477", "#d9d8d2"]
    assert in_step([square.x[0] for square in drawn.bars], [106, 107, 108])


def test_a_map_on_the_screen_is_an_area_a_region_with_its_marks_and_names() -> None:
    *areas, red, yellow, names, middles = traces(REGIONS, "meta", "fillcolor", "text", "customdata")
    assert areas == [
        ["A", "#E2EFF7", "<b>甲区</b><br>覆盖率 90.0%（18 / 20）<br>▲黄 2", None],
        ["B", "#194477", "<b>乙县</b><br>覆盖率 20.0%（2 / 10）<br>■红 3　▲黄 1", None],
        ["C", "#FAFAF7", "<b>丙县</b><br>覆盖率 —", None],
    ]
    assert (red[2], yellow[2]) == (["<b>3</b>"], ["<b>2</b>", "<b>1</b>"])
    assert sorted(names[2]) == ["丙县", "乙县 20%", "甲区 90%"]
    assert middles[3] == ["A", "B", "C"]
    assert [trace["marker"]["color"] for trace in screen(REGIONS)["data"][3:5]] == ["#B3261E", "#BF8300"]


def test_places_in_a_workbook_are_a_row_a_station_and_beside_them_the_sites() -> None:
    found = sheet(PLACES)
    assert found.head == ["阵地分布", "处", ""]
    assert found.table == [
        ["阵地编号", "名称", "类型", "状态", "经度", "纬度"],
        ["S1", "甲室", "委员工作室", "活跃", 106.5, 29.5],
        ["S2", "乙室", "委员工作室", "沉睡", 107.5, 29.5],
        ["S3", "丙室", "委员工作室", "停用", 108.5, 29.5],
    ]
    assert found.aside == [["次序", "建议选址", "经度", "纬度"], [1, "二镇", 107.2, 29.2]]
    assert found.chart is None


def test_places_on_a_slide_are_grouped_by_their_state() -> None:
    found = slide(PLACES)
    keys = list(dict.fromkeys(found.groups.pop("图例")))
    assert keys == ["没有覆盖的镇街 1", "停用阵地 1", "活跃阵地 1", "沉睡阵地 1", "建议选址 1"]
    assert found.groups == {
        "区划": ["A", "B", "C"],
        "没有覆盖的镇街": ["二镇"],
        "停用阵地": ["丙室"],
        "活跃阵地": ["甲室"],
        "沉睡阵地": ["乙室"],
        "建议选址": ["二镇", "1", "二镇"],
    }
    assert [found.fills[name] for name in ("丙室", "甲室", "乙室")] == ["A9ABA8", "0F5C9C", "FFFFFF"]
    assert (
        found.texts[2]
        == "图上没有覆盖的镇街 1 个、停用阵地 1 个、活跃阵地 1 个、沉睡阵地 1 个。建议先建 1 处，依次为二镇。"
    )
    assert found.notes == NOTES


def test_a_letter_says_how_many_places_there_are_and_where_to_build_first() -> None:
    assert letter(PLACES).paragraphs == [
        "图上没有覆盖的镇街 1 个、停用阵地 1 个、活跃阵地 1 个、沉睡阵地 1 个。",
        "建议先建 1 处，依次为二镇。",
        "图：阵地分布（处）",
    ]
    assert letter(PLACES).pictures == 1


def test_the_picture_of_places_is_a_dot_each_where_it_lies() -> None:
    drawn = drawing(PLACES)
    assert drawn is not None
    assert drawn.texts == ["1 二镇", "没有覆盖的镇街 1", "停用阵地 1", "活跃阵地 1", "沉睡阵地 1", "建议选址 1"]
    assert len(drawn.bars) == 3
    unmet, closed, active, asleep, site = drawn.dots
    assert in_step([dot.x[0] for dot in drawn.dots], [107.2, 108.5, 106.5, 107.5, 107.2])
    assert in_step([unmet.y[0], closed.y[0], active.y[0], asleep.y[0], site.y[0]], [29.2, 29.5, 29.5, 29.5, 29.2])
    assert [dot.fill for dot in drawn.dots] == ["none", "#a9aba8", "#0f5c9c", "none", "#b3261e"]


def test_places_on_the_screen_are_layers_of_towns_stations_and_sites() -> None:
    layers = ground(PLACES)
    assert [(town["name"], town["lon"], town["lat"]) for town in layers["towns"]] == [
        ("一街", 106.2, 29.2),
        ("二镇", 107.2, 29.2),
    ]
    assert [(station["no"], station["icon"]) for station in layers["stations"]] == [
        ("S3", "closed"),
        ("S1", "●active"),
        ("S2", "●asleep"),
    ]
    assert [(site["rank"], site["name"], site["lon"], site["lat"]) for site in layers["sites"]] == [
        (1, "二镇", 107.2, 29.2)
    ]
    assert len(layers["outlines"]) == 3


def test_files_tell_and_outline_the_region_that_was_chosen() -> None:
    chosen = REGIONS.choosing("A")
    assert letter(chosen).paragraphs[1] == "所选的甲区 90.0%（18 / 20）。"
    deck = Presentation(BytesIO(zx.export_file(alone(chosen), "pptx")))
    (drawn,) = (shape for shape in deck.slides[-1].shapes if shape.name == "地图")
    assert {region.name: str(region.line.color.rgb) for region in drawn.shapes} == {
        "甲区": "1B1F24",
        "乙县": "FFFFFF",
        "丙县": "FFFFFF",
    }
