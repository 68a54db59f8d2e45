"""What the names of an assessors' form stand for: metrics of a district, a unit or the whole, indices, the day."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import day, event, matter, proposal, publish, put, settings_for
from tests.metrics.asking import TOWNS, UNITS
from zxdata.export.assessment import values_of
from zxdata.filters import Filters, Scope

NAMES = (
    "supervision_matters_5001",
    "supervision_matters",
    "proposals_reply_rate_U1",
    "proposals_reply_rate_5002",
    "supervision_matters_9999",
    "participation_5001",
    "截至日",
    "随便",
)


def test_a_name_is_a_metric_and_a_place_a_unit_or_the_whole(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        regions=TOWNS,
        units=UNITS,
        supervisions=[matter("1", "2025-03-01", region="5001"), matter("2", "2025-03-01", region="5002")],
        proposals=[proposal(no, "2025-01-01", region="5001") for no in "12"],
        proposal_events=[
            event("1", "交办", "2025-02-01", unit="U1"),
            event("1", "答复", "2025-03-01", unit="U1"),
            event("2", "交办", "2025-02-01", unit="U1"),
        ],
    )
    settings = settings_for(sqlite_ledger, tmp_path)
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        found = values_of(NAMES, reading, Filters(day("2025-09-30")), reading.version.rules, settings)
    assert {name: found[name] for name in NAMES if name in found} == {
        "supervision_matters_5001": 1,
        "supervision_matters": 2,
        "proposals_reply_rate_U1": 0.5,
        "proposals_reply_rate_5002": None,
        "participation_5001": None,
        "截至日": "2025年9月30日",
    }


def test_what_lies_outside_the_scope_has_no_value(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, regions=TOWNS, supervisions=[matter("1", "2025-03-01", region="5001")])
    settings = settings_for(sqlite_ledger, tmp_path)
    with publish(sqlite_ledger, tmp_path).reading(Scope.of("5002")) as reading:
        found = values_of(NAMES, reading, Filters(day("2025-09-30")), reading.version.rules, settings)
    assert "supervision_matters_5001" not in found and found["supervision_matters"] == 0
