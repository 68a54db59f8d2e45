"""Four proposals by two scores, one weak on both sides: what every medium shows of it."""

from dataclasses import replace

from tests.export.doors import Chart, drawing, frame, in_step, letter, sheet, slide, traces
from zxdata.figures import Scatter

FIGURE = Scatter(
    key="scores",
    title="提案得分与办理得分",
    unit="分",
    value_format="decimal",
    x_title="提案质量得分",
    y_title="办理评价得分",
    x_mean=80.0,
    y_mean=90.0,
    frame=frame(
        "no name x y",
        ("1", "加装电梯", 70.0, 85.0),
        ("2", "夜间公交", 70.0, 95.0),
        ("3", "口袋公园", 80.0, 80.0),
        ("4", "社区食堂", 100.0, 100.0),
    ),
)
SAID = "两项都有得分的 4 件，提案质量得分平均 80.0 分，办理评价得分平均 90.0 分；两项都低于平均的 1 件。"


def test_a_scatter_in_a_workbook_tells_who_is_weak_on_both_sides() -> None:
    """80 is the mean itself: not below it."""
    found = sheet(FIGURE)
    assert found.table == [
        ["编号", "名称", "提案质量得分", "办理评价得分", "位置"],
        ["1", "加装电梯", 70, 85, "两项都低于平均"],
        ["2", "夜间公交", 70, 95, ""],
        ["3", "口袋公园", 80, 80, ""],
        ["4", "社区食堂", 100, 100, ""],
    ]
    assert found.chart == Chart(["scatterChart"], [("办理评价得分", [(70, 85), (70, 95), (80, 80), (100, 100)])])


def test_who_is_at_the_mean_or_above_it_on_one_side_is_not_weak_on_both() -> None:
    dots = ((79.9, 89.9), (80.0, 89.9), (79.9, 90.0), (80.1, 89.9), (79.9, 90.1))
    rows = frame("no name x y", *((str(n), f"提案{n}", x, y) for n, (x, y) in enumerate(dots)))
    assert [row[-1] for row in sheet(replace(FIGURE, frame=rows)).table[1:]] == ["两项都低于平均", "", "", "", ""]


def test_a_scatter_on_a_slide_has_both_means_and_two_groups_of_dots() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(
        ["scatterChart"],
        [
            ("提案质量得分平均", [(80, 80), (80, 100)]),
            ("办理评价得分平均", [(70, 90), (100, 90)]),
            ("两项都低于平均", [(70, 85)]),
            ("其余", [(70, 95), (80, 80), (100, 100)]),
        ],
    )
    assert SAID in found.texts
    assert letter(FIGURE).chart == found.chart


def test_the_picture_of_a_scatter_has_two_means_and_four_dots() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    across, upward = drawn.lines
    places = [(dot.x[0], dot.y[0]) for dot in drawn.dots]
    assert in_step([across.x[0], *(x for x, _ in places)], [80, 70, 80, 100, 70])
    assert in_step([upward.y[0], *(y for _, y in places)], [90, 95, 80, 100, 85])
    assert len({dot.fill for dot in drawn.dots[:3]}) == 1
    assert drawn.dots[3].fill != drawn.dots[0].fill


def test_a_scatter_on_the_screen_carries_the_number_of_each_case() -> None:
    assert traces(FIGURE, "mode", "x", "y", "customdata") == [
        ["markers", [70, 70, 80, 100], [85, 95, 80, 100], ["1", "2", "3", "4"]]
    ]
    assert traces(FIGURE, "hovertext")[0][0][0] == "<b>加装电梯</b><br>提案质量得分 70.0<br>办理评价得分 85.0"
    inks = traces(FIGURE, "marker")[0][0]["color"]
    assert inks[0] != inks[1] and len(set(inks[1:])) == 1
