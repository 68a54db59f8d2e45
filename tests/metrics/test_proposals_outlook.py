"""Probabilities of being late: by hand, by brute force, and withheld where history does not bear them out."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.demonstration import TODAY, Demonstration
from tests.ledger_rows import default_rules
from zxdata.filters import Filters, Scope
from zxdata.metrics.proposals.forecast import BASES, History, foretell, history, number, pending, proof
from zxdata.rules.procedure import Forecast
from zxdata.views import view

RULES = default_rules()
NEVER = float("nan")


def past(*cases: tuple[str, str, float, float, float]) -> History:
    """One span a case: unit, category, assigned, due, replied (NaN: never)."""
    unit, category, assigned, due, replied = (list(column) for column in zip(*cases, strict=True))
    count = len(cases)
    return History(
        np.array([str(n) for n in range(count)], dtype=object),
        np.array(unit, dtype=object),
        np.array(category, dtype=object),
        np.array(assigned, float),
        np.array(due, float),
        np.array(replied, float),
        np.full(count, -1e9),
        np.full(count, 1e9),
    )


def test_the_probability_is_the_share_of_those_as_old_that_took_longer_than_the_limit() -> None:
    took = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    known = past(*[("甲", "教育", 0, 90, float(days)) for days in took], ("甲", "教育", 965, 1055, NEVER))
    told = foretell(known, 1000, np.array([10]), least=5)
    # At 35 days seven of the ten were still open; one of them took longer than 90 days.
    assert told.probability[0] == pytest.approx(1 / 7)
    assert (told.past[0], BASES[int(told.basis[0])]) == (7, "同单位同类别")


def test_too_few_alike_are_looked_for_more_widely_and_then_not_at_all() -> None:
    own = [("甲", "教育", 0.0, 90.0, 50.0)] * 3
    unit = [("甲", "交通", 0.0, 90.0, 95.0)] * 3
    open_case = ("甲", "教育", 970.0, 1060.0, NEVER)
    known = past(*own, *unit, open_case)
    told = foretell(known, 1000, np.array([6]), least=5)
    assert BASES[int(told.basis[0])] == "同单位"
    assert told.probability[0] == pytest.approx(0.5)
    none = foretell(known, 1000, np.array([6]), least=7)
    assert none.basis[0] == -1 and np.isnan(none.probability[0])


def test_what_happens_after_the_day_is_not_known_on_it() -> None:
    took = [("甲", "教育", 0.0, 90.0, 50.0)] * 5
    later = [("甲", "教育", 940.0, 1030.0, 1031.0)] * 5
    known = past(*took, *later, ("甲", "教育", 980.0, 1070.0, NEVER))
    blind = past(*took, *[(u, c, a, d, NEVER) for u, c, a, d, _ in later], ("甲", "教育", 980.0, 1070.0, NEVER))
    assert foretell(known, 1000, np.array([10]), 5).probability == foretell(blind, 1000, np.array([10]), 5).probability


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 120), st.booleans()), min_size=12, max_size=40),
    st.integers(0, 60),
)
def test_the_probability_equals_a_plain_product_over_days(cases: list[tuple[int, int, bool]], age: int) -> None:
    day, limit = 200, 90
    rows = [
        ("甲", "教育", float(start), start + 90.0, float(start + took) if done else NEVER)
        for start, took, done in cases
    ]
    known = past(*rows, ("甲", "教育", float(day - age), float(day - age + limit), NEVER))
    told = foretell(known, day, np.array([len(rows)]), least=1).probability[0]
    spans = [(min(day, r[4]) - r[2] if r[4] == r[4] else day - r[2], r[4] <= day) for r in rows] + [(float(age), False)]
    product = 1.0
    for step in range(age + 1, limit + 1):
        at_risk = sum(lasted >= step for lasted, _ in spans)
        ended = sum(lasted == step and done for lasted, done in spans)
        product *= 1 - ended / at_risk if at_risk else 1
    if any(done and lasted > age for lasted, done in spans):
        assert told == pytest.approx(product)
    else:
        assert np.isnan(told)


def test_held_out_history_on_the_demonstration_bears_the_forecast_out(demo: Demonstration) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        known = history(reading, Filters(TODAY), RULES)
    tested = proof(known, TODAY, RULES.procedure.forecast)
    assert tested.n >= 500
    assert tested.holds(RULES.procedure.forecast)
    bins = tested.bins
    assert sum(b.n for b in bins) == tested.n
    late = sum(b.n * b.came for b in bins) / tested.n
    assert tested.base_brier == pytest.approx(late * (1 - late))
    assert [b.came for b in bins] == sorted(b.came for b in bins)


def test_noise_is_withheld() -> None:
    """Where the past says one thing and what followed another, nothing is shown."""
    random = np.random.default_rng(1)
    start, today = number(date(2024, 1, 1)), number(TODAY)
    cases = []
    for n in range(600):
        assigned = start + n
        took = 40 if assigned < today - 500 else 130  # everything slows down at once
        cases.append(("甲", "教育", float(assigned), assigned + 90.0, float(assigned + took + random.integers(0, 9))))
    tested = proof(past(*cases), TODAY, Forecast())
    assert tested.n >= 50
    assert not tested.holds(Forecast())


def test_pending_are_the_open_ones_that_the_metrics_count(demo: Demonstration) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        rows = pending(history(reading, Filters(TODAY), RULES), number(TODAY))
    shown = view(demo.store, "proposals.next", Filters(TODAY), Scope.whole(), demo.settings)
    counts = {indicator.metric: int(indicator.value.replace(",", "")) for indicator in shown.indicators[:2]}
    undated = view(demo.store, "proposals.list", Filters(TODAY).only("colour", "unknown"), Scope.whole(), demo.settings)
    assert undated.table is not None and shown.table is not None
    assert len(rows) == counts["proposals.open"] - counts["proposals.overdue"] - len(undated.table.frame)
    assert len(shown.table.frame) == len(rows)


def test_before_there_is_history_nothing_is_foretold_and_the_reader_is_told_so(demo: Demonstration) -> None:
    shown = view(demo.store, "proposals.next", Filters(date(2023, 8, 1)), Scope.whole(), demo.settings)
    assert shown.table is not None
    assert shown.table.frame["probability"].isna().all()
    assert "不显示逾期概率" in shown.notices[0]
    assert shown.figure("likely").frame.empty
