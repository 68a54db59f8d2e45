"""Three cases: one late, one handed out twice, one without a limit: what every medium shows of it."""

import re
from dataclasses import replace
from datetime import date

from tests.export.doors import (
    NOTES,
    TODAY,
    Chart,
    Row,
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
from ui.paint import Look, paint
from zxdata.figures import Gantt, phases
from zxdata.figures.gantt import KIND
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Gantt(
    key="gantt",
    title="在办进度",
    aid="期限在今日前后的 3 件",
    today=TODAY,
    phases=phases("审查立案", "承办", "超期", over="超期"),
    frame=frame(
        "no name due colour state",
        ("0101", "加装电梯", date(2025, 9, 20), "red", "超 7 日"),
        ("0102", "托育服务", date(2025, 10, 15), "yellow", "剩 4 日"),
        ("0103", "文物保护", None, "green", ""),
    ),
    bars=frame(
        "no phase since until",
        ("0101", "审查立案", date(2025, 7, 1), date(2025, 7, 11)),
        ("0101", "承办", date(2025, 7, 11), date(2025, 9, 20)),
        ("0101", "超期", date(2025, 9, 20), date(2025, 9, 30)),
        ("0102", "承办", date(2025, 8, 1), date(2025, 8, 21)),
        ("0102", "承办", date(2025, 8, 31), date(2025, 9, 30)),
        ("0103", "审查立案", date(2025, 9, 10), date(2025, 9, 30)),
    ),
)
LATE, TWICE, OPEN = "加装电梯　超 7 日", "托育服务　剩 4 日", "文物保护"
# Days of each stretch; before a case's first, the day of Excel that it begins on: 2025-07-01 is day 45,839.
STRETCHES: Series = [
    ("审查立案之前", [(LATE, 45839), (TWICE, 0), (OPEN, 45910)]),
    ("审查立案", [(LATE, 10), (TWICE, 0), (OPEN, 20)]),
    ("承办之前", [(LATE, 0), (TWICE, 45870), (OPEN, 0)]),
    ("承办", [(LATE, 71), (TWICE, 20), (OPEN, 0)]),
    ("期限", [(LATE, 1), (TWICE, 0), (OPEN, 0)]),
    ("超期", [(LATE, 9), (TWICE, 0), (OPEN, 0)]),
    ("承办（第 2 次）之前", [(LATE, 0), (TWICE, 10), (OPEN, 0)]),
    ("承办（第 2 次）", [(LATE, 0), (TWICE, 30), (OPEN, 0)]),
    ("期限之前", [(LATE, 0), (TWICE, 15), (OPEN, 0)]),
    ("期限", [(LATE, 0), (TWICE, 1), (OPEN, 0)]),
]


def test_a_gantt_in_a_workbook_has_the_first_and_last_day_of_each_phase_and_a_chart_of_stretches() -> None:
    found = sheet(FIGURE)
    assert found.head == ["在办进度", "期限在今日前后的 3 件", ""]
    heads, *rows = found.table
    assert heads[:5] == ["编号", "题目", "颜色", "期限", "状态"]
    assert heads[5:9] == ["审查立案起", "审查立案止", "承办起", "承办止"]
    assert heads[9:] == ["承办起（第 2 次）", "承办止（第 2 次）", "超期起", "超期止"]
    cases: list[Row] = [
        ["0101", "加装电梯", "■红", "2025-09-20", "超 7 日"],
        ["0102", "托育服务", "▲黄", "2025-10-15", "剩 4 日"],
        ["0103", "文物保护", "●绿", None, ""],
    ]
    assert rows == [
        [*cases[0], "2025-07-01", "2025-07-11", "2025-07-11", "2025-09-20", None, None, "2025-09-20", "2025-09-30"],
        [*cases[1], None, None, "2025-08-01", "2025-08-21", "2025-08-31", "2025-09-30", None, None],
        [*cases[2], "2025-09-10", "2025-09-30", None, None, None, None, None, None],
    ]
    assert found.aside[0] == ["名称", *(name for name, _ in STRETCHES)]
    assert found.chart is not None
    assert found.chart.kinds == ["barChart"]
    assert [points for _, points in found.chart.series] == [points for _, points in STRETCHES]
    unseen = [" " if name.endswith("之前") else name for name, _ in STRETCHES]
    assert [name for name, _ in found.chart.series] == unseen


def test_a_phase_gone_through_three_times_has_three_pairs_of_columns_and_one_never_reached_its_own() -> None:
    bars = frame(
        "no phase since until",
        ("0102", "承办", date(2025, 8, 1), date(2025, 8, 11)),
        ("0102", "承办", date(2025, 8, 21), date(2025, 8, 31)),
        ("0102", "承办", date(2025, 9, 10), date(2025, 9, 30)),
    )
    heads, *rows = sheet(replace(FIGURE, bars=bars)).table
    numbered = [f"承办{end}{time}" for time in ("", "（第 2 次）", "（第 3 次）") for end in ("起", "止")]
    assert heads[5:] == ["审查立案起", "审查立案止", *numbered, "超期起", "超期止"]
    days = ["2025-08-01", "2025-08-11", "2025-08-21", "2025-08-31", "2025-09-10", "2025-09-30"]
    assert rows[1][5:] == [None, None, *days, None, None]
    assert rows[0][5:] == [None] * 10


def test_a_gantt_on_a_slide_is_an_editable_chart_of_stretches_with_today_across() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart"], STRETCHES)
    assert found.texts == [
        "在办进度",
        "期限在今日前后的 3 件",
        "列出的 3 件中 1 件超期，最急的是：加装电梯（超 7 日）。",
        "版本 v7",
        "■ 审查立案　■ 承办　■ 期限　■ 超期　",
        "今日 9月30日",
    ]
    assert found.notes == NOTES


def test_a_letter_says_which_cases_of_a_gantt_are_late() -> None:
    assert letter(FIGURE).paragraphs == [
        "列出的 3 件中 1 件超期，最急的是：加装电梯（超 7 日）。",
        "图：在办进度（期限在今日前后的 3 件）",
    ]
    assert letter(FIGURE).pictures == 1


def test_the_picture_of_a_gantt_is_bars_as_long_as_their_days() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    names = [LATE, TWICE, OPEN, "今日 9月30日", "审查立案", "承办", "期限", "超期"]
    assert drawn.texts[-8:] == names
    assert to_scale([bar.width for bar in drawn.bars], 71) == [10, 20, 71, 20, 1, 9, 30, 1]
    # Days since 1 July: the limit of the first is 20 September (day 81), that of the second 15 October (day 106).
    assert in_step([bar.x[0] for bar in drawn.bars], [0, 71, 10, 31, 81, 82, 61, 106])
    quiet, busy, ink, red = "#d9d8d2", "#a9aba8", "#1b1f24", "#b3261e"
    assert [bar.fill for bar in drawn.bars] == [quiet, quiet, busy, busy, ink, red, busy, ink]
    (today,) = drawn.lines
    assert in_step([drawn.bars[0].x[0], drawn.bars[-1].x[0], today.x[0]], [0, 106, 91])


def test_a_gantt_on_the_screen_is_a_trace_a_phase_and_a_mark_on_each_limit() -> None:
    day = 86_400_000  # milliseconds, as Plotly counts the length of a bar of dates
    assert traces(FIGURE, "base", "x", "y", "customdata") == [
        [["2025-07-01", "2025-09-10"], [10 * day, 20 * day], [0, 2], ["0101", "0103"]],
        [
            ["2025-07-11", "2025-08-01", "2025-08-31"],
            [71 * day, 20 * day, 30 * day],
            [0, 1, 1],
            ["0101", "0102", "0102"],
        ],
        [["2025-09-20"], [10 * day], [0], ["0101"]],
        [None, ["2025-09-20", "2025-10-15"], [0, 1], None],
    ]
    assert traces(FIGURE, "hovertext")[2] == [["<b>超期</b><br>2025-09-20 至 2025-09-30"]]
    assert notes(FIGURE) == ["加装电梯", "■ 超 7 日", "托育服务", "▲ 剩 4 日", "文物保护", "●", "9月30日"]
    (today,) = screen(FIGURE)["layout"]["shapes"]
    assert (today["x0"], today["x1"]) == ("2025-09-30", "2025-09-30")


def test_what_lies_more_than_a_year_back_is_drawn_at_a_quarter_and_said_so() -> None:
    """The bend is 30 September 2024: 40 days before it are drawn as 10, the 365 days after it as they are."""
    bars = frame("no phase since until", ("0101", "承办", date(2024, 8, 21), date(2025, 9, 30)))
    old = replace(FIGURE, frame=FIGURE.frame.iloc[:1], bars=bars)
    assert traces(old, "base", "x")[1] == [["2024-09-20"], [375 * 86_400_000]]
    assert traces(old, "hovertext")[1] == [["<b>承办</b><br>2024-08-21 至 2025-09-30"]]
    assert "一年以前按 1/4 画" in notes(old)
    assert [(line["x0"], line["line"]["dash"]) for line in screen(old)["layout"]["shapes"]] == [
        ("2025-09-30", "dash"),
        ("2024-09-30", "dot"),
    ]
    assert "一年以前按 1/4 画" not in notes(FIGURE)


def test_cases_with_single_events_alone_have_a_sheet_without_a_chart() -> None:
    marks = frame("no day words", ("0101", date(2025, 7, 1), "来电"))
    alone = replace(FIGURE, frame=FIGURE.frame.assign(due=None), bars=FIGURE.bars.iloc[:0], marks=marks, ended=True)
    found = sheet(alone)
    assert found.chart is None and [row[-1] for row in found.table][:2] == ["记事", "7月1日来电"]
    assert slide(alone).texts[0] == "在办进度" and drawing(alone) is not None and screen(alone)


def test_on_a_phone_the_words_at_the_bend_stand_a_line_above_the_day_where_both_would_meet() -> None:
    bars = frame("no phase since until", ("0101", "承办", date(2024, 8, 21), date(2025, 9, 30)))
    old = replace(FIGURE, frame=FIGURE.frame.iloc[:1], bars=bars)
    heights = {}
    for width in (366, 1200):
        drawn = paint(old, Look(themes(SHIPPED_PALETTE)["light"], width=width, size=12))["layout"]
        said = {
            re.sub("<[^>]*>", "", note["text"]): note["yshift"] for note in drawn["annotations"] if "yshift" in note
        }
        heights[width] = said["一年以前按 1/4 画"] - said["9月30日"], round(drawn["margin"]["t"])
    assert heights[1200] == (0, 22)
    assert heights[366][0] > 12 and heights[366][1] == 39


def test_on_a_phone_a_state_leaves_the_bars_their_room() -> None:
    """The days alone stand beside the bars, a sign behind what is guessed; the words and which day off it is, in the table."""
    states = ["剩 32 日（暂按周末推算）", "8月10日（周日）到期，剩 0 个工作日", "超 7 日"]
    brief = ["剩 32 日※", "剩 0 日", "超 7 日"]
    long = replace(
        FIGURE, frame=FIGURE.frame.assign(state=states, brief=brief), signs=(("※", "暂按周末推算"), ("§", "没有的"))
    )
    light = themes(SHIPPED_PALETTE)["light"]
    meanings = {
        width: [each.name for each in KIND.legend.do(long, Look(light, width=width)) if each.symbol == "※"]  # type: ignore[union-attr]
        for width in (366, 1200)
    }
    assert meanings == {366: ["暂按周末推算"], 1200: []}
    told, rights = {}, {}
    for width in (366, 1200):
        drawn = paint(long, Look(themes(SHIPPED_PALETTE)["light"], width=width, size=12))["layout"]
        said = [re.sub("<[^>]*>", "", note["text"])[2:] for note in drawn["annotations"]]
        told[width], rights[width] = [each for each in said if " " in each], round(drawn["margin"]["r"])
    assert told[1200] == states
    assert told[366] == brief
    assert rights[366] < 130 < rights[1200]
