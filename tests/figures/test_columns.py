"""Three days and what falls due on them: what every medium shows of it."""

from dataclasses import replace

from tests.export.doors import NOTES, Chart, drawing, frame, letter, screen, sheet, slide, to_scale, traces
from zxdata.figures import ColumnsFigure

FIGURE = ColumnsFigure(
    key="due",
    title="今后到期",
    unit="件",
    per="日",
    value_format="integer",
    frame=frame(
        "name value colour", ("2025-10-09", 3, "yellow"), ("2025-10-10", 8, "green"), ("2025-10-13", 5, "green")
    ),
)


def test_columns_in_a_workbook_are_a_row_each_with_their_colour() -> None:
    found = sheet(FIGURE)
    assert found.head == ["今后到期", "件／日", ""]
    assert found.table == [
        ["名称", "值", "颜色"],
        ["2025-10-09", 3, "▲黄"],
        ["2025-10-10", 8, "●绿"],
        ["2025-10-13", 5, "●绿"],
    ]
    assert found.chart == Chart(["barChart"], [("值", [("2025-10-09", 3), ("2025-10-10", 8), ("2025-10-13", 5)])])


def test_columns_without_colours_have_none_in_their_workbook() -> None:
    grey = frame("name value colour", ("2025-10-09", 3, ""), ("2025-10-10", 8, ""))
    assert sheet(replace(FIGURE, frame=grey)).table == [["名称", "值"], ["2025-10-09", 3], ["2025-10-10", 8]]


def test_columns_on_a_slide_are_an_editable_chart_over_days() -> None:
    found = slide(FIGURE)  # Excel counts 2025-10-09 as day 45,939
    assert found.chart == Chart(["barChart"], [("值", [(45939, 3), (45940, 8), (45943, 5)])])
    assert found.texts == ["今后到期", "件／日", "合计 16 件，最多的是2025年10月10日，8 件。", "版本 v7"]
    assert found.notes == NOTES


def test_a_letter_says_the_sum_of_columns_and_the_highest() -> None:
    assert letter(FIGURE).paragraphs == ["合计 16 件，最多的是2025年10月10日，8 件。", "图：今后到期（件／日）"]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_columns_is_as_high_as_they_are_many_in_their_colours() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[:3] == ["2025-10-09", "2025-10-10", "2025-10-13"]
    assert to_scale([bar.height for bar in drawn.bars], 8) == [3, 8, 5]
    assert [bar.fill for bar in drawn.bars] == ["#bf8300", "#0f8a6c", "#0f8a6c"]


def test_columns_on_the_screen_bear_their_number_and_lead_to_their_day() -> None:
    assert traces(FIGURE, "x", "y", "text", "customdata") == [
        [[0, 1, 2], [3, 8, 5], ["3", "8", "5"], ["2025-10-09", "2025-10-10", "2025-10-13"]]
    ]
    assert traces(FIGURE, "hovertext")[0][0][0] == "<b>10月9日</b><br>3<br>▲黄"
    assert screen(FIGURE)["layout"]["xaxis"]["ticktext"] == ["10月9日", "10月10日", "10月13日"]
    assert screen(FIGURE)["data"][0]["marker"]["line"]["color"] == ["#BF8300", "#0F8A6C", "#0F8A6C"]
