"""Every number of an exported file is the number of the view, and the view's is the number of the metric."""

from datetime import date

import pandas as pd
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from tests.briefcase import (
    PARTS,
    SUBJECTS,
    behind,
    charts,
    figures,
    numbers,
    opened,
    parts,
    shown,
    written,
)
from tests.demonstration import TODAY, demonstration
from zxdata import words
from zxdata.export.meaning import meanings
from zxdata.export.shown import lines
from zxdata.figures import (
    Area,
    Bars,
    ColumnsFigure,
    Figure,
    Funnel,
    Gantt,
    Ranking,
    RegionMap,
    Stacked,
    Strips,
    Survival,
    Trend,
    Waterfall,
    table_of,
)
from zxdata.figures.table.table import brief
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, metrics
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules

NATIVE = (Area, Bars, ColumnsFigure, Funnel, Gantt, Ranking, Stacked, Strips, Survival, Trend, Waterfall)
DIGITS = 1e-15  # a workbook keeps sixteen of them
CHANGED = date(2025, 11, 7)  # 江北 and 渝北 become 两江新区


def drawn(key: str) -> list[Figure]:
    return [figure for figure in figures(shown(key)) if isinstance(figure, NATIVE) and len(figure.frame)]


def asked(keys: list[str], by: tuple[str, ...] = (), as_of: date = TODAY) -> pd.DataFrame:
    made = demonstration()
    with made.store.reading(Scope.whole()) as reading:
        return answer(reading, metrics(tuple(keys)), by, Filters(as_of), read_rules(made.settings.rules)).frame


@pytest.mark.parametrize("key", [*SUBJECTS, *PARTS, "statistics"])
def test_a_workbook_holds_every_number_of_the_view(key: str) -> None:
    book = opened(key, "xlsx")
    compared = 0
    for place, found, wanted in numbers(book, shown(key)):
        assert found == pytest.approx(wanted, rel=DIGITS, nan_ok=True), place
        compared += len(found)
    assert compared > 30


@pytest.mark.parametrize("key", [*SUBJECTS, *PARTS])
def test_every_figure_with_a_chart_has_one_native_chart_in_deck_and_workbook(key: str) -> None:
    wanted = [figure.title for figure in drawn(key)]
    assert [title for title, _ in charts(opened(key, "pptx"))] == wanted
    assert len(parts(written(key, "xlsx"), r"xl/charts/chart\d")) == len(wanted)


@pytest.mark.parametrize("key", [*SUBJECTS, *PARTS])
def test_a_chart_of_a_deck_draws_the_numbers_of_its_workbook_and_these_are_the_figures(key: str) -> None:
    assert drawn(key)
    for (_, chart), figure in zip(charts(opened(key, "pptx")), drawn(key), strict=True):
        table, held = behind(chart), table_of(figure)
        rows = held.aside or held
        if isinstance(figure, Funnel | Survival):
            continue
        for series in (series for plot in chart.plots for series in plot.series):
            cached = [float("nan") if value is None else float(value) for value in series.values]
            assert cached == pytest.approx(table[series.name].astype(float).tolist(), rel=DIGITS, nan_ok=True)
            own = next(each for each in rows.columns if each.header == series.name)
            assert cached == pytest.approx(rows.frame[own.name].astype(float).tolist(), rel=DIGITS, nan_ok=True)


@pytest.mark.parametrize("key", ["coverage", "proposals", "consultation"])
def test_points_of_a_deck_are_those_of_the_figure(key: str) -> None:
    pairs = list(zip(charts(opened(key, "pptx")), drawn(key), strict=True))
    pointed = [(chart, figure) for (_, chart), figure in pairs if isinstance(figure, Funnel | Survival)]
    assert pointed
    for chart, figure in pointed:
        points = {series.name: list(series.iter_values()) for series in chart.plots[0].series}
        if isinstance(figure, Funnel):
            for way, word in (("", "限内"), ("worse", "差于控制限"), ("better", "好于控制限")):
                assert points.get(word, []) == figure.frame.loc[figure.frame["outside"] == way, "value"].tolist()
            continue
        for name in figure.series:
            own = figure.frame[figure.frame["series"] == name]
            for end, what in (("", "open_share"), (" 95% 下限", "lower"), (" 95% 上限", "upper")):
                assert points[f"{name}{end}"][2::2] == own[what].tolist()


@pytest.mark.parametrize("key", ["coverage", "proposals", "supervision"])
def test_a_table_of_a_letter_is_the_views_as_it_is_read(key: str) -> None:
    made = shown(key)
    assert made.table is not None
    table = opened(key, "docx").tables[-1]
    wanted = [line[:8] for line in lines(brief(made.table), made.palette)[:41]]
    assert [[cell.text for cell in row.cells] for row in table.rows] == wanted


@pytest.mark.parametrize("key", SUBJECTS)
def test_a_card_is_the_metrics_own_number(key: str) -> None:
    indicators = [indicator for indicator in shown(key).indicators if indicator.metric in METRICS]
    row = asked([indicator.metric for indicator in indicators]).iloc[0]
    assert indicators
    for indicator in indicators:
        assert indicator.value == words.number(row[indicator.metric], METRICS[indicator.metric].value_format)
        if f"{indicator.metric}.denominator" in row and "/" in indicator.base:
            base = words.base(row[f"{indicator.metric}.numerator"], row[f"{indicator.metric}.denominator"], "")
            assert indicator.base.startswith(base)


def test_a_workbooks_ranking_is_the_answer_by_district_to_the_digit() -> None:
    rate = "coverage.township_rate"
    rows = asked([rate], ("district",)).set_index("district_code")
    figure = shown("coverage").figure("ranking")
    sheet = opened("coverage", "xlsx")[figure.title]
    at = {sheet.cell(5, n).value: n for n in range(1, 12)}
    for line, (code, name) in enumerate(figure.frame[["code", "name"]].itertuples(index=False), start=6):
        assert sheet.cell(line, at["名称"]).value == name
        for header, key in (("值", rate), ("分子", f"{rate}.numerator"), ("分母", f"{rate}.denominator")):
            assert sheet.cell(line, at[header]).value == pytest.approx(float(rows.loc[code, key]), rel=DIGITS)


@pytest.mark.parametrize(("as_of", "count"), [(date(2025, 11, 6), 38), (CHANGED, 37)])
def test_the_map_has_a_shape_for_each_district_of_its_day(as_of: date, count: int) -> None:
    deck = opened("coverage", "pptx", as_of)
    regions = next(s for slide in deck.slides for s in slide.shapes if s.name == "地图").shapes
    figure = shown("coverage", as_of).figure("map")
    assert isinstance(figure, RegionMap)
    assert len(regions) == count and all(s.shape_type == MSO_SHAPE_TYPE.FREEFORM for s in regions)
    told = {s.name: s._element.nvSpPr.cNvPr.get("descr") for s in regions}
    for row in figure.frame.itertuples():
        base = words.base(row.numerator, row.denominator, "")
        assert told[row.name] == f"{row.name}：{figure.value_name} {words.with_unit(row.value, 'percent')}（{base}）"
    assert ("两江新区" in told) is (as_of == CHANGED)


@pytest.mark.parametrize("key", [*SUBJECTS, *PARTS])
def test_no_workbook_has_a_formula_and_no_text_of_a_deck_lacks_an_east_asian_font(key: str) -> None:
    assert not any("<f>" in sheet or "<f " in sheet for sheet in parts(written(key, "xlsx"), "worksheets/sheet"))
    deck = opened(key, "pptx")
    roots = [root for slide in deck.slides for root in (slide._element, slide.notes_slide._element)]
    for root in [*roots, *(chart._chartSpace for _, chart in charts(deck))]:
        properties = list(root.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")))
        assert all(each.find(qn("a:ea")) is not None and each.find(qn("a:latin")) is not None for each in properties)
        assert all(run.find(qn("a:rPr")) is not None for run in root.iter(qn("a:r")))


def test_the_notes_of_a_slide_define_the_numbers_it_shows_and_no_others() -> None:
    slides = {
        slide.shapes.title.text: slide.notes_slide.notes_text_frame.text for slide in opened("overview", "pptx").slides
    }
    for title, keys in (
        ("提案立案与办复", ("proposals.replied", "proposals.filed")),
        ("覆盖率排名", ("coverage.township_rate",)),
        ("逾期提案最多的单位", ("proposals.overdue",)),
    ):
        told, _, source = slides[title].partition("\n\n")
        assert told.splitlines() == meanings((METRICS[key] for key in keys), "cohort")
        assert f"数据版本：{shown('overview').version}" in source and "截至：2026年3月31日" in source
    rate = METRICS["coverage.township_rate"]
    assert f"分子：{rate.numerator}；分母：{rate.denominator}。" in slides["覆盖率排名"]
