"""A wall's list of cases: as many as there is room for, and nothing said twice."""

import re

import pandas as pd

from ui.show.board import wall_list
from zxdata.figures import Table, TableColumn

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
    assert re.findall(r"<b>([^<]*)</b></p>", wall_list(TURNING, 1000, 2000)) == ["56 日", "8 日", "今日到期"]


def test_a_reason_without_room_ends_at_a_comma() -> None:
    assert lines(1000, 300)[2] == "期限11月22日"


def test_cases_beyond_the_room_are_counted() -> None:
    assert lines(200, 2000)[2:] == ["另有 1 件"]
