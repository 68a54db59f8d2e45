"""Members, stations and consultations as offices list them: one sheet each, with whatever number they have."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.intake.office_sheets import rows, settled, understood
from tests.intake_files import bring, with_divisions, xlsx
from tests.ledger_rows import put, settings_for, station
from zxdata.collecting.files import Wish, rehearsed

TWICE = (station("S2", "500108", name="同名站"), station("S3", "500107", name="同名站"))


def taken(engine: Engine, path: Path, **answers: str) -> Any:
    return bring(engine, path, mapping=settled(engine, path, **answers))


def test_members_without_numbers_are_known_by_their_names(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    header = ["序号", "姓名", "性别", "界别", "政治面貌", "工作单位及职务", "政协职务", "所属专委会", "任职时间"]
    one = [1, "陈建国", "男", "经济界", "中共", "某公司董事长", "常委", "经济委", "2022-01-10"]
    other = [2, "王丽萍", "女", "教育界", "民盟", "某中学校长", "委员", "教科卫体委", "2023-02-01"]
    sheet = xlsx(tmp_path / "名册.xlsx", ["政协重庆市九龙坡区委员会委员名册"], header, one, other)
    found = understood(ledger, sheet)
    assert found.proposal.mapping.name == "委员名册" and found.asked == ()
    assert found.proposal.unread == ("性别",)
    assert taken(ledger, sheet).accepted == 2
    held = {row["name"]: row for row in rows(ledger, "members")}
    assert {name: row["member_no"] for name, row in held.items()} == {"陈建国": "陈建国", "王丽萍": "王丽萍"}
    told = ("sector", "party", "employer", "role", "committee", "region", "term_from")
    assert [held["王丽萍"][name] for name in told] == [
        *("教育界", "民盟", "某中学校长", "委员", "教科卫体委", "500107", date(2023, 2, 1))
    ]
    assert taken(ledger, sheet).unchanged == 2


def test_two_members_of_one_name_are_not_taken_for_one(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    header = ["姓名", "界别", "政治面貌", "政协职务"]
    sheet = xlsx(
        tmp_path / "名册.xlsx", ["九龙坡区政协委员名册"], header, ["张伟", "经济界", "", ""], ["张伟", "农业界", "", ""]
    )
    receipt = taken(sqlite_ledger, sheet)
    assert (receipt.accepted, receipt.refused) == (1, 1)
    assert [fault.reason for fault in receipt.faults] == ["与第 3 行是同一编号，但界别不同"]


def test_a_list_of_stations_enters_by_their_names(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    header = ["序号", "工作室名称", "类型", "所属镇街", "挂牌时间", "负责人"]
    sheet = xlsx(
        tmp_path / "阵地.xlsx",
        ["九龙坡区委员工作室一览表"],
        header,
        [1, "杨家坪委员工作室", "委员工作室", "杨家坪街道", "2021年6月1日", "李某"],
        [2, "石坪桥联络点", "联络点", "石坪桥街道", "2022.3.5", "王某"],
    )
    assert understood(ledger, sheet).proposal.mapping.name == "阵地台账"
    assert taken(ledger, sheet).accepted == 2
    held = [(r["station_no"], r["kind"], r["region"], r["opened_on"]) for r in rows(ledger, "workstations")]
    assert sorted(held) == [
        ("杨家坪委员工作室", "委员工作室", "500107001", date(2021, 6, 1)),
        ("石坪桥联络点", "联络点", "500107004", date(2022, 3, 5)),
    ]


HELD = ["序号", "协商议题", "协商平台", "协商形式", "活动时间", "参加委员人数", "参加群众人数", "解决问题数"]
FIRST = [1, "老旧小区停车", "有事好商量", "院坝协商", "2025-03-12", 6, 40, 2]


def test_consultations_are_numbered_by_year_and_row_and_lie_where_the_title_says(
    ledger: Engine, tmp_path: Path
) -> None:
    with_divisions(ledger)
    sheet = xlsx(tmp_path / "协商.xlsx", ["九龙坡区政协2025年协商活动一览表"], HELD, FIRST)
    assert understood(ledger, sheet).asked == ()
    assert taken(ledger, sheet).accepted == 1
    (held,) = rows(ledger, "consultations")
    told = (
        "consultation_no",
        "title",
        "platform",
        "form",
        "region",
        "held_on",
        "member_visits",
        "public_visits",
        "solved",
    )
    assert [held[name] for name in told] == [
        *("2025年第1号", "老旧小区停车", "有事好商量", "院坝协商", "500107", date(2025, 3, 12), 6, 40, 2)
    ]


HELD_AT = [
    "序号",
    "工作室名称",
    "所在县（市、区）",
    "活动时间",
    "活动主题",
    "活动形式",
    "参加委员（人）",
    "参加群众（人）",
]


def test_activities_are_of_the_stations_that_they_name(ledger: Engine, tmp_path: Path) -> None:
    """A list with 活动时间 and 活动主题 is one of activities where it names stations, not one of consultations."""
    with_divisions(ledger)
    put(ledger, workstations=[station("S1", "500107", name="杨家坪 工作室"), *TWICE])
    sheet = xlsx(
        tmp_path / "活动.xlsx",
        ["委员工作室活动登记表（2026年）"],
        HELD_AT,
        [1, "杨家坪工作室", "九龙坡区", "2026-01-03", "座谈", "接待群众", 3, 10],
        [2, "S3", "南岸区", "2026-02-04", "议事", "协商议事", 4, 12],
        [3, "同名站", "南岸区", "2026-02-05", "议事", "协商议事", 4, 12],
    )
    found = understood(ledger, sheet)
    assert (found.proposal.mapping.name, found.asked) == ("阵地活动台账", ())
    receipt = taken(ledger, sheet)
    assert (receipt.accepted, receipt.refused) == (2, 1)
    assert [(fault.reason, fault.remedy) for fault in receipt.faults] == [
        ("叫“同名站”的阵地有 2 个", "请写阵地编号：S2（南岸区）、S3（九龙坡区）")
    ]
    told = ("activity_no", "station_no", "held_on", "kind", "member_visits", "public_visits")
    assert sorted(tuple(row[name] for name in told) for row in rows(ledger, "activities")) == [
        ("2026年第1号", "S1", date(2026, 1, 3), "接待群众", 3, 10),
        ("2026年第2号", "S3", date(2026, 2, 4), "协商议事", 4, 12),
    ]


def test_a_list_of_consultations_stays_one_however_its_subject_is_called(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    header = ["序号", "活动主题", "协商形式", "活动时间", "参加委员", "参加群众"]
    sheet = xlsx(
        tmp_path / "协商.xlsx", ["九龙坡区2025年协商活动一览表"], header, [1, "停车", "院坝", "2025-03-12", 6, 40]
    )
    found = understood(ledger, sheet)
    (question,) = found.asked
    assert found.proposal.mapping.name == "协商活动台账" and question.key == "协商活动.title"
    assert [choice.value for choice in question.choices] == ["活动主题"]
    assert taken(ledger, sheet, **{"协商活动.title": "活动主题"}).accepted == 1
    assert [row["title"] for row in rows(ledger, "consultations")] == ["停车"]


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_where_no_place_is_written_it_is_asked_whether_all_is_of_the_home(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    sheet = xlsx(tmp_path / "协商.xlsx", ["2025年协商活动一览表"], HELD, FIRST)
    (question,) = understood(ledger, sheet).asked
    assert question.ask == "表里没有协商活动的所属区划，从哪里取？"
    assert [(choice.value, choice.words) for choice in question.choices] == [("=500000", "都记在重庆市")]
    assert taken(ledger, sheet, **{"协商活动.region": "=500000"}).accepted == 1
    assert [row["region"] for row in rows(ledger, "consultations")] == ["500000"]


def test_the_page_takes_a_list_of_which_no_header_is_a_templates(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    header = ["序号", "工作室名称", "类别", "所属镇街", "挂牌时间"]
    rows_of = [[1, "杨家坪委员工作室", "委员工作室", "杨家坪街道", "2021.6.1"]]
    listed = xlsx(tmp_path / "阵地.xlsx", ["九龙坡区委员工作室一览表"], header, *rows_of)
    strange = xlsx(tmp_path / "别的.xlsx", ["食堂菜单"], ["菜", "汤"], ["青菜", "豆腐汤"])
    found = rehearsed([listed, strange], Wish(), settings_for(sqlite_ledger, tmp_path), lambda *_: None)
    assert {outcome.file: outcome.own for outcome in found} == {"阵地.xlsx": True, "别的.xlsx": False}
    assert next(o.refusal for o in found if not o.own) == "“别的.xlsx”的前 20 行里找不到表头；请用模板的列名。"


LISTED = ["序号", "反映时间", "反映渠道", "反映内容", "县（市、区）"]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("民情台账", {"2025年第1号", "2026年第1号"}),  # rows of two years, numbered by the day of each
        ("2026年11月民情台账", {"2026年11月第1号"}),
        ("2026年11月份民情台账", {"2026年11月第1号"}),
        ("2026年民情台账（截至11月）", {"2026年第1号"}),
        ("2026年1-11月民情台账", {"2026年第1号"}),
        ("2026年民情台账（11月30日）", {"2026年第1号"}),
    ],
)
def test_rows_that_are_numbered_anew_have_the_year_or_month_in_their_number(
    sqlite_ledger: Engine, tmp_path: Path, title: str, numbers: set[str]
) -> None:
    with_divisions(sqlite_ledger)
    sheet = xlsx(
        tmp_path / "民情.xlsx",
        [title],
        LISTED,
        [1, "2025年12月2日", "接待", "路灯不亮", "九龙坡区"],
        [1, "2026年11月2日", "接待", "停车难", "九龙坡区"],
    )
    (question,) = understood(sqlite_ledger, sheet).asked
    assert [choice.words for choice in question.choices] == ["按“反映内容”记"]
    taken(sqlite_ledger, sheet, **{question.key: "反映内容"})
    assert {row["voice_no"] for row in rows(sqlite_ledger, "voices")} == numbers


def test_a_register_that_begins_again_does_not_write_over_the_last_one(ledger: Engine, tmp_path: Path) -> None:
    """Neither title says a month, so the first row of the second register bears the number of the first one's."""
    with_divisions(ledger)
    put(ledger, workstations=[station("S1", "500107", name="甲站"), station("S2", "500107", name="乙站")])
    header = ["序号", "工作室名称", "活动时间", "活动形式", "参加委员"]
    first = xlsx(tmp_path / "一.xlsx", ["2026年活动登记表"], header, [1, "甲站", "2026-10-08", "接待", 3])
    again = xlsx(tmp_path / "二.xlsx", ["2026年活动登记表"], header, [1, "乙站", "2026-11-09", "接待", 4])
    assert taken(ledger, first).accepted == 1
    receipt = taken(ledger, again)
    assert (receipt.accepted, receipt.refused) == (0, 1)
    assert [fault.reason for fault in receipt.faults] == [
        "同号不同件：台账里这个编号是“S1”（2026-10-08），阵地编号和日期都不同"
    ]
    assert [(row["station_no"], row["held_on"]) for row in rows(ledger, "activities")] == [("S1", date(2026, 10, 8))]
