"""分办: several units each handle a proposal and none leads; it is still one proposal that was handed out and is due."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, event, proposal, publish, put, unit
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer

UNITS = [unit("U1", "甲局"), unit("U2", "乙局"), unit("U3", "丙局")]
KEYS = (
    "proposals.on_time_rate",
    "proposals.replied",
    "proposals.overdue",
    "proposals.duties",
    "proposals.duties_overdue",
)


def _handed(no: str, *units: tuple[str, str, str | None]) -> list[dict[str, Any]]:
    """交办 on 5 March to (unit, role), due on 5 June; 答复 on the day given."""
    found = []
    for number, role, replied in units:
        found.append(event(no, "交办", "2025-03-05", unit=number, role=role, due_on=day("2025-06-05")))
        if replied:
            found.append(event(no, "答复", replied, unit=number, role=role, result="A"))
    return found


@pytest.fixture
def ledger(sqlite_ledger: Engine) -> Engine:
    put(
        sqlite_ledger,
        units=UNITS,
        proposals=[proposal(no, "2025-01-10") for no in ("led", "late", "half", "both")],
        proposal_events=[
            *_handed("led", ("U1", "主办", "2025-05-20"), ("U2", "分办", None)),
            *_handed("late", ("U1", "分办", None), ("U2", "分办", None)),
            *_handed("half", ("U1", "分办", "2025-05-20"), ("U2", "分办", None)),
            *_handed("both", ("U1", "分办", "2025-05-20"), ("U2", "分办", "2025-06-20"), ("U3", "会办", None)),
        ],
    )
    return sqlite_ledger


def _told(engine: Engine, folder: Path, on: str) -> dict[str, Any]:
    store = publish(engine, folder)
    with store.reading(Scope.whole()) as reading:
        found = answer(reading, metrics(KEYS), (), Filters(day(on)), default_rules()).frame
    return dict(found.iloc[0])


def test_a_proposal_that_units_share_counts_once_and_is_due_until_the_last_has_replied(
    ledger: Engine, tmp_path: Path
) -> None:
    told = _told(ledger, tmp_path, "2025-09-30")
    # due: all four; in time: only "led"; "both" was replied to on 20 June, after its day
    assert (told["proposals.on_time_rate.numerator"], told["proposals.on_time_rate.denominator"]) == (1, 4)
    assert (told["proposals.replied"], told["proposals.overdue"]) == (2, 2)


def test_the_units_of_a_shared_proposal_keep_their_own_duties(ledger: Engine, tmp_path: Path) -> None:
    told = _told(ledger, tmp_path, "2025-09-30")
    # led 2, late 2, half 2, both 3; without a reply: led U2, late U1 and U2, half U2, both U3
    assert (told["proposals.duties"], told["proposals.duties_overdue"]) == (9, 5)


def test_before_the_last_reply_a_shared_proposal_is_open(ledger: Engine, tmp_path: Path) -> None:
    assert _told(ledger, tmp_path, "2025-06-10")["proposals.replied"] == 1


def test_a_unit_that_comes_to_lead_ends_the_sharing_and_changes_no_day_before(ledger: Engine, tmp_path: Path) -> None:
    before = _told(ledger, tmp_path / "before", "2025-06-10")
    put(ledger, proposal_events=[event("late", "改派", "2025-07-01", unit="U3", role="主办", due_on=day("2025-10-01"))])
    assert _told(ledger, tmp_path / "after", "2025-06-10") == before
    told = _told(ledger, tmp_path / "after", "2025-09-30")
    assert (told["proposals.on_time_rate.denominator"], told["proposals.overdue"]) == (3, 1)
    assert told["proposals.duties"] == 10
