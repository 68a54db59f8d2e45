"""Exports carry the values of the view, as numbers, with native charts, and never run what they carry."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_shapes as shapes
from tests import sample_view
from zxdata.errors import Unknown
from zxdata.export import export_file, export_name
from zxdata.figures import Figure, Table, TableColumn, View, table_of

# fmt: off
FIGURES = [
    districts.region_map(), districts.ranking(), districts.funnel(), sample.trend(), sample.daily_trend(), sample.gantt(),
    sample.survival(), sample.waterfall(), sample.bars(), sample.due_columns(), sample.stacked(), sample.board(),
    districts.table(), shapes.sankey(), shapes.matrix(), shapes.area(), shapes.strips(), shapes.point_map(),
]
CHARTS = {
    "Ranking": "barChart", "Bars": "barChart", "Stacked": "barChart", "ColumnsFigure": "barChart",
    "Waterfall": "barChart", "Trend": "lineChart", "Funnel": "scatterChart", "Survival": "scatterChart",
    "Gantt": "barChart", "Strips": "barChart", "Area": "areaChart",
}
# fmt: on
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    '=HYPERLINK("http://x","点我")',
    "http://example.org",
    "<b>甲</b>",
    "007",
)


def alone(figure: Figure) -> View:
    view = sample_view.view()
    return replace(view, figures=(figure,), table=None)


def opened(view: View) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(export_file(view, "xlsx")))


def parts(view: View, pattern: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(export_file(view, "xlsx"))) as book:
        return [book.read(name).decode() for name in book.namelist() if re.search(pattern, name)]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{type(f).__name__}-{f.key}")
def test_a_figure_is_a_sheet_with_every_row_of_its_table(figure: Figure) -> None:
    book = opened(alone(figure))
    sheet = book[book.sheetnames[1]]
    written = table_of(figure)
    header = next(row for row in range(1, 10) if sheet.cell(row, 1).value == written.columns[0].header)
    first = [sheet.cell(header + 1 + n, 1).value for n in range(len(written.frame))]
    assert all(value is not None for value in first)
    for at, column in enumerate(written.columns, start=1):
        if column.kind not in ("integer", "decimal", "percent", "days"):
            continue
        cells = pd.Series([sheet.cell(header + 1 + n, at).value for n in range(len(written.frame))], dtype=float)
        assert cells.tolist() == pytest.approx(written.frame[column.name].astype(float).tolist(), nan_ok=True)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{type(f).__name__}-{f.key}")
def test_a_chart_is_native_where_excel_has_the_kind(figure: Figure) -> None:
    charts = parts(alone(figure), r"xl/charts/chart")
    wanted = CHARTS.get(type(figure).__name__)
    assert [bool(re.search(f"<c:{wanted}>", chart)) for chart in charts] == ([True] if wanted else [])


def test_charts_point_at_the_cells_of_their_own_sheet() -> None:
    (chart,) = parts(alone(sample.trend(title="立案与办复")), r"xl/charts/chart")
    places = set(re.findall(r"<c:f>([^<]+)</c:f>", chart))
    assert places
    assert all(place.startswith("立案与办复!$") for place in places)


def test_the_cover_says_what_of_whom_as_of_when_from_which_version() -> None:
    cover = opened(sample_view.view())["封面"]
    text = "\n".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    for word in (
        "总览",
        "重庆市，截至2025年9月30日",
        "v318",
        "演示数据",
        "918 / 1,031 个镇街",
        "有开放阵地的乡镇街道 ÷ 全部乡镇街道。",
    ):
        assert word in text


def test_text_that_looks_like_a_formula_stays_text() -> None:
    frame = pd.DataFrame({"name": HOSTILE, "value": range(len(HOSTILE))})
    table = Table(
        key="t",
        title="标题",
        unit="",
        frame=frame,
        columns=(TableColumn("name", "名称"), TableColumn("value", "值", "integer")),
    )
    sheet = opened(alone(table))["标题"]
    cells = [sheet.cell(6 + n, 1) for n in range(len(HOSTILE))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(word, "s") for word in HOSTILE]
    assert not any("<f>" in part for part in parts(alone(table), "worksheets/sheet"))
    assert not any("hyperlink" in part.lower() for part in parts(alone(table), r"\.rels$"))


def test_csv_has_a_bom_and_disarms_formulas_but_not_numbers() -> None:
    frame = pd.DataFrame({"name": ["=1+1", "甲"], "value": [-3.0, None], "rate": [0.125, 1.0]})
    columns = (TableColumn("name", "名称"), TableColumn("value", "值", "integer"), TableColumn("rate", "率", "percent"))
    table = Table(key="t", title="表", unit="", frame=frame, columns=columns)
    content = export_file(replace(sample_view.view(), table=table), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["名称", "值", "率"],
        ["'=1+1", "-3", "0.125"],
        ["甲", "", "1"],
    ]


def test_missing_is_an_empty_cell_and_never_nought() -> None:
    frame = pd.DataFrame({"name": ["甲"], "value": [float("nan")]})
    table = Table(
        key="t",
        title="表",
        unit="",
        frame=frame,
        columns=(TableColumn("name", "名称"), TableColumn("value", "值", "percent")),
    )
    assert opened(alone(table))["表"].cell(6, 2).value is None


def test_an_empty_figure_says_so_in_words() -> None:
    figure = sample.trend()
    sheet = opened(alone(replace(figure, frame=figure.frame.iloc[:0])))
    assert sheet[sheet.sheetnames[1]]["A3"].value == figure.empty


def test_sheets_of_one_title_are_told_apart_and_forbidden_signs_left_out() -> None:
    bars = sample.bars(title="建议/采纳[2025]？" + "很长" * 20)
    names = opened(replace(sample_view.view(), figures=(bars, bars), table=None)).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


@pytest.mark.parametrize(
    ("key", "name"),
    [("proposals", "提案办理情况_截至20250930.xlsx"), ("overview", "履职情况总览_截至20250930.xlsx")],
)
def test_a_file_without_a_period_is_named_by_subject_and_cut_off(key: str, name: str) -> None:
    assert export_name(sample_view.view(key), "xlsx") == name


def test_an_unknown_kind_is_refused_with_what_would_work() -> None:
    with pytest.raises(Unknown, match=r"导出格式.*csv、.*xlsx"):
        export_file(sample_view.view(), "odt")
