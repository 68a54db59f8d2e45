"""A deck: native charts with their numbers, a map of shapes, fonts for both scripts, notes, text as text."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from tests import sample_view as sample
from zxdata.briefing import export
from zxdata.figures import Bars, Figure, View

CHARTS = {
    "ranking": "BAR_CLUSTERED", "bars": "BAR_CLUSTERED", "stacked": "BAR_STACKED", "due_columns": "COLUMN_CLUSTERED",
    "trend": "LINE", "daily_trend": "LINE", "waterfall": "COLUMN_STACKED", "gantt": "BAR_STACKED",
    "funnel": "XY_SCATTER", "survival": "XY_SCATTER_LINES_NO_MARKERS",
}  # fmt: skip


def alone(figure: Figure) -> View:
    return replace(sample.view(), figures=(figure,), table=None, cards=())


def opened(view: View) -> Any:
    return Presentation(io.BytesIO(export(view, "pptx")))


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
    (chart,) = charts(opened(alone(getattr(sample, name)())))
    assert chart.chart_type.name == kind


def test_a_deck_is_wide_and_holds_every_figure_of_the_view() -> None:
    view = sample.view("supervision")
    deck = opened(view)
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert view.table is not None
    assert {figure.title for figure in (*view.figures, view.table)} <= set(titles)


def test_the_workbook_of_a_chart_holds_the_numbers_of_the_figure() -> None:
    figure = sample.ranking()
    (chart,) = charts(opened(alone(figure)))
    rows = workbook(chart)[1:]
    assert [row[0] for row in rows] == figure.frame["name"].tolist()
    assert [row[1] for row in rows] == pytest.approx(figure.frame["value"].tolist())
    assert list(chart.plots[0].series[0].values) == pytest.approx(figure.frame["value"].tolist())


def test_bars_of_a_gantt_span_the_days_of_their_phase() -> None:
    figure = sample.gantt()
    (chart,) = charts(opened(alone(figure)))
    drawn = {series.name: list(series.values) for series in chart.plots[0].series}
    for phase in figure.phases:
        bars = figure.bars[figure.bars["phase"] == phase].set_index("no")
        days = [(bars["until"][no] - bars["since"][no]).days if no in bars.index else 0 for no in figure.frame["no"]]
        assert drawn[phase] == pytest.approx(days)


def test_the_map_is_a_group_of_named_regions_each_with_its_own_colour() -> None:
    figure = sample.region_map()
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
    figure = sample.region_map()
    frame = figure.frame.copy()
    frame.loc[0, "value"] = float("nan")
    deck = opened(alone(replace(figure, frame=frame)))
    blank = next(s for s in group(deck, "地图").shapes if s.name == frame.loc[0, "name"])
    assert str(blank.fill.fore_color.rgb) == "D9D8D2"
    assert "没有数据" in [s.text_frame.text for s in group(deck, "图例").shapes if s.has_text_frame]


def test_every_run_names_a_latin_and_an_east_asian_font() -> None:
    deck = opened(sample.view("proposals"))
    roots = [part for slide in deck.slides for part in (slide._element, slide.notes_slide._element)]
    roots += [chart._chartSpace for chart in charts(deck)]
    for root in roots:
        for run in root.iter(qn("a:r"), qn("a:fld")):
            assert run.find(qn("a:rPr")) is not None
        for properties in root.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            assert [properties.find(qn(f"a:{name}")) is not None for name in ("latin", "ea")] == [True, True]


def test_notes_tell_definition_filters_day_and_version() -> None:
    deck = opened(sample.view("coverage"))
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        for word in ("重庆市，截至2025年9月30日", "v318", "演示数据"):
            assert word in notes
    notes = next(s for s in deck.slides if s.shapes.title.text == "镇街覆盖率").notes_slide.notes_text_frame.text
    for word in ("镇街覆盖率（%）：", "分子：", "分母："):
        assert word in notes


def test_the_cover_says_what_of_whom_and_that_it_is_a_demonstration() -> None:
    text = all_text(opened(sample.view("proposals")))
    for word in ("提案办理情况", "重庆市，截至2025年9月30日", "数据版本 v318", "演示数据"):
        assert word in text


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook_of_a_chart() -> None:
    frame = pd.DataFrame({"name": ["=1+1", "@A1", "+甲"], "value": [3.0, 2.0, 1.0], "base": ""})
    figure = Bars(key="b", title="=HYPERLINK(1)", unit="件", value_format="integer", frame=frame)
    content = export(alone(figure), "pptx")
    (chart,) = charts(Presentation(io.BytesIO(content)))
    assert [row[0] for row in workbook(chart)[1:]] == ["=1+1", "@A1", "+甲"]
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        assert not any(re.search("<f[ >]", book.read(n).decode()) for n in book.namelist() if "sheet1" in n)


def test_an_unknown_kind_of_figure_is_a_table_and_not_lost() -> None:
    class Novel(Figure):
        pass

    figure = Novel(key="n", title="新图", unit="", frame=pd.DataFrame({"甲": ["乙丙"], "丁": [7]}))
    assert {"乙丙", "7"} <= set(all_text(opened(alone(figure))).splitlines())


def test_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    table = sample.table()
    frame = pd.concat([table.frame] * 5, ignore_index=True)
    deck = opened(alone(replace(table, frame=frame)))
    rows = sum(len(s.table.rows) - 1 for slide in deck.slides for s in slide.shapes if s.has_table)
    assert f"另有 {len(frame) - rows} 行，见同名 Excel。" in all_text(deck)


def test_an_empty_figure_says_so_in_words() -> None:
    figure = sample.trend()
    assert figure.empty in all_text(opened(alone(replace(figure, frame=figure.frame.iloc[:0]))))
