"""Two years of cases, one of which never comes down to a half: what every medium shows of it."""

from dataclasses import replace

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
    traces,
)
from ui.paint import Look, paint
from zxdata.figures import Survival
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Survival(
    key="survival",
    title="多久办复",
    aid="自交办起的天数，仍在办 %",
    series=("2025年", "2024年"),
    medians=(("2025年", 40.0, 60), ("2024年", None, 1200)),
    limit_days=90.0,
    frame=frame(
        "series days open_share lower upper at_risk",
        ("2025年", 20, 0.8, 0.7, 0.9, 50),
        ("2025年", 40, 0.5, 0.35, 0.65, 30),
        ("2025年", 95, 0.2, 0.1, 0.3, 12),
        ("2024年", 30, 0.75, 0.625, 0.875, 900),
    ),
)
STEPS: Series = [
    ("2025年 95% 下限", [(0, 1), (20, 1), (20, 0.7), (40, 0.7), (40, 0.35), (95, 0.35), (95, 0.1)]),
    ("2025年 95% 上限", [(0, 1), (20, 1), (20, 0.9), (40, 0.9), (40, 0.65), (95, 0.65), (95, 0.3)]),
    ("2025年", [(0, 1), (20, 1), (20, 0.8), (40, 0.8), (40, 0.5), (95, 0.5), (95, 0.2)]),
    ("2024年 95% 下限", [(0, 1), (30, 1), (30, 0.625)]),
    ("2024年 95% 上限", [(0, 1), (30, 1), (30, 0.875)]),
    ("2024年", [(0, 1), (30, 1), (30, 0.75)]),
    ("期限 90 天", [(90, 0), (90, 1)]),
    ("2025年 中位 40 天", [(40, 0.5)]),
]


def test_curves_in_a_workbook_are_estimates_with_their_confidence_and_a_chart_of_steps() -> None:
    found = sheet(FIGURE)
    assert found.head == ["多久办复", "自交办起的天数，仍在办 %", ""]
    assert found.table == [
        ["组", "天", "未完成", "95% 下限", "95% 上限", "在险件数"],
        ["2025年", 20, 0.8, 0.7, 0.9, 50],
        ["2025年", 40, 0.5, 0.35, 0.65, 30],
        ["2025年", 95, 0.2, 0.1, 0.3, 12],
        ["2024年", 30, 0.75, 0.625, 0.875, 900],
    ]
    assert found.chart == Chart(["scatterChart"], STEPS)


def test_curves_on_a_slide_are_editable_steps_with_limit_and_median() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["scatterChart"], STEPS)
    assert found.texts == [
        "多久办复",
        "自交办起的天数，仍在办 %",
        "把尚未完成的也算在内，2025年 60 件，中位 40 天；2024年 1,200 件，曲线尚未降到一半，没有中位数。期限 90 天时，2025年仍有 50.0% 未完成。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_the_medians_and_what_is_open_at_the_limit() -> None:
    assert letter(FIGURE).paragraphs == [
        "把尚未完成的也算在内，2025年 60 件，中位 40 天；2024年 1,200 件，曲线尚未降到一半，没有中位数。",
        "期限 90 天时，2025年仍有 50.0% 未完成。",
        "图：多久办复（自交办起的天数，仍在办 %）",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_curves_goes_in_steps_within_their_bands() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[-4:] == ["2025年 中位 40 天", "2025年", "2024年", "期限 90 天"]
    this, before, limit = drawn.lines
    assert in_step([*this.x, *before.x, *limit.x], [0, 20, 20, 40, 40, 95, 95, 0, 30, 30, 90, 90])
    assert in_step([*this.y, *before.y, *limit.y], [1, 1, 0.8, 0.8, 0.5, 0.5, 0.2, 1, 1, 0.75, 0, 1])
    assert [this.dotted, before.dotted, limit.dotted] == [False, False, True]
    (median,) = drawn.dots
    assert in_step([*this.y, *median.y], [1, 1, 0.8, 0.8, 0.5, 0.5, 0.2, 0.5])
    assert in_step([*this.x, *median.x], [0, 20, 20, 40, 40, 95, 95, 40])
    wide, narrow = drawn.bands
    assert in_step([min(wide.y), max(wide.y), min(narrow.y)], [0.1, 1, 0.625])


def test_curves_on_the_screen_begin_with_all_open_and_end_where_the_figure_does() -> None:
    """The first series lies on top, each with its band step by step, as in files."""
    assert traces(FIGURE, "mode", "x", "y") == [
        ["lines", [0, 30, 30, 30, 30, 0], [1, 1, 0.875, 0.625, 1, 1]],
        ["lines+markers", [0, 30], [1, 0.75]],
        [
            "lines",
            [0, 20, 20, 40, 40, 95, 95, 95, 95, 40, 40, 20, 20, 0],
            [1, 1, 0.9, 0.9, 0.65, 0.65, 0.3, 0.1, 0.35, 0.35, 0.7, 0.7, 1, 1],
        ],
        ["lines+markers", [0, 20, 40, 95], [1, 0.8, 0.5, 0.2]],
        ["markers", [40], [0.5]],
    ]
    (said,) = traces(FIGURE, "hovertext")[1]
    assert said[0] == "<b>2024年</b><br>第 0 天仍在办 100.0%<br>尚在观察 900 件"
    assert said[1:] == ["<b>2024年</b><br>第 30 天仍在办 75.0%<br>尚在观察 900 件"]
    assert notes(FIGURE) == ["2025年 中位 40 天", "期限 90 天"]
    assert [(s["x0"], s["x1"]) for s in screen(FIGURE)["layout"]["shapes"]] == [(90, 90)]


def test_two_limits_that_have_no_room_between_them_are_named_one_below_the_other() -> None:
    """Names of 72 and 93 px with their gaps need 183 px; between day 90 and 181 a phone has 152."""
    both = replace(FIGURE, extended_days=181.0)
    for width, shifts in ((362, [0, -18]), (1200, [0, 0])):
        drawn = paint(both, Look(themes(SHIPPED_PALETTE)["light"], width=width))["layout"]["annotations"]
        assert [note["yshift"] for note in drawn if "限 " in note["text"] or "延期后" in note["text"]] == shifts


def test_a_later_median_whose_name_would_leave_the_figure_is_named_left_of_its_dot() -> None:
    """A name of a wall takes 211 px. In a column of 549 px the dots lie at 197 and 345 of 468: there is no room left of the
    first, nor right of the second. The lesser median is named left below, whichever comes first."""
    both = replace(FIGURE, medians=(("2025年", 40.0, 60), ("2024年", 70.0, 1200)))
    for width, sides in (
        (549, [("left", "bottom"), ("right", "top")]),
        (1900, [("right", "top"), ("left", "bottom")]),
    ):
        drawn = paint(both, Look(themes(SHIPPED_PALETTE)["light"], wall=True, width=width))["layout"]["annotations"]
        medians = [note for note in drawn if "中位" in note["text"]]
        assert [(note["xanchor"], note["yanchor"]) for note in medians] == sides
        assert medians[0]["yshift"] != medians[1]["yshift"]
    earlier = replace(both, medians=(("2025年", 74.0, 60), ("2024年", 60.0, 1200)))
    drawn = paint(earlier, Look(themes(SHIPPED_PALETTE)["light"], width=700))["layout"]["annotations"]
    names = {note["x"]: (note["xanchor"], note["yanchor"]) for note in drawn if "中位" in note["text"]}
    assert names == {60.0: ("right", "top"), 74.0: ("left", "bottom")}
