"""民情 in diagnosis, statistics and briefs: sentences and rows of a small ledger, worked out by hand.

A year ago 100 voices of 甲区 were all answered in time. This July 100 of 甲区 came, 60 of them answered and done the next
day and 40 three weeks later, and 100 of 乙区, all answered the next day. Two more of 乙区 wait and are overdue.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import Engine

from tests.ledger_rows import Row, day, default_rules, publish, put, region, settings_for, unit
from tests.voice_rows import event, voice
from zxdata.export import export_file
from zxdata.filters import Filters, Scope
from zxdata.store import Store
from zxdata.views import view
from zxdata.views.asking import Asking
from zxdata.views.diagnosis.cases import longest_open
from zxdata.views.diagnosis.finding import FACT, STRONG
from zxdata.views.diagnosis.rates import beyond_limits, changes

YEAR = Filters(day("2025-09-30"), since=day("2024-10-01"), until=day("2025-09-30"), basis="period")
QUARTER = Filters(day("2025-09-30"), since=day("2025-07-01"), until=day("2025-09-30"), basis="period")


def told() -> tuple[list[Row], list[Row]]:
    """Voices and what became of them."""
    before = [voice(f"A{n}", "2024-03-04 10:00", region="5001") for n in range(100)]
    here = [voice(f"B{n}", "2025-07-07 10:00", region="5001") for n in range(100)]
    there = [voice(f"C{n}", "2025-07-07 10:00", region="5002") for n in range(100)]
    waiting = [
        voice("W1", "2025-08-01 10:00", region="5002", unit="U1"),  # a Friday: due on 6 August
        voice("W2", "2025-09-22 10:00", region="5002"),  # a Monday: due on the 25th
    ]
    answered = [
        *(event(f"A{n}", "反馈", "2024-03-05 10:00") for n in range(100)),
        *(event(f"B{n}", "反馈", "2025-07-08 10:00" if n < 60 else "2025-07-28 10:00") for n in range(100)),
        *(event(f"B{n}", "办结", "2025-07-08 11:00", result="采纳") for n in range(60)),
        *(event(f"C{n}", "反馈", "2025-07-08 10:00") for n in range(100)),
    ]
    return before + here + there + waiting, answered


@pytest.fixture
def store(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    voices, events = told()
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲区", "区县", "50"),
            region("5002", "乙区", "区县", "50"),
        ],
        units=[unit("U1", "甲局")],
        voices=voices,
        voice_events=events,
    )
    return publish(sqlite_ledger, tmp_path)


@pytest.fixture
def asking(store: Store, sqlite_ledger: Engine, tmp_path: Path) -> Iterator[Asking]:
    with store.reading(Scope.whole()) as reading:
        yield Asking(reading, YEAR, default_rules(), settings_for(sqlite_ledger, tmp_path))


def test_the_diagnosis_says_what_fell_where_and_what_waits_longest(asking: Asking) -> None:
    fell = next(each for each in changes(asking) if each.rows == "voices.on_time_rate")
    # Pooled: 260 of 302; z = 0.208 ÷ 0.0423 = 4.9, far beyond one in a thousand for thirteen rates together.
    assert (fell.n, fell.certainty) == (302, STRONG)
    assert fell.sentence == (
        "近12个月按期反馈率由 100.0%（100 / 100）下降到 79.2%（160 / 202），同比下降 20.8 百分点，变差；"
        "比较 13 项后检验，不是偶然。"
    )
    (beyond,) = (each for each in beyond_limits(asking) if each.rows == "voices.on_time_rate")
    assert beyond.sentence.startswith("甲区近12个月按期反馈率 60.0%（60 / 100），低于全省 79.2% 的 ")
    assert (beyond.n, beyond.certainty, beyond.page.split("&")[0]) == (100, STRONG, "/voices?region=5001")
    (late,) = (each for each in longest_open(asking) if each.rows == "voices.red")
    assert late.sentence == (
        "民情超期未办 2 件，最久的已过期限 55 天；最久的是“民情W1”（甲局，期限 8月6日）、“民情W2”（单位未填，期限 9月25日）。"
    )
    assert (late.n, late.certainty) == (2, FACT)


def test_the_brief_of_a_quarter_tells_the_quarter(store: Store, sqlite_ledger: Engine, tmp_path: Path) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    shown = view(store, "voices", QUARTER, Scope.whole(), settings)
    # By period, the rate is over what was done in it and what still waits at its end: 60 of 60 + 40 + 100 + 2 + 100.
    said = "收集民情 202 件，提交 200 件，办结 60 件，总办结率 19.9%；2 件超期未反馈。"
    assert shown.headline == said
    written = Document(io.BytesIO(export_file(shown, "docx")))
    assert any(said in paragraph.text for paragraph in written.paragraphs)
    book = view(store, "statistics", QUARTER, Scope.whole(), settings)
    rows = book.figure("voices").frame.set_index("name")
    counts = [f"voices.{key}" for key in ("collected", "submitted", "handled", "adopted")]
    assert rows[counts].astype(int).T.to_dict("list") == {
        "甲区": [100, 100, 60, 60],
        "乙区": [102, 100, 0, 0],
        "合计": [202, 200, 60, 60],
    }
    assert rows["voices.on_time_rate"].astype(float).to_dict() == pytest.approx(
        {"甲区": 0.6, "乙区": 100 / 102, "合计": 160 / 202}
    )
