"""A hundred filed, twelve refused, five more joined: what every medium shows of it."""

from tests.export.doors import (
    NOTES,
    Chart,
    Series,
    drawing,
    frame,
    in_step,
    letter,
    notes,
    screen,
    sheet,
    slide,
    to_scale,
    traces,
)
from zxdata.figures import Waterfall

FIGURE = Waterfall(
    key="waterfall",
    title="从提交到在办",
    unit="件",
    aid="2025 年",
    value_format="integer",
    frame=frame(
        "name value standing",
        ("提交", 100, True),
        ("不予立案", -12, False),
        ("转入", 5, False),
        ("在办", 93, True),
    ),
)
STEPS: Series = [  # what floats, amounts that stand, rises, falls
    ("悬空", [("提交", 0), ("不予立案", 88), ("转入", 88), ("在办", 0)]),
    ("存量", [("提交", 100), ("不予立案", None), ("转入", None), ("在办", 93)]),
    ("增加", [("提交", None), ("不予立案", None), ("转入", 5), ("在办", None)]),
    ("减少", [("提交", None), ("不予立案", 12), ("转入", None), ("在办", None)]),
]


def test_a_waterfall_in_a_workbook_is_its_steps_and_beside_them_the_bars_that_float() -> None:
    found = sheet(FIGURE)
    assert found.head == ["从提交到在办", "件，2025 年", ""]
    assert found.table == [["名称", "值"], ["提交", 100], ["不予立案", -12], ["转入", 5], ["在办", 93]]
    assert found.aside == [
        ["名称", "悬空", "存量", "增加", "减少"],
        ["提交", 0, 100, None, None],
        ["不予立案", 88, None, None, 12],
        ["转入", 88, None, 5, None],
        ["在办", 0, 93, None, None],
    ]
    assert found.chart == Chart(["barChart"], STEPS)


def test_a_waterfall_on_a_slide_is_an_editable_chart_of_floating_bars() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart"], STEPS)
    assert found.texts == [
        "从提交到在办",
        "件，2025 年",
        "依次为：提交 100 件，不予立案 12 件，转入 5 件，在办 93 件。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_the_steps_of_a_waterfall_one_after_the_other() -> None:
    assert letter(FIGURE).paragraphs == [
        "依次为：提交 100 件，不予立案 12 件，转入 5 件，在办 93 件。",
        "图：从提交到在办（件，2025 年）",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_a_waterfall_lets_the_steps_float_between_what_stands() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts == ["提交", "不予立案", "转入", "在办", "100", "−12", "5", "93"]
    filed, open_, refused, joined = drawn.bars
    assert to_scale([bar.height for bar in drawn.bars], 100) == [100, 93, 12, 5]
    assert [bar.fill for bar in drawn.bars] == ["#0f5c9c", "#0f5c9c", "#8bb0ce", "#8bb0ce"]
    assert in_step([min(filed.y), max(filed.y), min(refused.y), max(joined.y)], [0, 100, 88, 93])
    assert in_step([max(refused.y), min(joined.y), max(open_.y)], [100, 88, 93])
    assert in_step([filed.x[0], refused.x[0], joined.x[0], open_.x[0]], [0, 1, 2, 3])


def test_a_waterfall_on_the_screen_stands_on_its_bases_and_signs_its_steps() -> None:
    assert traces(FIGURE, "x", "base", "y", "hovertext") == [
        [
            [0, 1, 2, 3],
            [0, 88, 88, 0],
            [100, 12, 5, 93],
            ["<b>提交</b><br>100", "<b>不予立案</b><br>−12", "<b>转入</b><br>+5", "<b>在办</b><br>93"],
        ]
    ]
    assert screen(FIGURE)["data"][0]["marker"]["color"] == ["#0F5C9C", "#666D75", "#666D75", "#0F5C9C"]
    assert notes(FIGURE) == ["100", "−12", "+5", "93"]
    assert [line["y0"] for line in screen(FIGURE)["layout"]["shapes"]] == [100, 88, 93]
