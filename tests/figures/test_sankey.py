"""Ten cases on their way, three of them sent back: what every medium shows of it."""

from dataclasses import replace
from itertools import pairwise

from tests.export.doors import NOTES, drawing, frame, in_step, letter, notes, plain, sheet, slide, to_scale, traces
from ui.paint import Look, paint
from zxdata.figures import Sankey
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Sankey(
    key="flow",
    title="流转",
    unit="件次",
    frame=frame(
        "source target value kind",
        ("立案", "交办", 10, "forward"),
        ("交办", "办复", 7, "forward"),
        ("交办", "退办", 3, "return"),
        ("退办", "办复", 2, "again"),
    ),
)


def test_a_sankey_in_a_workbook_is_a_row_a_flow() -> None:
    found = sheet(FIGURE)
    assert found.head == ["流转", "件次", ""]
    assert found.table == [
        ["从", "到", "件", "走向"],
        ["立案", "交办", 10, "前行"],
        ["交办", "办复", 7, "前行"],
        ["交办", "退办", 3, "退回改派"],
        ["退办", "办复", 2, "再次"],
    ]
    assert found.chart is None


def test_a_sankey_on_a_slide_is_grouped_shapes_what_goes_back_on_top() -> None:
    found = slide(FIGURE)
    assert found.groups == {
        "流向": ["立案 → 交办", "交办 → 办复", "交办 → 退办", "退办 → 办复"],
        "节点": ["立案", "交办", "办复", "退办"],
        "名称": ["立案 10", "交办 10", "办复 9", "退办 3"],
    }
    assert found.texts == [
        "流转",
        "件次",
        "退回、改派与再次共 5 件次，较多的是交办到退办 3 件、退办到办复 2 件。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_what_goes_back_and_round_again() -> None:
    assert letter(FIGURE).paragraphs == [
        "退回、改派与再次共 5 件次，较多的是交办到退办 3 件、退办到办复 2 件。",
        "图：流转（件次）",
    ]
    assert letter(FIGURE).pictures == 1


def test_the_picture_of_a_sankey_draws_flows_and_nodes_as_high_as_they_are_many() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts == ["立案 10", "交办 10", "办复 9", "退办 3"]
    flows, nodes = drawn.bars[:4], drawn.bars[4:]
    assert [flow.fill for flow in flows] == ["#666d75", "#666d75", "#0f5c9c", "#0f5c9c"]
    assert to_scale([flow.y[0] - flow.y[-1] for flow in flows], 10) == [10, 7, 3, 2]
    assert to_scale([node.height for node in nodes], 10) == [10, 10, 9, 3]


def test_a_sankey_on_the_screen_is_bands_and_nodes_as_high_as_they_are_many() -> None:
    *areas, targets = traces(FIGURE, "meta", "fillcolor", "text", "y")
    flows, nodes = areas[:4], areas[4:]
    assert [flow[:3] for flow in flows] == [
        [["立案", "交办"], "rgba(102,109,117,0.32)", "立案 → 交办<br>10 件"],
        [["交办", "办复"], "rgba(102,109,117,0.32)", "交办 → 办复<br>7 件"],
        [["交办", "退办"], "rgba(15,92,156,0.75)", "交办 → 退办<br>3 件"],
        [["退办", "办复"], "rgba(15,92,156,0.75)", "退办 → 办复<br>2 件"],
    ]
    assert to_scale([flow[3][-2] - flow[3][0] for flow in flows], 10) == [10, 7, 3, 2]
    assert to_scale([node[3][2] - node[3][0] for node in nodes], 10) == [10, 10, 9, 3]
    assert [plain(node[2]) for node in nodes] == [
        "立案 10 件其中停在此处 0 件",
        "交办 10 件其中停在此处 0 件",
        "办复 9 件其中停在此处 9 件",
        "退办 3 件其中停在此处 1 件",
    ]
    assert notes(FIGURE) == ["立案 10", "交办 10", "办复 9", "退办 3"]
    assert traces(FIGURE, "customdata")[-1] == [
        [["立案", "交办"], ["交办", "办复"], ["交办", "退办"], ["退办", "办复"]]
    ]
    assert targets[1:3] == [None, None]


def test_screen_slide_and_picture_lay_a_sankey_alike() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    screen_y = [band[0] for band in traces(FIGURE, "y")[:4]]
    assert in_step(
        [y for band in screen_y for y in (band[0], band[24], band[25])],
        [-y for flow in drawn.bars[:4] for y in (flow.y[0], flow.y[24], flow.y[25])],
    )


def test_a_circle_without_a_beginning_starts_where_most_leave() -> None:
    circle = replace(
        FIGURE, frame=frame("source target value kind", ("交办", "退办", 5, "forward"), ("退办", "交办", 3, "return"))
    )
    assert slide(circle).groups == {
        "流向": ["交办 → 退办", "退办 → 交办"],
        "节点": ["交办", "退办"],
        "名称": ["交办 5", "退办 5"],
    }


def test_a_circle_beside_the_way_is_drawn_too() -> None:
    beside = frame(
        "source target value kind",
        ("立案", "交办", 10, "forward"),
        ("退办", "改派", 2, "return"),
        ("改派", "退办", 1, "return"),
        ("改派", "交办", 1, "forward"),
    )
    assert sorted(slide(replace(FIGURE, frame=beside)).groups["名称"]) == ["交办 11", "改派 2", "立案 10", "退办 2"]


def test_on_a_phone_the_number_of_a_node_stands_under_its_name() -> None:
    light = themes(SHIPPED_PALETTE)["light"]
    texts = {
        width: [note["text"] for note in paint(FIGURE, Look(light, width=width, size=12))["layout"]["annotations"]]
        for width in (366, 900)
    }
    assert texts[366] == [text.replace(" ", "<br>") for text in texts[900]]
    assert "立案 10" in texts[900]


def test_on_a_phone_the_first_name_of_the_last_column_ends_where_the_figure_does() -> None:
    """What is handed on stands at the left edge, what becomes of it at the right one; both names have their two lines."""
    drawn = paint(
        replace(FIGURE, frame=FIGURE.frame.iloc[:2]), Look(themes(SHIPPED_PALETTE)["light"], width=366, size=12)
    )["layout"]
    sides = {note["text"].partition("<br>")[0]: note["xanchor"] for note in drawn["annotations"]}
    assert sides == {"立案": "left", "交办": "left", "办复": "right"}
    assert drawn["margin"]["t"] >= 2 * 12 * 1.2


def test_on_a_phone_only_the_last_of_eight_columns_ends_its_name_where_the_figure_does() -> None:
    """The seventh begins at six sevenths, close to the edge, and is named where it begins."""
    way = ("提交", "审查", "立案", "交办", "签收", "答复", "评价", "办结")
    steps = [(a, b, 10, "forward") for a, b in pairwise(way)]
    long = replace(FIGURE, frame=frame("source target value kind", *steps))
    drawn = paint(long, Look(themes(SHIPPED_PALETTE)["light"], width=362))["layout"]["annotations"]
    sides = {note["text"].partition("<br>")[0]: note["xanchor"] for note in drawn}
    assert sides == dict.fromkeys(way, "left") | {"办结": "right"}


def test_on_a_phone_a_name_that_would_leave_the_figure_stands_left_of_its_node() -> None:
    back = replace(FIGURE, frame=frame("source target value kind", ("立案", "交办", 9, "forward"), ("交办", "办复", 7, "forward"),
        ("交办", "退办", 2, "return"), ("办复", "办复（再次）的提案", 3, "again")))  # fmt: skip
    drawn = paint(back, Look(themes(SHIPPED_PALETTE)["light"], width=362))["layout"]
    (name,) = [note for note in drawn["annotations"] if note["text"].startswith("办复（再次）")]
    width, inner = 9 * 13, 362 - drawn["margin"]["l"] - drawn["margin"]["r"]
    at = drawn["margin"]["l"] + name["x"] * inner + name["xshift"]
    begin, end = (at - width, at) if name["xanchor"] == "right" else (at, at + width)
    assert begin > 0 and end < 362


def test_on_a_phone_the_names_of_eight_sources_stand_in_one_line_each_and_none_below_the_figure() -> None:
    """300 px high, all but the first beside their nodes: seven middles at least a line of 13 px apart, the last above the edge."""
    sources = {"民情码": 35, "走访": 32, "接待日": 22, "随手拍": 18, "热线": 17, "议事会": 10, "舆情": 7, "百姓提案": 3}
    many = replace(
        FIGURE,
        frame=frame(
            "source target value kind",
            *((name, "信息", 2 * n / 3, "forward") for name, n in sources.items()),
            *((name, "提案", n / 3, "forward") for name, n in sources.items()),
        ),
    )
    drawn = paint(many, Look(themes(SHIPPED_PALETTE)["light"], width=362, height=300))["layout"]
    margin = drawn["margin"]
    names = [note for note in drawn["annotations"] if note["text"].partition(" ")[0] in list(sources)[1:]]
    middles = sorted(margin["t"] + note["y"] * (300 - margin["t"] - margin["b"]) - note["yshift"] for note in names)
    assert drawn["height"] == 300 and len(middles) == 7
    assert all(below - above >= 1.25 * 13 for above, below in pairwise(middles))
    assert middles[-1] + 0.65 * 13 <= 300
    assert {note["text"] for note in drawn["annotations"]} >= {"民情码 35", "百姓提案 3"}
