"""What waits for a reply, the most urgent first, of small ledgers worked out by hand."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, event, proposal, publish, put
from tests.metrics.asking import TOWNS, UNITS
from zxdata.filters import Filters, Scope
from zxdata.metrics.proposals.waiting import Waiting, listed
from zxdata.store.materialised import Materialised

LEAD = {"unit": "U1", "role": "主办"}
PROPOSALS = [
    proposal("1", "2025-01-10", region="5001"),
    proposal("2", "2025-01-10", region="5001"),
    proposal("3", "2025-01-10", region="5002"),
    proposal("4", "2025-01-10", region="5001"),
    proposal("5", "2025-01-10", region="5001"),
    proposal("6", "2025-01-10", region="5001"),
    proposal("7", "2025-01-10", region="5001"),
]
# fmt: off
EVENTS = [
    event("1", "交办", "2025-02-01", due_on=day("2025-09-01"), **LEAD),
    event("2", "交办", "2025-02-01", due_on=day("2025-08-01"), **LEAD),
    event("3", "交办", "2025-02-01", due_on=day("2025-07-01"), **LEAD),  # in another district
    event("4", "交办", "2025-02-01", due_on=day("2025-12-01"), **LEAD),
    event("5", "交办", "2025-02-01", due_on=day("2025-06-01"), **LEAD), event("5", "答复", "2025-03-01", **LEAD),
    event("6", "答复", "2025-03-01", **LEAD),  # answered, though the ledger has nobody assign it
    event("7", "交办", "2025-02-01", due_on=day("2025-08-01"), **LEAD),  # on one day with another
]
# fmt: on


@pytest.fixture(params=[1, 1 << 30], ids=["codes", "SQL"])
def waiting(request: pytest.FixtureRequest, sqlite_ledger: Engine, tmp_path: Path) -> Any:
    put(sqlite_ledger, regions=TOWNS, units=UNITS, proposals=PROPOSALS, proposal_events=EVENTS)
    store = publish(sqlite_ledger, tmp_path)

    def asked(order: str, limit: int, skip: int = 0, on: str = "2025-09-30", **filters: Any) -> Waiting:
        with store.reading(Scope.whole()) as reading:
            reading.version.materialised = Materialised(request.param)
            return listed(reading, Filters(day(on), **filters), default_rules(), order, limit, skip)

    return asked


def numbers(found: Waiting) -> list[str]:
    return [case.no for case in found.cases]


def test_the_most_urgent_come_first_and_all_that_wait_are_counted(waiting: Any) -> None:
    found = waiting("最急", 3)
    assert (numbers(found), found.whole) == (["3", "2", "7"], 5)
    assert numbers(waiting("最急", 3, skip=2)) == ["7", "1", "4"]
    assert numbers(waiting("最急", 50)) == ["3", "2", "7", "1", "4"]


def test_of_a_district_only_its_own_wait(waiting: Any) -> None:
    found = waiting("最急", 1, region="5001")
    assert (numbers(found), found.whole) == (["2"], 4)
    assert (numbers(waiting("最急", 9, region="5002")), waiting("最急", 9, region="5002").whole) == (["3"], 1)


def test_what_is_answered_waits_no_more_whether_or_not_it_was_assigned(waiting: Any) -> None:
    before = waiting("最急", 9, on="2025-02-28")
    assert (numbers(before), before.whole) == (["5", "3", "2", "7", "1", "4"], 6)
    assert waiting("最急", 9, on="2025-03-01").whole == 5


def test_what_falls_due_next_leaves_out_what_is_over_its_limit(waiting: Any) -> None:
    found = waiting("将到期", 9)
    assert (numbers(found), found.whole) == (["4"], 1)


def test_filters_hold_for_the_rows_and_for_their_count(waiting: Any) -> None:
    found = waiting("最急", 1, where=(("colour", ("green",)),))
    assert (numbers(found), found.whole) == (["4"], 1)
    assert waiting("最久", 1, where=(("unit", ("乙局",)),)).whole == 0
