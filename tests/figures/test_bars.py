"""Three bars with what they rest on: what every medium shows of it."""

from tests.export.doors import NOTES, Chart, drawing, frame, letter, plain, screen, sheet, slide, to_scale, traces
from zxdata.figures import Bars

FIGURE = Bars(
    key="chain",
    title="建议落到哪一步",
    unit="条",
    aid="百分比为占上一步",
    value_format="integer",
    note="采纳含部分采纳",
    frame=frame("name value base", ("提出", 1200, ""), ("答复", 900, "75.0%"), ("采纳", 300, "33.3%")),
)


def test_bars_in_a_workbook_are_a_row_each_and_a_chart_over_them() -> None:
    found = sheet(FIGURE)
    assert found.head == ["建议落到哪一步", "条，百分比为占上一步", "采纳含部分采纳"]
    assert found.table == [
        ["名称", "值", "备注"],
        ["提出", 1200, ""],
        ["答复", 900, "75.0%"],
        ["采纳", 300, "33.3%"],
    ]
    assert found.chart == Chart(["barChart"], [("值", [("提出", 1200), ("答复", 900), ("采纳", 300)])])


def test_bars_on_a_slide_are_an_editable_chart() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart"], [("值", [("提出", 1200), ("答复", 900), ("采纳", 300)])])
    assert found.texts == [
        "建议落到哪一步",
        "条，百分比为占上一步",
        "提出 1,200 条，答复 900 条（75.0%），采纳 300 条（33.3%）。",
        "采纳含部分采纳　版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_every_bar_with_what_it_rests_on() -> None:
    assert letter(FIGURE).paragraphs == [
        "提出 1,200 条，答复 900 条（75.0%），采纳 300 条（33.3%）。",
        "图：建议落到哪一步（条，百分比为占上一步）",
        "采纳含部分采纳",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_chart_of_a_letter_is_edited_in_a_workbook_of_its_own() -> None:
    assert letter(FIGURE).book == [[None, "值"], ["提出", 1200], ["答复", 900], ["采纳", 300]]


def test_the_picture_of_bars_is_as_long_as_they_are_many() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts == ["提出", "答复", "采纳", "1,200", "900　75.0%", "300　33.3%"]
    assert to_scale([bar.width for bar in drawn.bars], 1200) == [1200, 900, 300]
    assert [max(bar.y) for bar in drawn.bars] == sorted((max(bar.y) for bar in drawn.bars), reverse=True)


def test_bars_on_the_screen_carry_their_number_and_base() -> None:
    ((across, rows, text, carried),) = traces(FIGURE, "x", "y", "text", "customdata")
    assert (across, rows, carried) == ([1200, 900, 300], [0, 1, 2], ["提出", "答复", "采纳"])
    assert [plain(each) for each in text] == ["1,200", "900 75.0%", "300 33.3%"]
    assert screen(FIGURE)["layout"]["yaxis"]["ticktext"] == ["提出", "答复", "采纳"]
    assert traces(FIGURE, "hovertext")[0][0][1] == "<b>答复</b><br>900<br>75.0%"
