"""Reports of several members and what was taken back, in small ledgers with the right numbers worked out by hand."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from tests.intake_files import bring, csv
from tests.ledger_rows import publish, put
from tests.metrics.asking import TOWNS, Ask, asking
from tests.voice_rows import link, member, report, use, voice
from zxdata.imports import withdraw


def test_a_member_in_two_reports_has_two_and_a_report_of_two_members_is_one(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        members=[member("甲"), member("乙")],
        member_groups=[{"member_no": no, "kind": "信息员", "name": "一组"} for no in "甲乙"],
        bulletins=[
            report("B1", "2025-03-01", members="甲、乙", region="5001"),
            report("B2", "2025-03-02", members="甲；甲", region="5001"),  # named twice, wrote once
        ],
        bulletin_uses=[use("B1", "市政协", "单篇", "2025-04-01"), use("B2", "区县", "综合", "2025-04-01")],
    )
    assert [of(f"voices.{name}") for name in ("bulletins", "bulletins_used", "uses")] == [2, 2, 2]
    assert of("voices.bulletins", by="group") == {"信息员": 2, "信息员·一组": 2}
    found = of("duty.records", by="member,kind")
    assert {key: n for key, n in found.items() if n} == {
        ("委员甲（甲）", "社情民意信息"): 2,
        ("委员乙（乙）", "社情民意信息"): 1,
        ("委员甲（甲）", "信息采用"): 2,
        ("委员乙（乙）", "信息采用"): 1,
    }


def test_a_voice_merged_into_a_later_one_counts_until_that_is_raised(ask: Callable[..., Ask]) -> None:
    """Without a day of its own the merger holds from when both are there; a day before the other came is moved to it."""
    early = link("3", "民情", "2", "2025-09-02", manner="并入")
    of = ask(
        regions=TOWNS,
        voices=[
            voice("1", "2025-09-01 10:00", merged_into="2"),
            voice("2", "2025-09-10 10:00", region="5002"),
            voice("3", "2025-09-03 10:00"),
        ],
        links=[early],
    )
    days = ("2025-09-02", "2025-09-09", "2025-09-10")
    assert [of("voices.collected", d) for d in days] == [1, 2, 1]
    assert [of("voices.merged", d) for d in days] == [0, 0, 2]
    assert of("voices.collected", "2025-09-09", by="district") == {"甲区": 2, "乙区": 0, "丙区": 0}
    assert of("voices.collected", "2025-09-10", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0}


def test_what_an_import_told_of_a_voice_goes_with_it_when_it_is_withdrawn(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    put(sqlite_ledger, regions=TOWNS, voices=[voice("1", "2025-09-01 10:00"), voice("2", "2025-09-01 10:00")])
    file = csv(
        tmp_path / "民情进展.csv",
        "民情编号,节点,时间,结果",
        "1,反馈,2025-09-02 10:00,采纳",
        "1,办结,2025-09-03 10:00,采纳",
    )
    bring(sqlite_ledger, file)
    keys = ("collected", "submitted", "handled", "adopted", "done", "red")
    told = asking(publish(sqlite_ledger, tmp_path))
    assert [told(f"voices.{key}") for key in keys] == [2, 1, 1, 1, 1, 1]
    withdraw(sqlite_ledger, 1)
    left = asking(publish(sqlite_ledger, tmp_path))
    assert [left(f"voices.{key}") for key in keys] == [2, 0, 0, 0, 0, 2]
