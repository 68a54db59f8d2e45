"""A hotline's export, a register of reports and a register of visits, each with headers of its own."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake.test_mapping import rows, settled
from tests.intake_files import bring, csv, xlsx
from tests.ledger_rows import day, publish, put, region, unit
from tests.metrics.asking import asking

STREETS = ("城关街道", "河西街道", "新河街道")
OFFICES = {
    "U1": ("市住房和城乡建设委员会", "市住建委"),
    "U2": ("市城市管理局", "市城管局"),
    "U3": ("市公安局", "市公安局"),
}
LEDGER: dict[str, Any] = {
    "regions": [
        region("50", "某省", "省"),
        region("5001", "甲区", "区县", "50"),
        region("5001001", "城关街道", "乡镇街道", "5001"),
        region("5001002", "河西街道", "乡镇街道", "5001", valid_to=day("2025-01-01"), successor_code="5001003"),
        region("5001003", "新河街道", "乡镇街道", "5001"),
    ],
    "units": [unit(no, full) | {"aliases": alias} for no, (full, alias) in OFFICES.items()],
}
# 2025-09-01 is a Monday; 10-01 to 10-08 are holidays, 09-28 and 10-11 are worked at a weekend.
WORKED = [
    on
    for n in range(60)
    if ((on := date(2025, 9, 1) + timedelta(n)).weekday() < 5 and not date(2025, 10, 1) <= on <= date(2025, 10, 8))
    or on in (date(2025, 9, 28), date(2025, 10, 11))
]
HEADER = "工单编号,诉求标题,诉求内容,诉求来源,诉求分类,事发街道,承办单位,受理时间,派单时间,答复时间,办结时间,满意度评价"


def orders(count: int) -> list[tuple[str, str, str, str, datetime, datetime | None]]:
    """(number, street, name of the unit, unit, received, answered): every name of a unit, and a street since merged."""
    found = []
    for n in range(count):
        no = f"U{n % 3 + 1}"
        received = datetime(2025, 9, 1, 8, 30) + timedelta(hours=7 * n % 900, minutes=n % 60)
        answered = None if n % 11 == 0 else received + timedelta(hours=5 + 13 * (n % 13), minutes=n % 7)
        found.append((f"2025{n:06}", STREETS[n % 3 if n % 2 else 0], OFFICES[no][n // 3 % 2], no, received, answered))
    return found


def late(received: datetime, answered: datetime | None, today: date) -> str:
    """By counting the days one by one: three working days after that of the receipt, through the last."""
    due = [on for on in WORKED if on > received.date()][2]
    if answered and answered.date() <= today:
        return "done" if answered.date() <= due else "done_late"
    return "red" if today > due else "open"


def test_a_hotlines_orders_are_counted_by_street_unit_and_in_time_or_late(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    told = orders(600)
    put(sqlite_ledger, **LEDGER)
    lines = [
        f"{no},第{no}号诉求,内容,12345热线,城市管理,{street},{name},{got:%Y/%m/%d %H:%M},{got:%Y/%m/%d %H:%M},"
        + (f"{said:%Y-%m-%d %H:%M:%S},{said:%Y-%m-%d %H:%M:%S},满意" if said else ",,")
        for no, street, name, _, got, said in told
    ]
    path = csv(tmp_path / "热线工单.csv", HEADER, *lines, coding="gb18030")
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (600, 0)
    of, today = asking(publish(sqlite_ledger, tmp_path)), date(2025, 10, 14)
    known = [each for each in told if each[4].date() <= today]
    streets = Counter("新河街道" if street == "河西街道" else street for _, street, *_ in known)
    assert of("voices.collected", "2025-10-14", by="township") == streets
    units = Counter(OFFICES[no][0] for _, _, _, no, _, _ in known)
    assert of("voices.collected", "2025-10-14", by="unit") == units
    judged = Counter((OFFICES[no][0], late(got, said, today)) for _, _, _, no, got, said in known)
    counted = of("voices.collected", "2025-10-14", by="unit,colour")
    ours: Counter[tuple[str, str]] = Counter()
    for (name, colour), n in counted.items():
        ours[name, "open" if colour in ("green", "yellow") else colour] += n
    assert ours == judged


def test_a_report_in_one_row_has_a_use_for_each_column_of_a_level(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, **LEDGER)
    path = xlsx(
        tmp_path / "信息台账.xlsx",
        ["期号", "信息题目", "供稿单位", "报送时间", "区县采用", "市政协采用时间", "全国政协采用时间"],
        ["X1", "关于夜间公交的建议", "甲区政协", "2025-03-01", "2025-03-05", "2025-04-01", "2025-06-30"],
        ["X2", "关于停车的建议", "甲区政协", "2025-03-02", "", "2025-04-02", ""],
        ["X3", "关于养老的建议", "甲区政协", "2025-03-03", "", "", ""],
    )
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (3, 0)
    uses = {(r["bulletin_no"], r["level"], r["mode"], str(r["used_on"])) for r in rows(sqlite_ledger, "bulletin_uses")}
    assert uses == {
        ("X1", "区县", "单篇", "2025-03-05"),
        ("X1", "市政协", "单篇", "2025-04-01"),
        ("X1", "全国政协", "单篇", "2025-06-30"),
        ("X2", "市政协", "单篇", "2025-04-02"),
    }
    of = asking(publish(sqlite_ledger, tmp_path))
    assert (of("voices.bulletins"), of("voices.bulletins_used"), of("voices.uses")) == (3, 2, 4)


def test_a_register_of_visits_is_taken_as_it_is_kept(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, **LEDGER, members=[{"member_no": "M1", "name": "张某", "region": "5001"}])
    path = xlsx(
        tmp_path / "走访登记.xlsx",
        ["编号", "委员编号", "走访日期", "走访方式", "联系群众人次", "所属镇街", "是否到场", "是否解决"],
        ["1", "M1", "2025-03-01", "走访", 12, "城关街道", "是", "否"],
        ["2", "M1", "2025-05-01", "服务月", 18, "新河街道", "是", "是"],
    )
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (2, 0)
    of = asking(publish(sqlite_ledger, tmp_path))
    assert (of("voices.contact_people"), of("voices.contact_met"), of("voices.effective_rate")) == (30, 1, 0.5)


def test_a_voice_of_a_platform_becomes_its_way(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, **LEDGER)
    path = xlsx(
        tmp_path / "民情.xlsx",
        [
            "民情编号",
            "标题",
            "渠道",
            "分级",
            "镇街",
            "责任单位",
            "反映时间",
            "提交时间",
            "反馈时间",
            "采纳结果",
            "并入编号",
        ],
        [
            "V1",
            "路灯不亮",
            "民情码",
            "具体问题",
            "城关街道",
            "市城管局",
            "2025-09-01 09:00",
            "2025-09-01 10:00",
            "2025-09-02 21:00",
            "采纳",
            "",
        ],
        ["V2", "路灯又不亮", "随手拍", "具体问题", "城关街道", "市城管局", "2025-09-02 09:00", "", "", "", "V1"],
    )
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (2, 0)
    with sqlite_ledger.connect() as connection:
        assert connection.execute(sa.text("select count(*) from voice_events")).scalar() == 2
    of = asking(publish(sqlite_ledger, tmp_path))
    assert [of(f"voices.{n}") for n in ("collected", "tellings", "submitted", "adopted")] == [1, 2, 1, 1]
    assert of("voices.reply_workdays_mean") == 1.5
