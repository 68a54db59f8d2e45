"""Limits of voices by channel and grade, in hours, working days and parts of one, worked out by hand to the minute."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import day, put
from tests.metrics.asking import TOWNS
from tests.supervision_days import settings_for
from tests.voice_rows import event, voice
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.snapshot.build import refresh
from zxdata.store import Store

RULES = """
[[voices.limits]]
channels = ["12345热线"]
hours = 24
[[voices.limits]]
grades = ["宏观政策"]
workdays = 15
[[voices.limits]]
channels = ["接待日"]
workdays = 1.5
"""
HOTLINE, POLICY, OFFICE = {"channel": "12345热线"}, {"grade": "宏观政策"}, {"channel": "接待日"}
# number: its channel or grade, when raised, when answered. 22 September 2025 is a Monday, the 20th a Saturday.
IN_TIME = {
    "整24小时": (HOTLINE, "2025-09-22 10:00", "2025-09-23 10:00"),
    "小时不分周末": (HOTLINE, "2025-09-20 10:00", "2025-09-21 09:59"),
    "第15个工作日": (POLICY, "2025-09-01 10:00", "2025-09-22 23:59"),
    "一天半": (OFFICE, "2025-09-22 10:00", "2025-09-23 21:59"),  # 14 hours of Monday and 22 of Tuesday
    "一天半过周末": (OFFICE, "2025-09-19 12:00", "2025-09-22 23:59"),  # half of Friday and all of Monday
    "其余3个工作日": ({}, "2025-09-22 10:00", "2025-09-25 23:59"),
}
LATE = {
    "过一分钟": (HOTLINE, "2025-09-22 10:00", "2025-09-23 10:01"),
    "先写的先用": (HOTLINE | POLICY, "2025-09-22 10:00", "2025-09-24 10:00"),
    "第16个工作日": (POLICY, "2025-09-01 10:00", "2025-09-23 00:00"),
    "过一天半": (OFFICE, "2025-09-22 10:00", "2025-09-23 22:01"),
    "过一天半和周末": (OFFICE, "2025-09-19 12:00", "2025-09-23 00:01"),
    "第4个工作日": ({}, "2025-09-22 10:00", "2025-09-26 00:00"),
}


def test_each_channel_and_grade_has_its_own_limit(sqlite_ledger: Engine, tmp_path: Path) -> None:
    every = IN_TIME | LATE
    put(
        sqlite_ledger,
        regions=TOWNS,
        voices=[voice(no, raised) | of for no, (of, raised, _) in every.items()],
        voice_events=[event(no, "反馈", answered) for no, (_, _, answered) in every.items()],
    )
    settings = settings_for(sqlite_ledger, tmp_path, day("2025-09-30"), RULES)
    refresh(sqlite_ledger, settings)
    with Store(settings.snapshot_dir).reading(Scope.whole()) as reading:
        found = {
            key: set(
                listing(reading, metric(f"voices.{key}"), Filters(day("2025-09-30")), reading.version.rules).frame["no"]
            )
            for key in ("done", "done_late")
        }
    assert found == {"done": set(IN_TIME), "done_late": set(LATE)}
