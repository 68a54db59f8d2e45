"""Three days of two colours, the second a day off: what every medium shows of it."""

from tests.export.doors import NOTES, Chart, drawing, frame, in_step, letter, notes, screen, sheet, slide, traces
from zxdata.figures import Area

FIGURE = Area(
    key="replay",
    title="每日在办",
    unit="件",
    value_format="integer",
    series=("yellow", "red"),
    days_off=frozenset({"2025-09-28"}),
    frame=frame(
        "period series value",
        ("2025-09-27", "yellow", 4),
        ("2025-09-28", "yellow", 6),
        ("2025-09-29", "yellow", 5),
        ("2025-09-27", "red", 1),
        ("2025-09-28", "red", 2),
        ("2025-09-29", "red", 8),
    ),
)


def test_an_area_in_a_workbook_is_a_column_a_colour_from_the_bottom_up() -> None:
    found = sheet(FIGURE)
    assert found.head == ["每日在办", "件", ""]
    assert found.table == [
        ["日期", "黄", "红", "休息日"],
        ["2025-09-27", 4, 1, "否"],
        ["2025-09-28", 6, 2, "是"],
        ["2025-09-29", 5, 8, "否"],
    ]
    days = ("2025-09-27", "2025-09-28", "2025-09-28", "2025-09-29", "2025-09-29")
    assert found.chart == Chart(
        ["areaChart", "areaChart"],
        [
            ("黄", list(zip(days, [4, 4, 6, 6, 5], strict=True))),
            ("红", list(zip(days, [1, 1, 2, 2, 8], strict=True))),
            ("休息日", list(zip(days, [0, 0, 15, 15, 0], strict=True))),
        ],
    )


def test_an_area_on_a_slide_lasts_from_day_to_day_with_the_day_off_over_it_and_says_the_last_day_beside_the_first() -> (
    None
):
    found = slide(FIGURE)
    assert found.chart == Chart(  # Excel counts 2025-09-27 as day 45,927
        ["areaChart", "areaChart"],
        [
            ("黄", [(45927, 4), (45928, 4), (45928, 6), (45929, 6), (45929, 5)]),
            ("红", [(45927, 1), (45928, 1), (45928, 2), (45929, 2), (45929, 8)]),
            ("休息日", [(45927, 0), (45928, 0), (45928, 15), (45929, 15), (45929, 0)]),
        ],
    )
    assert found.texts == [
        "每日在办",
        "件",
        "2025年9月29日：黄 5 件、红 8 件，合计 13 件，2025年9月27日为 5 件。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_says_the_last_day_of_an_area_beside_the_first() -> None:
    assert letter(FIGURE).paragraphs == [
        "2025年9月29日：黄 5 件、红 8 件，合计 13 件，2025年9月27日为 5 件。",
        "图：每日在办（件）",
    ]
    assert letter(FIGURE).chart == slide(FIGURE).chart
    assert letter(FIGURE).pictures == 0


def test_the_picture_of_an_area_lays_red_upon_yellow_and_shades_the_day_off() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert drawn.texts[:3] == ["2025-09-27", "2025-09-28", "2025-09-29"]
    assert drawn.texts[-2:] == ["黄", "红"]
    rest, yellow, red = drawn.bars
    assert [rest.fill, yellow.fill, red.fill] == ["#d9d8d2", "#bf8300", "#b3261e"]
    # Outlines run along one edge and back along the other, from the first day.
    assert in_step(yellow.y, [4, 0, 0, 0, 5, 5, 6, 4])
    assert in_step(red.y, [5, 4, 6, 5, 13, 13, 8, 5])
    assert in_step([yellow.y[1], yellow.y[0], red.y[0], red.y[4]], [0, 4, 5, 13])


def test_an_area_on_the_screen_is_a_stacked_line_a_colour_with_the_day_off_shaded() -> None:
    assert traces(FIGURE, "x", "y", "stackgroup", "customdata") == [
        [[0, 1, 2], [4, 6, 5], "one", ["2025-09-27", "2025-09-28", "2025-09-29"]],
        [[0, 1, 2], [1, 2, 8], "one", ["2025-09-27", "2025-09-28", "2025-09-29"]],
    ]
    assert traces(FIGURE, "hovertext")[1] == [
        ["<b>2025年9月27日</b><br>■ 红 1", "<b>2025年9月28日</b><br>■ 红 2", "<b>2025年9月29日</b><br>■ 红 8"]
    ]
    assert [trace["line"]["color"] for trace in screen(FIGURE)["data"]] == ["#BF8300", "#B3261E"]
    assert notes(FIGURE) == ["▲ 黄 5", "■ 红 8"]
    assert [(s["x0"], s["x1"]) for s in screen(FIGURE)["layout"]["shapes"]] == [(1, 2)]
