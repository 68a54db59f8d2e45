"""Three scores of a unit's corrections, by hand: one rating counts once, and the unit is who was in charge on the day."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import Row, day, matter, progress, publish, put, settings_for
from tests.metrics.asking import TOWNS, UNITS, asking
from zxdata.filters import Filters, Scope
from zxdata.views import view


def scored(number: str, side: str, aspect: str, on: str, score: float, rater: str) -> Row:
    rating = {"subject": "监督", "subject_no": number, "side": side, "aspect": aspect, "rated_on": day(on)}
    return rating | {"score": score, "rater": rater}


def test_a_unit_below_the_pass_mark_stands_out_by_the_mean_of_its_ratings(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """甲局 has 50, 60 and 64: 55 in 整改 and 58 in all, not the mean of its two aspects, 59.5."""
    put(
        sqlite_ledger,
        regions=TOWNS,
        units=UNITS,
        supervisions=[
            matter(no, "2025-03-01", region="5001", unit=u) for no, u in (("J1", "U1"), ("J2", None), ("J3", None))
        ],
        supervision_events=[progress("J2", "交办", "2025-04-10 09:00", unit="U2")],
        ratings=[
            scored("J1", "委员", "整改", "2025-05-01", 50.0, rater="一"),
            scored("J1", "委员", "整改", "2025-05-01", 60.0, rater="二"),
            scored("J1", "委员", "满意度", "2025-05-01", 64.0, rater="一"),
            scored("J2", "委员", "整改", "2025-04-01", 90.0, rater="一"),
            scored("J3", "委员", "整改", "2025-05-01", 30.0, rater="一"),
        ],
    )
    store = publish(sqlite_ledger, tmp_path)
    of = asking(store)
    assert of("supervision.score_mean", by="unit") == {"乙局": 90.0, "甲局": 58.0, "未填": 30.0}
    assert of("supervision.score_mean", on="2025-04-09", by="unit") == {"未填": 90.0}  # nobody was in charge yet
    settings = settings_for(sqlite_ledger, tmp_path)
    shown = view(store, "supervision.outcomes", Filters(day("2025-09-30")), Scope.whole(), settings)
    cells = shown.figure("unit_scores").frame[["row", "column", "text", "outside"]]
    assert [*cells.itertuples(index=False, name=None)] == [
        ("甲局", "整改", "55.0（2）", True),
        ("甲局", "满意度", "64.0（1）", False),
        ("乙局", "整改", "90.0（1）", False),
    ]
    note = "全部评分平均低于 60 分、应重新办理的：甲局 58.0 分；共 2 个单位有评分"
    assert shown.figure("unit_scores").note == note
