"""A hotline's export, a register of reports and a register of visits, each with headers of its own."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake.hotline import HEADER, Hotline
from tests.intake.office_sheets import rows, settled
from tests.intake_files import bring, csv, xlsx
from tests.ledger_rows import day, publish, put, region, unit
from tests.metrics.asking import asking

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


def test_a_hotlines_10000_orders_are_counted_by_street_unit_and_in_time_or_late(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    hotline = Hotline(10_000, date(2025, 10, 14))
    put(sqlite_ledger, **hotline.ledger)
    path = csv(tmp_path / "热线工单.csv", HEADER, *hotline.lines(), coding="gb18030")
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (10_000, 0)
    of = asking(publish(sqlite_ledger, tmp_path))
    assert of("voices.collected", "2025-10-14", by="township") == hotline.by_street()
    assert of("voices.collected", "2025-10-14", by="unit") == hotline.by_unit()
    ours: Counter[tuple[str, str]] = Counter()
    for (name, colour), n in of("voices.collected", "2025-10-14", by="unit,colour").items():
        ours[name, "open" if colour in ("green", "yellow") else colour] += n
    assert ours == hotline.by_unit_and_time()
    assert {state for _, state in ours} == {"done", "done_late", "red", "open"}


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


def test_a_use_is_read_with_its_words_and_refused_without_its_day(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, **LEDGER)
    path = xlsx(
        tmp_path / "信息台账.xlsx",
        ["期号", "信息题目", "供稿单位", "报送时间", "区县采用", "市政协采用时间"],
        ["X1", "关于夜间公交的建议", "甲区政协", "2025-03-01", "2025-03-05采用", "2025年4月1日（单篇采用1次）"],
        ["X2", "关于停车的建议", "甲区政协", "2025-03-02", "采用2次", ""],
        ["X3", "关于养老的建议", "甲区政协", "2025-03-03", "", "√"],
        ["X4", "关于托育的建议", "甲区政协", "2025-03-04", "2025-03-09 采用2次", ""],
        ["X5", "关于路灯的建议", "甲区政协", "2025-03-05", "", "不详"],
    )
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (5, 4)
    uses = {(r["bulletin_no"], r["level"], str(r["used_on"])) for r in rows(sqlite_ledger, "bulletin_uses")}
    assert uses == {("X1", "区县", "2025-03-05"), ("X1", "市政协", "2025-04-01")}
    said = {fault.value: fault.reason for fault in receipt.faults}
    assert said["采用2次"] == said["√"] == "只写了采用，没有写哪一天"
    assert said["2025-03-09 采用2次"] == "写了2次，却只有一个日期"
    assert "采用" not in said["不详"]


def test_a_member_may_be_called_by_name_where_one_alone_bears_it(sqlite_ledger: Engine, tmp_path: Path) -> None:
    people = [("M1", "张 某"), ("M2", "李某"), ("M3", "李某"), ("王某", "别人")]
    put(sqlite_ledger, **LEDGER, members=[{"member_no": no, "name": name, "sector": "农业界"} for no, name in people])
    path = xlsx(
        tmp_path / "民情.xlsx",
        ["民情编号", "标题", "渠道", "镇街", "委员姓名", "反映时间"],
        *(
            [f"V{n}", "路灯不亮", "委员走访", "城关街道", who, "2025-09-01 09:00"]
            for n, who in enumerate(("张某", "M2", "李某", "王某", "陈某", ""))
        ),
    )
    receipt = bring(sqlite_ledger, path, mapping=settled(sqlite_ledger, path))
    assert (receipt.read, receipt.refused) == (6, 2)
    held = {r["voice_no"]: r["member_no"] for r in rows(sqlite_ledger, "voices")}
    assert held == {"V0": "M1", "V1": "M2", "V3": "王某", "V5": None}
    faults = {fault.value: fault for fault in receipt.faults}
    assert faults["李某"].reason == "叫“李某”的委员有 2 位"
    assert "M2（农业界）、M3（农业界）" in faults["李某"].remedy
    assert "陈某" in faults  # nobody is called so


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
