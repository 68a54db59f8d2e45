"""Two cases and how their colour went: what every medium shows of it."""

from dataclasses import replace
from datetime import date

from tests.export.doors import (
    NOTES,
    TODAY,
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
from ui.paint import Look, paint
from zxdata.figures import Strips
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Strips(
    key="strips",
    title="变色过程",
    unit="近 20 日",
    today=TODAY,
    frame=frame(
        "no name state colour since until",
        ("J1", "河道清淤", "超 2 日", "green", date(2025, 9, 11), date(2025, 9, 20)),
        ("J1", "河道清淤", "超 2 日", "yellow", date(2025, 9, 21), date(2025, 9, 28)),
        ("J1", "河道清淤", "超 2 日", "red", date(2025, 9, 29), date(2025, 9, 30)),
        ("J2", "食堂卫生", "剩 3 日", "yellow", date(2025, 9, 26), date(2025, 9, 30)),
    ),
    marks=frame("no day word", ("J1", date(2025, 9, 15), "反馈")),
)
RIVER, CANTEEN = "河道清淤　超 2 日", "食堂卫生　剩 3 日"
# Days of each stretch; before a case's first, the day of Excel that it begins on: 2025-09-11 is day 45,911.
STRETCHES: Series = [
    ("绿之前", [(RIVER, 45911), (CANTEEN, 0)]),
    ("绿", [(RIVER, 10), (CANTEEN, 0)]),
    ("黄之前", [(RIVER, 0), (CANTEEN, 45926)]),
    ("黄", [(RIVER, 8), (CANTEEN, 5)]),
    ("红", [(RIVER, 2), (CANTEEN, 0)]),
]


def test_strips_in_a_workbook_are_a_row_a_stretch_and_a_chart_of_days() -> None:
    found = sheet(FIGURE)
    assert found.head == ["变色过程", "近 20 日", ""]
    assert found.table == [
        ["编号", "题目", "颜色", "起", "止", "今日", "记事"],
        ["J1", "河道清淤", "●绿", "2025-09-11", "2025-09-20", "超 2 日", "9月15日反馈"],
        ["J1", "河道清淤", "▲黄", "2025-09-21", "2025-09-28", "超 2 日", ""],
        ["J1", "河道清淤", "■红", "2025-09-29", "2025-09-30", "超 2 日", ""],
        ["J2", "食堂卫生", "▲黄", "2025-09-26", "2025-09-30", "剩 3 日", ""],
    ]
    assert found.chart is not None
    assert found.aside[0] == ["名称", "绿之前", "绿", "黄之前", "黄", "红"]
    unseen, green, unseen_again, yellow, red = found.chart.series
    assert [unseen[0], unseen_again[0]] == [" ", " "]
    assert [unseen[1], unseen_again[1]] == [[(RIVER, 45911), (CANTEEN, 0)], [(RIVER, 0), (CANTEEN, 45926)]]
    assert [green, yellow, red] == [STRETCHES[1], STRETCHES[3], STRETCHES[4]]


def test_what_happened_stands_in_the_stretch_of_its_day_the_first_and_the_last_too() -> None:
    marks = frame(
        "no day word",
        *(("J1", date(2025, 9, day), word) for day, word in ((20, "交办"), (21, "签收"), (28, "催办"), (29, "反馈"))),
        ("J2", date(2025, 9, 25), "在前"),
    )
    told = [row[-1] for row in sheet(replace(FIGURE, marks=marks)).table[1:]]
    assert told == ["9月20日交办", "9月21日签收；9月28日催办", "9月29日反馈", ""]


def test_strips_on_a_slide_are_an_editable_chart_of_days() -> None:
    found = slide(FIGURE)
    assert found.chart == Chart(["barChart"], STRETCHES)
    assert found.texts == [
        "变色过程",
        "近 20 日",
        "列出的 2 件，今日红 1 件、黄 1 件。",
        "版本 v7",
        "■ 绿　■ 黄　■ 红　",
        "今日 9月30日",
    ]
    assert found.notes == NOTES


def test_a_letter_says_how_the_cases_of_strips_stand_today() -> None:
    assert letter(FIGURE).paragraphs == ["列出的 2 件，今日红 1 件、黄 1 件。", "图：变色过程（近 20 日）"]
    assert letter(FIGURE).pictures == 1


def test_the_picture_of_strips_is_bands_as_long_as_their_days() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[-6:] == [RIVER, CANTEEN, "今日 9月30日", "绿", "黄", "红"]
    assert to_scale([bar.width for bar in drawn.bars], 10) == [10, 8, 5, 2]
    assert in_step([bar.x[0] for bar in drawn.bars], [11, 21, 26, 29])
    assert [bar.fill for bar in drawn.bars] == ["#0f8a6c", "#bf8300", "#bf8300", "#b3261e"]
    (today,) = drawn.lines
    assert in_step([*(bar.x[0] for bar in drawn.bars), today.x[0]], [11, 21, 26, 29, 30])


def test_strips_on_the_screen_are_a_trace_a_colour_and_a_mark_a_happening() -> None:
    day = 86_400_000
    assert traces(FIGURE, "base", "x", "y", "customdata") == [
        [["2025-09-29"], [2 * day], [0], ["J1"]],
        [["2025-09-21", "2025-09-26"], [8 * day, 5 * day], [0, 1], ["J1", "J2"]],
        [["2025-09-11"], [10 * day], [0], ["J1"]],
        [None, ["2025-09-15"], [0], None],
    ]
    assert traces(FIGURE, "hovertext")[0] == [["<b>河道清淤</b><br>■ 红<br>2025-09-29 至 2025-09-30，2 日"]]
    assert traces(FIGURE, "hovertext")[3] == [["<b>反馈</b><br>2025-09-15"]]
    assert notes(FIGURE) == ["河道清淤", "食堂卫生", "■ 超 2 日", "▲ 剩 3 日"]
    assert screen(FIGURE)["layout"]["xaxis"]["range"] == ["2025-09-09", "2025-10-03"]


def test_months_under_strips_have_room_beside_each_other_on_a_phone() -> None:
    """Eleven months: every second is named on a desk; a phone has 115 px, of which a name and its year need 66."""
    year = replace(FIGURE, frame=FIGURE.frame.assign(since=date(2024, 11, 20)))
    named = {}
    for width in (366, 1200):
        axis = paint(year, Look(themes(SHIPPED_PALETTE)["light"], width=width, size=12))["layout"]["xaxis"]
        named[width] = axis["ticktext"]
    assert named[1200] == ["2024年12月", "2月", "4月", "6月", "8月", "10月"]
    assert len(named[366]) == 1
