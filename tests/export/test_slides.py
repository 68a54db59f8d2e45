"""A deck: native charts with their numbers, a map of shapes, fonts for both scripts, notes, text as text."""

import io
import math
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.chart.plot import PlotTypeInspector
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_shapes as shapes
from tests import sample_view
from zxdata.export import export_file
from zxdata.figures import Bars, Figure, View

# fmt: off
CHARTS = {
    "ranking": "COLUMN_STACKED LINE", "bars": "BAR_CLUSTERED", "stacked": "BAR_STACKED", "due_columns": "COLUMN_CLUSTERED",
    "trend": "LINE", "daily_trend": "AREA LINE", "waterfall": "COLUMN_STACKED", "gantt": "BAR_STACKED", "area": "AREA_STACKED AREA",
    "strips": "BAR_STACKED", "funnel": "XY_SCATTER", "survival": "XY_SCATTER",
}
# fmt: on


def made(name: str) -> Figure:
    return shapes.NAMED[name]()


def alone(figure: Figure) -> View:
    return replace(sample_view.view(), figures=(figure,), table=None, indicators=())


def opened(view: View) -> Any:
    return Presentation(io.BytesIO(export_file(view, "pptx")))


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def workbook(chart: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book.active.iter_rows(values_only=True))


def group(deck: Any, name: str) -> Any:
    return next(s for slide in deck.slides for s in slide.shapes if s.name == name)


def all_text(deck: Any) -> str:
    return "\n".join(t.text or "" for slide in deck.slides for t in slide._element.iter(qn("a:t")))


@pytest.mark.parametrize(("name", "kind"), CHARTS.items())
def test_a_figure_is_one_native_chart_of_its_kind(name: str, kind: str) -> None:
    """A daily one lies before, an area behind, a ground of the days off."""
    (chart,) = charts(opened(alone(made(name))))
    assert " ".join(PlotTypeInspector.chart_type(plot).name for plot in chart.plots) == kind


def test_a_deck_is_wide_and_holds_every_figure_of_the_view() -> None:
    view = sample_view.view("supervision")
    deck = opened(view)
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert view.table is not None
    assert {figure.title for figure in (*view.figures, view.table)} <= set(titles)


def table_of(chart: Any) -> pd.DataFrame:
    """The workbook of a chart by the names in its first row."""
    head, *rows = workbook(chart)
    return pd.DataFrame(rows, columns=head)


def test_the_workbook_of_a_ranking_holds_its_values_and_limits_and_the_chart_draws_them() -> None:
    figure = districts.ranking()
    (chart,) = charts(opened(alone(figure)))
    held = table_of(chart)
    assert held.iloc[:, 0].tolist() == figure.frame["name"].tolist()
    assert held["限内"].fillna(held["差于控制限"]).tolist() == figure.frame["value"].tolist()
    assert held["差于控制限"].notna().tolist() == (figure.frame["outside"] == "worse").tolist()
    assert held["控制下限"].tolist() == figure.frame["lower"].tolist()
    assert (held["控制下限"] + held["控制限"]).tolist() == pytest.approx(figure.frame["upper"].tolist())
    band, dots = chart.plots
    assert [series.name for series in (*band.series, *dots.series)] == [
        "控制下限",
        "控制限",
        "限内",
        "差于控制限",
        "全市",
    ]
    for series in (*band.series, *dots.series):
        drawn = [math.nan if value is None else float(value) for value in series.values]
        assert drawn == pytest.approx(held[series.name].astype(float).tolist(), rel=1e-15, nan_ok=True)


def test_many_names_stand_upright_and_few_lie() -> None:
    for names, kind in ((12, "BAR_CLUSTERED"), (37, "COLUMN_CLUSTERED")):
        frame = pd.DataFrame({"name": [f"第{n}项" for n in range(names)], "value": range(names), "base": ""})
        (chart,) = charts(opened(alone(sample.bars(frame=frame))))
        assert chart.chart_type.name == kind


def test_bars_of_a_gantt_span_the_days_of_their_phase_and_the_day_of_the_limit() -> None:
    """The limit is a day of its own; what runs over begins the day after, so it is one day shorter than from the limit."""
    figure = sample.gantt()
    (chart,) = charts(opened(alone(figure)))
    drawn = {series.name: list(series.values) for series in chart.plots[0].series}
    assert drawn["期限"] == [1.0] * len(figure.frame)
    for phase in figure.phases:
        bars = figure.bars[figure.bars["phase"] == phase.name].set_index("no")
        days = [(bars["until"][no] - bars["since"][no]).days if no in bars.index else 0 for no in figure.frame["no"]]
        if phase.over:
            days = [max(each - 1, 0) for each in days]
        assert drawn[phase.name] == days
    starts = [
        sum(drawn[name][n] for name in list(drawn)[: list(drawn).index("期限")]) for n in range(len(figure.frame))
    ]
    assert starts == [(due - date(1899, 12, 30)).days for due in figure.frame["due"]]


def test_a_phase_gone_through_twice_and_a_colour_come_back_to_are_both_drawn() -> None:
    (chart,) = charts(opened(alone(shapes.strips())))
    drawn = [(series.name, list(series.values)) for series in chart.plots[0].series if not series.name.endswith("之前")]
    once = [("绿", [62, 0]), ("黄", [17, 11]), ("红", [13, 0])]
    assert drawn == [*once, ("绿", [0, 31]), ("黄（第 2 次）", [0, 10])]


def test_today_is_a_line_at_its_date() -> None:
    figure = sample.gantt()
    (slide,) = (slide for slide in opened(alone(figure)).slides if slide.shapes.title.text == figure.title)
    line = next(shape for shape in slide.shapes if shape.name == "今日 9月30日")
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    axis = frame.chart.value_axis
    share = ((date(2025, 9, 30) - date(1899, 12, 30)).days - axis.minimum_scale) / (
        axis.maximum_scale - axis.minimum_scale
    )
    layout = {
        edge: float(frame.chart._chartSpace.find(f".//{qn('c:plotArea')}//{qn(f'c:{edge}')}").get("val"))
        for edge in "xw"
    }
    assert line.left == pytest.approx(frame.left + frame.width * (layout["x"] + layout["w"] * share), abs=2)


def test_a_curve_has_its_band_limit_and_median_in_one_chart() -> None:
    figure = sample.survival()
    (chart,) = charts(opened(alone(figure)))
    drawn = {series.name: list(series.iter_values()) for series in chart.plots[0].series}
    assert list(drawn) == [
        f"{year}{end}" for year in ("2025年", "2024年") for end in (" 95% 下限", " 95% 上限", "")
    ] + ["期限 92 天", "2025年 中位 58 天", "2024年 中位 61 天"]
    own = figure.frame[figure.frame["series"] == "2025年"]
    for end, column in (("", "open_share"), (" 95% 下限", "lower"), (" 95% 上限", "upper")):
        assert drawn[f"2025年{end}"][2::2] == own[column].tolist()
    assert drawn["期限 92 天"] == [0, 1] and drawn["2025年 中位 58 天"] == [0.5]


def test_what_flows_is_grouped_shapes_with_names_and_numbers() -> None:
    figure = shapes.sankey()
    deck = opened(alone(figure))
    flows = {s.name: s._element.nvSpPr.cNvPr.get("descr") for s in group(deck, "流向").shapes}
    assert flows == {
        f"{r.source} → {r.target}": f"{r.source} → {r.target}：{r.value} 件" for r in figure.frame.itertuples()
    }
    names = {s.text_frame.text for s in group(deck, "名称").shapes}
    assert {"提交 100", "审查 100", "答复 90", "二次办理 5"} <= names
    nodes = {s.name: s for s in group(deck, "节点").shapes}
    assert nodes["立案"].height == pytest.approx(nodes["提交"].height * 0.9, rel=0.001)
    assert nodes["退办"].top > max(nodes[name].top + nodes[name].height for name in ("交办", "答复"))


def test_a_matrix_is_a_native_table_tinted_by_its_numbers() -> None:
    figure = shapes.matrix()
    (table,) = (s.table for slide in opened(alone(figure)).slides for s in slide.shapes if s.has_table)
    cells = {(c.row, c.column): c for c in figure.frame.itertuples()}
    for y, row in enumerate(figure.rows, start=1):
        assert [table.cell(y, x).text for x in range(1, 10)] == [cells[row, column].text for column in figure.columns]
    shades = {
        cells[row, column].value: str(table.cell(y, x).fill.fore_color.rgb)
        for y, row in enumerate(figure.rows, 1)
        for x, column in enumerate(figure.columns, 1)
    }
    light = [sum(int(shades[value][n : n + 2], 16) for n in (0, 2, 4)) for value in sorted(shades)]
    assert light == sorted(light, reverse=True) and len(set(light)) == 7


def test_stations_are_dots_on_the_outlines_of_their_regions() -> None:
    deck = opened(alone(shapes.point_map()))
    assert len(group(deck, "区划").shapes) == 38
    assert {s.name for s in group(deck, "沉睡阵地").shapes} == {f"第 {n} 站" for n in range(0, 40, 4)}
    assert len(group(deck, "活跃阵地").shapes) == 30
    assert "半径 10.0 公里内" in all_text(deck)


def test_too_many_stations_are_one_shape_that_counts_them() -> None:
    deck = opened(alone(shapes.point_map(1200)))
    one = group(deck, "活跃阵地 900")
    assert one.shape_type == MSO_SHAPE_TYPE.FREEFORM
    assert len(one._element.findall(f".//{qn('a:moveTo')}")) == 900
    assert "同类超过 600 个的为一个图形" in all_text(deck)


def test_the_map_is_a_group_of_named_regions_each_with_its_own_colour() -> None:
    figure = districts.region_map()
    deck = opened(alone(figure))
    regions = {shape.name: shape for shape in group(deck, "地图").shapes}
    assert set(regions) == set(figure.frame["name"])
    assert len(regions) == 38
    assert all(shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in regions.values())
    enlarged = [s for s in group(deck, figure.inset_title).shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert len(enlarged) == len(figure.inset)
    colours = {name: str(shape.fill.fore_color.rgb) for name, shape in regions.items()}
    worst, best = figure.frame.loc[figure.frame["value"].idxmin(), "name"], "九龙坡区"
    assert colours[worst] == "194477"
    assert colours[best] == "E2EFF7"
    about = regions[worst]._element.nvSpPr.cNvPr.get("descr")
    assert about == f"{worst}：镇街覆盖率 36.0%（9 / 25）"


def test_a_region_without_a_value_is_told_from_a_low_one() -> None:
    figure = districts.region_map()
    frame = figure.frame.copy()
    frame.loc[0, "value"] = float("nan")
    deck = opened(alone(replace(figure, frame=frame)))
    blank = next(s for s in group(deck, "地图").shapes if s.name == frame.loc[0, "name"])
    assert str(blank.fill.fore_color.rgb) == "D9D8D2"
    assert "没有数据" in [s.text_frame.text for s in group(deck, "图例").shapes if s.has_text_frame]


def test_every_run_names_a_latin_and_an_east_asian_font() -> None:
    deck = opened(sample_view.view("proposals"))
    roots = [part for slide in deck.slides for part in (slide._element, slide.notes_slide._element)]
    roots += [chart._chartSpace for chart in charts(deck)]
    for root in roots:
        for run in root.iter(qn("a:r"), qn("a:fld")):
            assert run.find(qn("a:rPr")) is not None
        for properties in root.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            assert [properties.find(qn(f"a:{name}")) is not None for name in ("latin", "ea")] == [True, True]


def test_notes_tell_definition_filters_day_and_version() -> None:
    deck = opened(sample_view.view("coverage"))
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        for word in ("重庆市，截至2025年9月30日", "v318", "演示数据"):
            assert word in notes
    notes = next(s for s in deck.slides if s.shapes.title.text == "镇街覆盖率").notes_slide.notes_text_frame.text
    for word in ("镇街覆盖率（%）：", "分子：", "分母："):
        assert word in notes


def test_the_cover_says_what_of_whom_and_that_it_is_a_demonstration() -> None:
    text = all_text(opened(sample_view.view("proposals")))
    for word in ("提案办理情况", "重庆市，截至2025年9月30日", "数据版本 v318", "演示数据"):
        assert word in text


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook_of_a_chart() -> None:
    frame = pd.DataFrame({"name": ["=1+1", "@A1", "+甲"], "value": [3.0, 2.0, 1.0], "base": ""})
    figure = Bars(key="b", title="=HYPERLINK(1)", unit="件", value_format="integer", frame=frame)
    content = export_file(alone(figure), "pptx")
    (chart,) = charts(Presentation(io.BytesIO(content)))
    assert [row[0] for row in workbook(chart)[1:]] == ["=1+1", "@A1", "+甲"]
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        assert not any(re.search("<f[ >]", book.read(n).decode()) for n in book.namelist() if "sheet1" in n)


def test_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    table = districts.table()
    frame = pd.concat([table.frame] * 5, ignore_index=True)
    deck = opened(alone(replace(table, frame=frame)))
    rows = sum(len(s.table.rows) - 1 for slide in deck.slides for s in slide.shapes if s.has_table)
    assert f"另有 {len(frame) - rows} 行没有列出，见驾驶舱这一页导出的 Excel。" in all_text(deck)


def test_an_empty_figure_says_so_in_words() -> None:
    figure = sample.trend()
    assert figure.empty in all_text(opened(alone(replace(figure, frame=figure.frame.iloc[:0]))))
