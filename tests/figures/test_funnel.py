"""Three districts by size, one below its limit: what every medium shows of it."""

from dataclasses import replace

from tests.export.doors import NOTES, Chart, drawing, frame, in_step, letter, notes, screen, sheet, slide, traces
from zxdata.figures import Funnel

FIGURE = Funnel(
    key="funnel",
    title="规模与办复率",
    unit="%",
    value_format="percent",
    mean=0.75,
    mean_name="全市",
    x_title="件数",
    y_title="办复率",
    limits=frame(
        "n lower upper", (5, 0.1, 1.0), (20, 0.45, 0.98), (50, 0.56, 0.94), (100, 0.62, 0.88), (400, 0.7, 0.8)
    ),
    frame=frame(
        "code name n value outside",
        ("500229", "城口县", 20, 0.25, "worse"),
        ("500101", "万州区", 100, 0.7, ""),
        ("500103", "渝中区", 50, 0.8, ""),
    ),
)


def test_a_funnel_in_a_workbook_has_the_curves_of_its_limits_where_dots_lie() -> None:
    """From four fifths of the smallest size to a twentieth above the largest: 5 and 400 lie outside."""
    found = sheet(FIGURE)
    assert found.head == ["规模与办复率", "横轴 件数，纵轴 %", ""]
    assert found.table == [
        ["名称", "件数", "值", "越限"],
        ["城口县", 20, 0.25, "差于控制限"],
        ["万州区", 100, 0.7, ""],
        ["渝中区", 50, 0.8, ""],
    ]
    assert found.aside == [
        ["件数", "控制下限", "控制上限", "全市"],
        [20, 0.45, 0.98, 0.75],
        [50, 0.56, 0.94, 0.75],
        [100, 0.62, 0.88, 0.75],
    ]
    assert found.chart == Chart(
        ["scatterChart"],
        [
            ("控制下限", [(20, 0.45), (50, 0.56), (100, 0.62)]),
            ("控制上限", [(20, 0.98), (50, 0.94), (100, 0.88)]),
            ("全市", [(20, 0.75), (50, 0.75), (100, 0.75)]),
            ("值", [(20, 0.25), (100, 0.7), (50, 0.8)]),
        ],
    )


def test_the_curves_of_a_funnel_begin_at_four_fifths_of_the_smallest_and_end_a_twentieth_above_the_largest() -> None:
    """Of dots from 20 to 100: at 16 and at 105, both with it."""
    limits = frame("n lower upper", *((n, 0.5, 1.0) for n in (15, 16, 17, 104, 105, 106)))
    found = sheet(replace(FIGURE, limits=limits)).aside
    assert found and [row[0] for row in found[1:]] == [16, 17, 104, 105]


def test_a_funnel_on_a_slide_parts_the_dots_within_from_those_beyond() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(
        ["scatterChart"],
        [
            ("控制下限", [(20, 0.45), (50, 0.56), (100, 0.62)]),
            ("控制上限", [(20, 0.98), (50, 0.94), (100, 0.88)]),
            ("全市", [(20, 0.75), (50, 0.75), (100, 0.75)]),
            ("限内", [(100, 0.7), (50, 0.8)]),
            ("差于控制限", [(20, 0.25)]),
        ],
    )
    assert found.texts == [
        "规模与办复率",
        "横轴 件数，纵轴 %",
        "3 个区县中 1 个越出控制限，都差于控制限：城口县 25.0%。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_names_what_lies_beyond_the_limits_of_a_funnel() -> None:
    assert letter(FIGURE).paragraphs == [
        "3 个区县中 1 个越出控制限，都差于控制限：城口县 25.0%。",
        "图：规模与办复率（横轴 件数，纵轴 %）",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_a_funnel_is_two_curves_a_mean_and_dots() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[-1] == "城口县"
    lower, upper, mean = drawn.lines
    assert in_step([*lower.y, *upper.y, mean.y[0]], [0.45, 0.56, 0.62, 0.98, 0.94, 0.88, 0.75])
    assert in_step([*lower.x, *upper.x], [20, 50, 100, 20, 50, 100])
    places = [(dot.x[0], dot.y[0]) for dot in drawn.dots]
    assert in_step([*lower.x, *(x for x, _ in places)], [20, 50, 100, 100, 50, 20])
    assert in_step([*lower.y, *(y for _, y in places)], [0.45, 0.56, 0.62, 0.7, 0.8, 0.25])
    assert [dot.fill for dot in drawn.dots] == ["#8bb0ce", "#8bb0ce", "#944509"]


def test_a_funnel_on_the_screen_draws_lower_and_upper_limit_then_the_dots() -> None:
    assert traces(FIGURE, "mode", "x", "y", "text") == [
        ["lines", [5, 20, 50, 100, 400], [0.1, 0.45, 0.56, 0.62, 0.7], None],
        ["lines", [5, 20, 50, 100, 400], [1, 0.98, 0.94, 0.88, 0.8], None],
        ["markers+text", [20, 100, 50], [0.25, 0.7, 0.8], ["<b>城口县</b>", "", ""]],
    ]
    assert traces(FIGURE, "hovertext")[2][0][1] == "<b>万州区</b><br>办复率 70.0%<br>件数 100"
    assert notes(FIGURE) == ["全市 75.0%"]
    assert [(s["y0"], s["y1"]) for s in screen(FIGURE)["layout"]["shapes"]] == [(0.75, 0.75)]
