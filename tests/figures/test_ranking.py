"""Four districts, one beyond its control limit, one of few cases: what every medium shows of it."""

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
    plain,
    screen,
    sheet,
    slide,
    traces,
)
from ui.paint import Look, paint
from zxdata.figures import Ranking
from zxdata.figures.palette import themes
from zxdata.figures.ranking.words import advice
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Ranking(
    key="ranking",
    title="办复率排名",
    unit="%",
    aid="灰带为控制限",
    note="来源：提案台账",
    metric="proposals.reply_rate",
    value_format="percent",
    mean=0.75,
    target=0.95,
    frame=frame(
        "rank code name value numerator denominator lower upper outside small",
        (4, "500229", "城口县", 0.25, 5, 20, 0.4375, 1.0, "worse", False),
        (3, "500101", "万州区", 0.7, 70, 100, 0.625, 0.875, "", False),
        (2, "500103", "渝中区", 0.8, 40, 50, 0.5625, 0.9375, "", False),
        (1, "500104", "大渡口区", 1.0, 4, 4, 0.0625, 1.0, "", True),
    ),
)
COUNTS = replace(
    FIGURE,
    key="counts",
    title="件数排名",
    unit="件",
    aid="",
    metric="",
    value_format="integer",
    mean=None,
    target=None,
    frame=frame(
        "rank code name value numerator denominator lower upper outside small",
        (2, "500229", "城口县", 20, None, None, None, None, "", False),
        (1, "500101", "万州区", 100, None, None, None, None, "", False),
    ),
)
BANDS: Series = [  # what carries the bands, the bands, the dots within and beyond them, the whole's value, the target
    ("控制下限", [("城口县", 0.4375), ("万州区", 0.625), ("渝中区", 0.5625), ("大渡口区", 0.0625)]),
    ("控制限", [("城口县", 0.5625), ("万州区", 0.25), ("渝中区", 0.375), ("大渡口区", 0.9375)]),
    ("限内", [("城口县", None), ("万州区", 0.7), ("渝中区", 0.8), ("大渡口区", 1)]),
    ("差于控制限", [("城口县", 0.25), ("万州区", None), ("渝中区", None), ("大渡口区", None)]),
    ("全市", [("城口县", 0.75), ("万州区", 0.75), ("渝中区", 0.75), ("大渡口区", 0.75)]),
    ("目标", [("城口县", 0.95), ("万州区", 0.95), ("渝中区", 0.95), ("大渡口区", 0.95)]),
]
ORDER = (
    "4 个区县参与比较，全市 75.0%；依次是大渡口区 100.0%（4 / 4）、渝中区 80.0%（40 / 50）、万州区 70.0%（70 / 100）、"
    "城口县 25.0%（5 / 20）。"
)


def test_a_ranking_in_a_workbook_has_its_limits_in_their_columns_and_dots_before_bands() -> None:
    found = sheet(FIGURE)
    assert found.head == ["办复率排名", "%，灰带为控制限", "来源：提案台账"]
    assert found.table == [
        ["位次", "名称", "值", "分子", "分母", "控制下限", "控制上限", "越限", "样本少"],
        [4, "城口县", 0.25, 5, 20, 0.4375, 1, "差于控制限", "否"],
        [3, "万州区", 0.7, 70, 100, 0.625, 0.875, "", "否"],
        [2, "渝中区", 0.8, 40, 50, 0.5625, 0.9375, "", "否"],
        [1, "大渡口区", 1, 4, 4, 0.0625, 1, "", "是"],
    ]
    assert found.chart == Chart(["barChart", "lineChart"], BANDS)


def test_a_ranking_on_a_slide_is_dots_before_bands_with_its_definition_in_the_notes() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart", "lineChart"], BANDS)
    assert found.texts == ["办复率排名", "%，灰带为控制限", ORDER, "来源：提案台账　版本 v7"]
    assert found.notes == (
        "办复率（%）：已答复占交办的比例。分子：已答复；分母：交办。期间：提交日期。"
        "\n\n范围：全市，截至2025年9月30日\n截至：2025年9月30日　数据版本：v7"
    )


def test_a_letter_says_first_and_last_and_what_the_limits_allow_to_conclude() -> None:
    assert letter(FIGURE).paragraphs == [
        ORDER,
        "越出控制限、不能用偶然解释的有 1 个，都差于控制限：城口县；万州区、渝中区虽在末位，仍在控制限内，不足以说明差距。",
        "目标 95.0%，达到的 1 个，未达到的 3 个。",
        "大渡口区样本少，名次仅供参考。",
        "图：办复率排名（%，灰带为控制限）",
        "来源：提案台账",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_a_ranking_is_dots_before_bands_solid_beyond_them() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[-6:] == ["城口县", "万州区", "渝中区", "大渡口区", "目标 95.0%", "全市 75.0%"]
    *bands, mean, target = drawn.lines
    assert target.dotted and not mean.dotted
    ends = [end for band in bands for end in band.x]
    assert in_step([*ends, mean.x[0], target.x[0]], [0.4375, 1, 0.625, 0.875, 0.5625, 0.9375, 0.0625, 1, 0.75, 0.95])
    assert in_step([*ends, *(dot.x[0] for dot in drawn.dots)][6:], [0.0625, 1, 0.25, 0.7, 0.8, 1])
    assert [dot.fill for dot in drawn.dots] == ["#944509", "#ffffff", "#ffffff", "#ffffff"]
    assert in_step([dot.y[0] for dot in drawn.dots], [4, 3, 2, 1])


def test_a_letter_tells_the_place_of_the_one_that_was_chosen() -> None:
    assert "所选的万州区 70.0%（70 / 100），第 3 位。" in letter(FIGURE.choosing("500101")).paragraphs
    assert not any("所选" in text for text in letter(FIGURE).paragraphs)


def test_the_picture_of_a_ranking_lays_a_band_behind_the_one_that_was_chosen() -> None:
    plain_one, chosen = drawing(FIGURE), drawing(FIGURE.choosing("500101"))
    assert plain_one is not None and chosen is not None
    assert plain_one.bars == []
    (band,) = chosen.bars
    assert band.fill == "#d9d8d2"
    assert min(band.y) < chosen.dots[1].y[0] < max(band.y) < chosen.dots[0].y[0]


def test_a_ranking_on_the_screen_is_bands_dots_and_three_columns_of_text() -> None:
    bands, dots, names, values, bases = traces(FIGURE, "x", "y", "text")
    assert bands[0] == [0.4375, 1, None, 0.625, 0.875, None, 0.5625, 0.9375, None, 0.0625, 1, None]
    assert bands[1] == [0, 0, None, 1, 1, None, 2, 2, None, 3, 3, None]
    assert dots[:2] == [[0.25, 0.7, 0.8, 1], [0, 1, 2, 3]]
    assert [plain(text) for text in names[2]] == ["4  城口县", "3  万州区", "2  渝中区", "1  大渡口区"]
    assert [plain(text) for text in values[2]] == ["25.0%", "70.0%", "80.0%", "100.0%"]
    assert [plain(text) for text in bases[2]] == ["5 / 20", "70 / 100", "40 / 50", "少　4 / 4"]
    hover = traces(FIGURE, "hovertext")[1][0]
    assert hover[0] == "<b>城口县</b><br>25.0%（5 / 20）<br>控制限 43.8%–100.0%，差于控制限"
    assert traces(FIGURE, "customdata")[1] == [["500229", "500101", "500103", "500104"]]
    assert [(s["x0"], s["x1"]) for s in screen(FIGURE)["layout"]["shapes"]] == [(0.75, 0.75), (0.95, 0.95)]
    assert notes(FIGURE) == ["┆ 目标 95.0%", "全市 75.0%"]
    # Between them stand the numbers of the axis.
    assert [(a["x"], a["xanchor"]) for a in screen(FIGURE)["layout"]["annotations"]] == [(0, "left"), (1, "right")]


def test_a_ranking_of_counts_has_no_limits_and_plain_bars() -> None:
    assert sheet(COUNTS).table == [
        ["位次", "名称", "值", "越限", "样本少"],
        [2, "城口县", 20, "", "否"],
        [1, "万州区", 100, "", "否"],
    ]
    assert sheet(COUNTS).chart == Chart(["barChart"], [("值", [("城口县", 20), ("万州区", 100)])])
    assert slide(COUNTS).chart == Chart(["barChart"], [("值", [("城口县", 20), ("万州区", 100)])])
    assert slide(COUNTS).notes == NOTES
    assert letter(COUNTS).paragraphs == [
        "2 个区县参与比较，依次是万州区 100 件、城口县 20 件。",
        "图：件数排名（件）",
        "来源：提案台账",
    ]
    drawn = drawing(COUNTS)
    assert drawn is not None
    assert drawn.lines == []
    assert len(drawn.dots) == 2
    assert traces(COUNTS, "x", "y")[:2] == [[[], []], [[20, 100], [0, 1]]]
    assert notes(COUNTS) == []


def test_good_and_bad_outliers_differ_in_colour_mark_and_words() -> None:
    both = replace(FIGURE, frame=FIGURE.frame.assign(outside=["worse", "", "", "better"]))
    marker = traces(both, "marker")[1][0]
    assert marker["symbol"] == ["circle", "circle", "circle", "diamond"]
    worse, within, _, better = marker["color"]
    assert len({worse, within, better}) == 3
    said = letter(both).paragraphs[1]
    assert said.startswith(
        "越出控制限、不能用偶然解释的有 2 个，差于控制限的 1 个：城口县；好于控制限的 1 个：大渡口区"
    )
    assert [row[7] for row in sheet(both).table[1:]] == ["差于控制限", "", "", "好于控制限"]
    chart = slide(both).chart
    assert chart is not None
    assert dict(chart.series)["好于控制限"] == [("城口县", None), ("万州区", None), ("渝中区", None), ("大渡口区", 1)]
    assert advice(both) == ("到城口县了解“办复率排名”越出控制限的原因。",)


def test_a_mark_at_the_end_of_the_axis_does_not_touch_the_values_beside_it() -> None:
    """On a phone of 366 px the values begin at 74 %, and half of a mark of 10 px reaches beyond the end of the axis."""
    drawn = paint(FIGURE, Look(themes(SHIPPED_PALETTE)["light"], width=366, size=12))["layout"]
    end, values = drawn["xaxis"]["domain"][1], drawn["xaxis3"]["domain"][0]
    assert (values - end) * 366 >= 10


def test_a_mark_at_the_end_of_the_axis_is_drawn_whole() -> None:
    (marks,) = (
        each for each in paint(FIGURE, Look(themes(SHIPPED_PALETTE)["light"]))["data"] if each["mode"] == "markers"
    )
    assert marks["cliponaxis"] is False


def test_the_target_is_named_over_the_names_clear_of_the_axis() -> None:
    aimed, sides = replace(FIGURE, target=0.9), {}
    for width in (366, 1200):
        drawn = paint(aimed, Look(themes(SHIPPED_PALETTE)["light"], width=width, size=12))["layout"]
        sides[width] = [(note["xanchor"], note["text"].count("目标")) for note in drawn["annotations"]]
    assert sides == {366: [("left", 1), ("right", 0)], 1200: [("left", 1), ("right", 0)]}
