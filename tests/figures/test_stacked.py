"""Two districts by colour: what every medium shows of it."""

from dataclasses import replace

from tests.export.doors import (
    NOTES,
    Chart,
    Series,
    drawing,
    frame,
    letter,
    notes,
    screen,
    sheet,
    slide,
    to_scale,
    traces,
)
from zxdata.figures import Stacked

FIGURE = Stacked(
    key="districts",
    title="区县三色",
    unit="件",
    value_format="integer",
    series=("red", "yellow", "green"),
    dimension="district",
    frame=frame(
        "name series value",
        ("万州区", "red", 3),
        ("万州区", "yellow", 4),
        ("万州区", "green", 10),
        ("城口县", "red", 1),
        ("城口县", "green", 7),
    ),
)
SERIES: Series = [
    ("红", [("万州区", 3), ("城口县", 1)]),
    ("黄", [("万州区", 4), ("城口县", None)]),
    ("绿", [("万州区", 10), ("城口县", 7)]),
]


def test_stacked_bars_in_a_workbook_are_a_column_a_colour() -> None:
    found = sheet(FIGURE)
    assert found.head == ["区县三色", "件", ""]
    assert found.table == [["名称", "红", "黄", "绿"], ["万州区", 3, 4, 10], ["城口县", 1, None, 7]]
    assert found.chart == Chart(["barChart"], SERIES)


def test_stacked_bars_on_a_slide_are_an_editable_chart() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart"], SERIES)
    assert found.texts == ["区县三色", "件", "2 个区县合计：红 4 件、黄 4 件、绿 17 件。", "版本 v7"]
    assert found.notes == NOTES


def test_a_letter_says_the_sum_of_each_colour() -> None:
    assert letter(FIGURE).paragraphs == ["2 个区县合计：红 4 件、黄 4 件、绿 17 件。", "图：区县三色（件）"]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_stacked_bars_puts_the_colours_behind_each_other() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[-5:] == ["万州区", "城口县", "红", "黄", "绿"]
    assert to_scale([bar.width for bar in drawn.bars], 10) == [3, 1, 4, 10, 7]
    assert [bar.fill for bar in drawn.bars] == ["#b3261e", "#b3261e", "#bf8300", "#0f8a6c", "#0f8a6c"]
    start = drawn.bars[0].x[0]
    assert to_scale([max(bar.x) - start for bar in drawn.bars], 17) == [3, 1, 7, 17, 8]


def test_stacked_bars_on_the_screen_carry_district_and_colour_and_end_in_their_sum() -> None:
    assert traces(FIGURE, "x", "y", "customdata") == [
        [[3, 1], [0, 1], [["万州区", "red"], ["城口县", "red"]]],
        [[4, None], [0, 1], [["万州区", "yellow"], ["城口县", "yellow"]]],
        [[10, 7], [0, 1], [["万州区", "green"], ["城口县", "green"]]],
    ]
    assert traces(FIGURE, "hovertext")[2] == [["<b>万州区</b><br>●绿 10", "<b>城口县</b><br>●绿 7"]]
    assert notes(FIGURE) == ["17", "8"]
    assert screen(FIGURE)["layout"]["yaxis"]["ticktext"] == ["万州区", "城口县"]


def test_scores_are_not_added_up_over_districts() -> None:
    """42.0 and 31.0 points of what makes up an index: their sum would be nobody's score."""
    rows = [("酉阳县", "参与", 30.0), ("酉阳县", "入驻", 12.0), ("南岸区", "参与", 11.0), ("南岸区", "入驻", 20.0)]
    made = frame("name series value", *rows)
    scored = replace(
        FIGURE, unit="分", value_format="decimal", series=("参与", "入驻"), dimension="district", frame=made
    )
    assert letter(scored).paragraphs[0] == "2 个区县中最高的是酉阳县 42.0 分，最低的是南岸区 31.0 分。"
