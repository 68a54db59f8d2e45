"""要素检查 by hand: what is recorded is judged, what is not recorded is not."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import day, proposal, publish, put, settings_for
from tests.metrics.asking import TOWNS, asking
from zxdata.filters import Filters, Scope
from zxdata.views import view


def test_an_element_that_is_recorded_and_falls_short_makes_a_proposal_lacking(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """At least 500 characters, 3 key words, 1 measure; of the seven, five are judged and two of these are whole."""
    three = "校车、安全,财政"
    put(
        sqlite_ledger,
        regions=TOWNS,
        proposals=[
            proposal("T1", "2025-03-01", text_length=500, keywords=three, measures=1),
            proposal("T2", "2025-03-02", text_length=499, keywords=three, measures=2),
            proposal("T3", "2025-03-03", text_length=900, keywords="校车、 安全", measures=2),
            proposal("T4", "2025-03-04", measures=0),
            proposal("T5", "2025-03-05", keywords=three),
            proposal("T6", "2025-03-06"),
            proposal("T7", "2025-03-07", keywords=""),
        ],
    )
    store = publish(sqlite_ledger, tmp_path)
    of = asking(store)
    assert of("proposals.lacking") == 3 and of("proposals.lacking", "2025-03-02") == 1
    assert of("proposals.elements_rate") == 2 / 5
    shown = view(
        store, "proposals.review", Filters(day("2025-09-30")), Scope.whole(), settings_for(sqlite_ledger, tmp_path)
    )
    found = shown.figure("lacking")
    assert [*found.frame[["no", "lacks"]].itertuples(index=False, name=None)] == [
        ("T4", "对策建议 0 条"),
        ("T3", "关键词 2 个"),
        ("T2", "正文 499 字"),
    ]
    assert found.aid == "3 件，齐全率 40.0%"
    assert found.note == "正文至少 500 字，关键词至少 3 个，对策建议至少 1 条；台账没有记录的要素不判。"
