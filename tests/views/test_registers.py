"""Registers are whole: as many rows as the cards beside them count, whichever way a period is read."""

from datetime import date

import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.filters import Basis, Filters, Scope
from zxdata.views import view


@pytest.mark.parametrize(
    ("since", "basis"), [(None, "cohort"), (date(2025, 4, 1), "cohort"), (date(2025, 4, 1), "period")]
)
def test_the_register_of_second_rounds_holds_what_its_cards_count(since: date | None, basis: Basis) -> None:
    """Those that entered and those that should have; by period whatever was submitted before it too."""
    shared = demonstration()
    shown = view(
        shared.store, "proposals.rounds", Filters(TODAY, since=since, basis=basis), Scope.whole(), shared.settings
    )
    entered, missing = (int(card.value.replace(",", "")) for card in shown.indicators[:2])
    assert shown.table is not None
    states = shown.table.frame["state"]
    assert int((states == "应转未转").sum()) == missing > 0
    assert len(states) == entered + missing
