"""Two categories by two forms and a colour, one cell standing out: what every medium shows of it."""

import re
from dataclasses import replace

from tests.export.doors import NOTES, drawing, frame, letter, notes, screen, sheet, slide, traces
from ui.paint import Look, paint
from zxdata.figures import Matrix
from zxdata.figures.media.labels import wrapped
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Matrix(
    key="spread",
    title="类别与形式",
    unit="件",
    value_format="integer",
    rows=("经济", "民生"),
    columns=("视察", "调研", "red"),
    kind="类别",
    frame=frame(
        "row column value text outside",
        ("民生", "视察", 9, "9", True),
        ("民生", "red", 2, "2", False),
        ("经济", "视察", 1, "1", False),
        ("经济", "调研", 4, "4", False),
    ),
)


def test_a_matrix_in_a_workbook_is_its_numbers_by_row_and_column() -> None:
    found = sheet(FIGURE)
    assert found.head == ["类别与形式", "件", ""]
    assert found.table == [["类别", "视察", "调研", "红"], ["经济", 1, 4, None], ["民生", 9, None, 2]]
    assert found.chart is None


def test_a_matrix_on_a_slide_is_a_native_table() -> None:
    found = slide(FIGURE)
    assert found.table == [["类别", "视察", "调研", "■ 红"], ["经济", "1", "4", ""], ["民生", "9", "", "2"]]
    assert found.texts == ["类别与形式", "件", "框出的有民生—视察 9 件。", "版本 v7"]
    assert found.notes == NOTES


def test_a_letter_says_which_cells_of_a_matrix_stand_out() -> None:
    assert letter(FIGURE).paragraphs == ["框出的有民生—视察 9 件。", "图：类别与形式（件）"]
    assert letter(FIGURE).pictures == 1


def test_the_picture_of_a_matrix_is_a_tinted_square_a_number_framed_where_it_stands_out() -> None:
    drawn = drawing(FIGURE)
    assert drawn is not None
    assert sorted(drawn.texts[-4:]) == ["1", "2", "4", "9"]
    assert drawn.texts[:5] == ["视察", "调研", "■ 红", "经济", "民生"]
    places = {(round(c.x[0] / c.width), round(c.y[0] / c.height)): (c.fill, c.stroke) for c in drawn.bars}
    left, low = min(x for x, _ in places), min(y for _, y in places)
    found = {(x - left, low + 1 - y): inks for (x, y), inks in places.items()}
    assert found == {
        (0, 1): ("#87aece", "#1b1f24"),  # the most: half of its colour, framed
        (2, 1): ("#edccca", "#ffffff"),
        (0, 0): ("#d7e4ee", "#ffffff"),
        (1, 0): ("#afc9de", "#ffffff"),
    }


def test_a_matrix_on_the_screen_is_a_shaded_column_each_with_squares_to_click() -> None:
    *columns, squares = traces(FIGURE, "x", "y", "z", "customdata")
    assert [column[:3] for column in columns] == [
        [[0], [0, 1], [[1], [9]]],
        [[1], [0, 1], [[4], [None]]],
        [[2], [0, 1], [[None], [2]]],
    ]
    assert squares == [
        [0, 2, 0, 1],
        [1, 1, 0, 0],
        None,
        [["民生", "视察"], ["民生", "red"], ["经济", "视察"], ["经济", "调研"]],
    ]
    assert notes(FIGURE) == ["视察", "调研", "■ 红", "经济", "民生", "9", "2", "1", "4"]
    (frame_,) = screen(FIGURE)["layout"]["shapes"]
    assert ((frame_["x0"] + frame_["x1"]) / 2, (frame_["y0"] + frame_["y1"]) / 2) == (0, 1)


def test_the_cells_of_a_heat_map_lie_from_left_to_right_whatever_the_frame_begins_with() -> None:
    cells = frame(
        "row column value text outside",
        ("经济", "调研", 4, "4", False),
        ("经济", "视察", 1, "1", False),
        ("民生", "视察", 9, "9", False),
    )
    drawn = traces(replace(FIGURE, frame=cells, columns=("视察", "调研")), "type", "x", "z")
    assert drawn[0] == ["heatmap", [0, 1], [[1.0, 4.0], [9.0, None]]]


def test_heads_that_have_no_room_beside_each_other_take_several_lines() -> None:
    """On a phone eight columns of 35 px hold two characters of 13 px each: 委员走访 takes two lines, 12345热线 three,
    since digits are narrower."""
    columns = ("民情码", "委员走访", "12345热线", "随手拍", "接待日", "议事会", "网络舆情", "百姓提案")
    wide = replace(
        FIGURE, columns=columns, frame=frame("row column value text outside", ("民生", "民情码", 9, "9", False))
    )
    drawn = paint(wide, Look(themes(SHIPPED_PALETTE)["light"], width=330, size=13))
    heads = [note["text"] for note in drawn["layout"]["annotations"]][: len(columns)]
    assert [re.sub("</?(?!br)[^>]*>", "", head).split("<br>") for head in heads] == [
        ["民情", "码"],
        ["委员", "走访"],
        ["123", "45", "热线"],
        ["随手", "拍"],
        ["接待", "日"],
        ["议事", "会"],
        ["网络", "舆情"],
        ["百姓", "提案"],
    ]
    beside = screen(replace(wide, columns=("民情码", "委员走访")))["layout"]
    assert drawn["layout"]["margin"]["t"] - beside["margin"]["t"] == 2 * 17


def test_a_cell_too_narrow_for_its_brackets_keeps_its_number_and_tells_the_rest_when_touched() -> None:
    """``18（超1）`` takes about 60 px: twelve columns on a phone are narrower than 30 each."""
    columns = tuple(f"第{n}类" for n in range(12))
    figure = replace(
        FIGURE, columns=columns, frame=frame("row column value text outside", ("民生", "第0类", 18, "18（超1）", True))
    )
    for width, shown in ((366, "18"), (1200, "18（超1）")):
        drawn = paint(figure, Look(themes(SHIPPED_PALETTE)["light"], width=width, size=12))
        texts = [re.sub("<[^>]*>", "", note["text"]) for note in drawn["layout"]["annotations"]]
        assert [text for text in texts if text.startswith("18")] == [shown]
        assert "18（超1）" in drawn["data"][-1]["hovertext"][0]


def test_the_head_of_a_column_breaks_between_words_and_never_within_a_number() -> None:
    assert wrapped("12345热线", 4) == "12345<br>热线"
    assert wrapped("网络舆情热线", 4) == "网络舆<br>情热线"
    assert wrapped("甲<乙", 3) == "甲&lt;乙" and wrapped("", 3) == ""
