"""Four months of two series, the last month not over, one value missing: what every medium shows of it."""

from dataclasses import replace

from tests.export.doors import NOTES, Chart, drawing, frame, in_step, letter, notes, screen, sheet, slide, traces
from zxdata.figures import Trend

FIGURE = Trend(
    key="trend",
    title="办复与立案",
    unit="件",
    per="月",
    note="来源：提案台账",
    value_format="integer",
    series=("办复", "立案"),
    frame=frame(
        "period series value complete",
        ("2025-06", "办复", 12.0, True),
        ("2025-07", "办复", 20.0, True),
        ("2025-08", "办复", 15.0, True),
        ("2025-09", "办复", 7.0, False),
        ("2025-06", "立案", None, True),
        ("2025-07", "立案", 9.0, True),
        ("2025-08", "立案", 11.0, True),
        ("2025-09", "立案", 30.0, False),
    ),
)


def test_a_trend_in_a_workbook_is_a_column_a_series_and_a_line_over_each() -> None:
    found = sheet(FIGURE)
    assert found.head == ["办复与立案", "件／月", "来源：提案台账"]
    assert found.table == [
        ["期间", "办复", "立案", "完整"],
        ["2025-06", 12, None, "是"],
        ["2025-07", 20, 9, "是"],
        ["2025-08", 15, 11, "是"],
        ["2025-09", 7, 30, "否"],
    ]
    assert found.chart == Chart(
        ["lineChart"],
        [
            ("办复", [("2025-06", 12), ("2025-07", 20), ("2025-08", 15), ("2025-09", 7)]),
            ("立案", [("2025-06", None), ("2025-07", 9), ("2025-08", 11), ("2025-09", 30)]),
        ],
    )


def test_a_trend_on_a_slide_is_an_editable_line_a_series() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(
        ["lineChart"],
        [
            ("办复", [("2025-06", 12), ("2025-07", 20), ("2025-08", 15), ("2025-09", 7)]),
            ("立案", [("2025-06", None), ("2025-07", 9), ("2025-08", 11), ("2025-09", 30)]),
        ],
    )
    assert found.texts == [
        "办复与立案",
        "件／月",
        "2025年8月办复 15 件，环比减少 5 件（25.0%），2025年6月以来最高的是2025年7月，20 件。2025年8月立案 11 件，环比增加 2 件（22.2%）。",
        "来源：提案台账　版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_how_the_last_whole_month_of_each_series_moved() -> None:
    assert letter(FIGURE).paragraphs == [
        "2025年8月办复 15 件，环比减少 5 件（25.0%），2025年6月以来最高的是2025年7月，20 件。",
        "2025年8月立案 11 件，环比增加 2 件（22.2%）。",
        "图：办复与立案（件／月）",
        "来源：提案台账",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_a_trend_has_a_line_a_series_dotted_to_the_month_that_is_not_over() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert [text for text in drawn.texts if not text.isdecimal()] == [
        "2025-06",
        "2025-07",
        "2025-08",
        "2025-09",
        "办复",
        "立案",
    ]
    replied, going_on, filed, filing = drawn.lines
    assert in_step([*replied.y, *going_on.y], [12, 20, 15, 15, 7])
    assert in_step([*replied.y, *filed.y, *filing.y], [12, 20, 15, 9, 11, 11, 30])
    assert in_step([*filed.x, *filing.x], [2, 3, 3, 4])
    assert [line.dotted for line in drawn.lines] == [False, True, False, True]
    assert [line.stroke for line in drawn.lines] == ["#0f5c9c", "#0f5c9c", "#944509", "#944509"]


def test_a_trend_on_the_screen_draws_the_first_series_last_and_names_the_ends() -> None:
    assert traces(FIGURE, "x", "y", "customdata") == [
        [[0, 1, 2, 3], [None, 9.0, 11.0, None], ["2025-06", "2025-07", "2025-08", "2025-09"]],
        [[2, 3], [11.0, 30.0], ["2025-08", "2025-09"]],
        [[0, 1, 2, 3], [12.0, 20.0, 15.0, None], ["2025-06", "2025-07", "2025-08", "2025-09"]],
        [[2, 3], [15.0, 7.0], ["2025-08", "2025-09"]],
    ]
    assert traces(FIGURE, "hovertext")[1] == [["<b>2025年8月</b><br>立案 11", "<b>2025年9月</b><br>立案 30<br>未满期"]]
    assert [trace["line"].get("dash") for trace in screen(FIGURE)["data"]] == [None, "dot", None, "dot"]
    assert notes(FIGURE) == ["办复 7", "立案 30"]
    assert screen(FIGURE)["layout"]["xaxis"]["ticktext"] == ["6月", "7月", "8月", "9月"]


DAILY = Trend(
    key="daily",
    title="每日在办",
    unit="件",
    value_format="integer",
    series=("red", "yellow"),
    step=True,
    days_off=frozenset({"2025-09-28"}),
    frame=frame(
        "period series value complete",
        ("2025-09-27", "red", 2, True),
        ("2025-09-28", "red", 3, True),
        ("2025-09-29", "red", 1, True),
        ("2025-09-27", "yellow", 5, True),
        ("2025-09-28", "yellow", 4, True),
        ("2025-09-29", "yellow", 8, True),
    ),
)


def test_a_daily_line_in_a_native_chart_has_steps_before_a_ground_of_the_days_off() -> None:
    """Each day lasts until the next begins; the ground reaches the end of the axis. Excel counts 2025-09-27 as day 45,927."""
    stepped = Chart(
        ["areaChart", "lineChart"],
        [
            ("休息日", [(45927, 0), (45928, 0), (45928, 8), (45929, 8), (45929, 0)]),
            ("红", [(45927, 2), (45928, 2), (45928, 3), (45929, 3), (45929, 1)]),
            ("黄", [(45927, 5), (45928, 5), (45928, 4), (45929, 4), (45929, 8)]),
        ],
    )
    assert slide(DAILY).chart == letter(DAILY).chart == stepped
    assert sheet(DAILY).aside == [
        ["日期", "红", "黄", "完整", "休息日"],
        ["2025-09-27", 2, 5, "是", 0],
        ["2025-09-28", 2, 5, "是", 0],
        ["2025-09-28", 3, 4, "是", 8],
        ["2025-09-29", 3, 4, "是", 8],
        ["2025-09-29", 1, 8, "是", 0],
    ]
    days = ("2025-09-27", "2025-09-28", "2025-09-28", "2025-09-29", "2025-09-29")
    assert sheet(DAILY).chart == Chart(
        ["areaChart", "lineChart"],
        [
            ("休息日", list(zip(days, [0, 0, 8, 8, 0], strict=True))),
            ("红", list(zip(days, [2, 2, 3, 3, 1], strict=True))),
            ("黄", list(zip(days, [5, 5, 4, 4, 8], strict=True))),
        ],
    )


def test_days_that_are_joined_by_a_line_stand_each_before_a_column_where_nobody_works() -> None:
    joined = slide(replace(DAILY, step=False, series=("red",), frame=DAILY.frame.head(3)))
    assert joined.chart == Chart(
        ["barChart", "lineChart"],
        [("休息日", [(45927, None), (45928, 3), (45929, None)]), ("红", [(45927, 2), (45928, 3), (45929, 1)])],
    )


def test_steps_without_a_day_off_need_no_ground() -> None:
    worked = slide(replace(DAILY, days_off=frozenset(), series=("red",), frame=DAILY.frame.head(3)))
    assert worked.chart == Chart(["lineChart"], [("红", [(45927, 2), (45928, 2), (45928, 3), (45929, 3), (45929, 1)])])


def test_series_that_are_colours_are_named_by_their_word_in_every_medium() -> None:
    """By their word in files, by symbol and word on the screen; a day off is shaded."""
    daily = DAILY
    assert sheet(daily).table == [
        ["期间", "红", "黄", "完整", "休息日"],
        ["2025-09-27", 2, 5, "是", "否"],
        ["2025-09-28", 3, 4, "是", "是"],
        ["2025-09-29", 1, 8, "是", "否"],
    ]
    assert letter(daily).paragraphs[:2] == [
        "2025年9月29日红 1 件，较前一日减少 2 件（66.7%），2025年9月27日以来最高的是2025年9月28日，3 件。",
        "2025年9月29日黄 8 件，较前一日增加 4 件（100.0%）。",
    ]
    drawn = drawing(daily)
    assert drawn is not None
    assert drawn.texts[-2:] == ["红", "黄"]
    assert [bar.fill for bar in drawn.bars] == ["#d9d8d2"]
    assert [line.stroke for line in drawn.lines] == ["#b3261e", "#bf8300"]
    assert notes(daily) == ["■ 红 1", "▲ 黄 8"]
    assert [trace["line"]["shape"] for trace in screen(daily)["data"]] == ["hv", "hv"]
    assert [(s["x0"], s["x1"]) for s in screen(daily)["layout"]["shapes"]] == [(1, 2)]


def sentence_of(*periods: tuple[str, float | None]) -> str:
    rows = [(period, "办复", value, True) for period, value in periods]
    figure = replace(FIGURE, series=("办复",), frame=frame("period series value complete", *rows))
    return letter(figure).paragraphs[0]


def test_a_month_is_compared_with_the_one_right_before_or_with_one_that_is_named() -> None:
    whole = sentence_of(("2025-06", 12.0), ("2025-07", 20.0), ("2025-08", 15.0))
    assert whole.startswith("2025年8月办复 15 件，环比减少 5 件（25.0%）")
    gap = sentence_of(("2025-06", 12.0), ("2025-07", None), ("2025-08", 15.0))
    assert gap == "2025年8月办复 15 件，较2025年6月增加 3 件（25.0%）。"
    assert sentence_of(("2024-12", 12.0), ("2025-01", 15.0)).startswith("2025年1月办复 15 件，环比增加 3 件")
    assert sentence_of(("2024-Q3", 12.0), ("2025-Q1", 15.0)).startswith("2025年第1季度办复 15 件，较2024年第3季度增加")
    assert sentence_of(("2025-02-28", 12.0), ("2025-03-01", 15.0)).startswith("2025年3月1日办复 15 件，较前一日增加")
    assert sentence_of(("2025-02-27", 12.0), ("2025-03-01", 15.0)).startswith(
        "2025年3月1日办复 15 件，较2025年2月27日增加"
    )


def test_behind_a_rate_a_day_off_reaches_up_to_the_whole() -> None:
    """Not to the greatest rate there is: the axis of a share ends with 100 %. Excel counts 2025-09-27 as day 45,927."""
    rates = DAILY.frame.assign(value=DAILY.frame["value"] / 10)
    chart = slide(replace(DAILY, step=False, value_format="percent", unit="%", frame=rates)).chart
    assert chart and chart.series[0] == ("休息日", [(45927, None), (45928, 1), (45929, None)])


def test_a_series_called_like_a_state_is_a_series_and_no_state() -> None:
    """Only a key (done) is a state: 办结 of a number that counts keeps its line's colour and its own name."""
    renamed = replace(
        FIGURE,
        series=("办结", "立案"),
        frame=FIGURE.frame.assign(series=FIGURE.frame["series"].replace("办复", "办结")),
    )
    assert traces(renamed, "line") == traces(FIGURE, "line")
    assert [said.replace("办结", "办复") for said in notes(renamed)] == notes(FIGURE)
    assert any("办结" in said and "○" not in said for said in notes(renamed))
