"""A wall's list of cases: as many as there is room for, and nothing said twice."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from ui.show.board import wall_board, wall_list
from zxdata.figures import Board, Table, TableColumn
from zxdata.rules.palette import Palette

BOARD = ["colour", "no", "name", "region", "reason", "days"]
# fmt: off
CASES = pd.DataFrame(
    [("red", "万州区", "码头清理", "超 56 日", "期限8月30日，市水利局，已催办 2 次"),
     ("yellow", "开州区", "食堂明厨亮灶", "剩 8 日", "期限12月2日，开州区人民政府"),
     ("yellow", "巴南区", "收费公开", "今日到期", "期限11月22日，市经济和信息化委员会")],
    columns=["turns_to", "region", "name", "days", "ground"],
)
TURNING = Table(key="next", title="将变色", unit="件", frame=CASES,
                columns=(TableColumn("name", "题目"), TableColumn("turns_to", "转为", "colour")))
# fmt: on


def lines(room: float, width: float) -> list[str]:
    return re.findall(r'<p class="quiet">(.*?)</p>', wall_list(TURNING, room, width))


def test_a_wall_says_once_how_late_a_case_is() -> None:
    assert lines(1000, 2000) == [
        "期限8月30日，市水利局，已催办 2 次",
        "期限12月2日，开州区人民政府",
        "期限11月22日，市经济和信息化委员会",
    ]
    assert re.findall(r"<b>([^<]*)</b></p>", wall_list(TURNING, 1000, 2000)) == ["超 56 日", "剩 8 日", "今日到期"]


def test_a_reason_without_room_ends_at_a_comma() -> None:
    assert lines(1000, 300)[2] == "期限11月22日"


def test_cases_beyond_the_room_are_counted() -> None:
    assert lines(200, 2000)[2:] == ["另有 1 件"]


def board(*cases: tuple[str, str, str]) -> Board:
    """(colour, name, days) of each case."""
    frame = pd.DataFrame([(c, "", name, "甲区", "", days) for c, name, days in cases], columns=BOARD)
    return Board(key="board", title="监督事项三色", unit="件", frame=frame, counts=dict(frame["colour"].value_counts()))


@pytest.mark.parametrize(
    ("room", "names"),
    [
        (1000, ["晚了的", "快到的", "先到的", "后到的"]),
        (550, ["晚了的", "快到的", "先到的"]),  # less 230 for the counts, 76 a case, 44 for the heading: 200 are left
        (500, ["晚了的"]),  # 150 are left: one case is no list
    ],
)
def test_where_few_are_red_a_wall_goes_on_with_what_falls_due_next(room: float, names: list[str]) -> None:
    shown = wall_board(
        board(("red", "晚了的", "超 3 日"), ("green", "先到的", "剩 12 日"), ("green", "后到的", "剩 40 日"),
              ("yellow", "快到的", "剩 2 日")), room, 2000
    )  # fmt: skip
    assert re.findall("|".join(("晚了的", "快到的", "先到的", "后到的")), shown) == names
    assert ("接着到期" in shown) == (len(names) > 1)


def test_a_wall_without_red_cases_says_so_and_what_falls_due_next() -> None:
    shown = wall_board(board(("green", "先到的", "剩 12 日")), 1000, 2000)
    assert "现在没有红色事项。" in shown and re.findall(r"<b>([^<]*)</b></p>", shown) == ["剩 12 日"]
    assert "接着到期" not in wall_board(board(("red", "晚了的", "超 3 日")), 1000, 2000)


def test_nothing_falls_due_next_while_red_cases_are_left_unsaid_and_none_without_a_day() -> None:
    """Two of five red cases are at hand: three more are counted, and no green one stands in their place."""
    some = board(("red", "晚了的", "超 3 日"), ("red", "更晚的", "超 9 日"), ("green", "先到的", "剩 12 日"))
    shown = wall_board(replace(some, counts={"red": 5, "green": 1}), 1000, 2000)
    assert "另有 3 件" in shown and "接着到期" not in shown
    shown = wall_board(board(("yellow", "没有期限的", "—"), ("green", "先到的", "剩 12 日")), 1000, 2000)
    assert "先到的" in shown and "没有期限的" not in shown


def test_a_state_called_by_a_longer_word_is_no_colour() -> None:
    own = Palette.model_validate({"red": {"word": "超期", "symbol": "■", "meaning": ""}})
    shown = wall_board(replace(board(("green", "先到的", "剩 12 日")), palette=own), 1000, 2000)
    assert "<h2>超期清单</h2>" in shown and "现在没有超期事项。" in shown and "超期色" not in shown


def test_a_colour_without_cases_has_no_share_of_the_bar() -> None:
    two = replace(board(("red", "晚了的", "超 3 日")), counts={"red": 1, "yellow": 0, "green": 5, "unknown": 0})
    share = r'<i class="fill-(\w+)" style="flex:(\d+)">'
    assert re.findall(share, wall_board(two, 1000, 2000)) == [("red", "1"), ("green", "5")]
    assert re.findall(share, wall_board(replace(two, counts={}), 1000, 2000)) == []
