"""Counts by place, kept beside a version, answer what SQL on the fact answers, for every metric, place and scope."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY
from tests.ledger_rows import proposal, put, region, settings_for
from tests.metrics.test_as_of_fact import NEVER, Unkept, fits, metrics_by_fact, rules
from tests.neighbours import neighbours
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.model import Count
from zxdata.rules.book import Rules
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store
from zxdata.store.materialised import Materialised
from zxdata.store.tallies import Tallies

EARLIER = date(2025, 3, 31)
WHOLE = {
    "now": Filters(TODAY),
    "a year, by its batch": Filters(EARLIER, None, date(2024, 4, 1), EARLIER),
    "months and words": Filters(TODAY, basis="period")
    .only("quarter", "2025-Q1", "2025-Q4")
    .only("category", "教育", "未填"),
    "a quarter as a period": Filters(TODAY, None, date(2025, 10, 1), date(2025, 12, 31), basis="period"),
}
PLACES: dict[str, Callable[[Filters], Filters]] = {
    "whole": lambda whole: whole,
    "a district": lambda whole: replace(whole, region="500107"),
    "some, and no place": lambda whole: whole.only("district", "未填", "巴南区"),
}
CUTS: tuple[tuple[str, ...], ...] = ((), ("district",), ("township",))
SCOPES = {"everything": Scope.whole(), "two districts": Scope.of("500107", "500113")}
# Every period with every scope and place, and each of these pairs with one cut, by turns: all of them take minutes.
ASKED = {
    (named, scope): [(place, CUTS[(n + m + k) % len(CUTS)]) for k, place in enumerate(PLACES)]
    for n, named in enumerate(WHOLE)
    for m, scope in enumerate(SCOPES)
}


@contextmanager
def asked(scope: Scope, tallies: Tallies) -> Iterator[Reading]:
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store, store.reading(scope, 300) as reading:
        reading.version.materialised, reading.version.tallies = Materialised(NEVER), tallies
        yield reading


def test_every_place_and_scope_is_asked_by_every_cut() -> None:
    asked = {(scope, place, cut) for (_, scope), every in ASKED.items() for place, cut in every}
    assert asked == set(product(SCOPES, PLACES, CUTS))


@pytest.mark.parametrize(("named", "scope"), ASKED)
def test_tallies_say_what_sql_says_for_every_metric_and_place(named: str, scope: str) -> None:
    whole, own, compared, kept = WHOLE[named], SCOPES[scope], 0, Tallies()
    facts = [[m for m in every if all(isinstance(leaf, Count) for leaf in m.counted)] for every in metrics_by_fact()]
    with asked(Scope.whole(), kept) as everything, asked(own, kept) as tallied, asked(own, Unkept()) as sql:
        for every, (place, by) in product(facts, ASKED[named, scope]):
            filters = PLACES[place](whole)
            if metrics := [metric for metric in every if fits(metric, by, filters)]:
                if fits(metrics[0], (), whole):
                    answer(everything, metrics, (), whole, rules())
                found, expected = (answer(r, metrics, by, filters, rules()).frame for r in (tallied, sql))
                pd.testing.assert_frame_equal(found, expected, obj=f"{[m.key for m in metrics]} by {by}")
                compared += 1
        assert kept.size > 1_000 and not sql.version.tallies.size
    assert compared > 3


def test_a_district_is_told_from_the_whole_without_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = [METRICS[key] for key in ("voices.handled", "voices.red", "voices.overall_rate")]
    filters, statements = Filters(TODAY, None, date(2025, 1, 1), TODAY, basis="period"), 0
    columns, rows = Reading.columns, Reading.rows

    def counted(of: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*given: Any) -> Any:
            nonlocal statements
            statements += 1
            return of(*given)

        return ask

    with asked(Scope.whole(), Tallies()) as reading:
        answer(reading, metrics, ("district",), filters, rules())
        monkeypatch.setattr(Reading, "columns", counted(columns))
        monkeypatch.setattr(Reading, "rows", counted(rows))
        for region in ("500107", "500113"):
            answer(reading, metrics, (), replace(filters, region=region), rules())
            answer(reading, metrics, ("township",), replace(filters, region=region), rules())
    assert statements == 0


def test_no_tally_tells_of_another_scope_day_period_filter_rule_or_version(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    """Numbers counted by hand: what each asks of the same fact differs in one thing from what was asked before."""
    settings = settings_for(sqlite_ledger, tmp_path)
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省"), *(region(f"500{n}00", f"{n}县", "区县", "50") for n in (1, 2))],
        proposals=[
            proposal("1", "2025-01-01", region="500100", category="甲"),
            proposal("2", "2025-02-01", region="500100", category="乙"),
            proposal("3", "2025-03-01", region="500200", category="乙"),
        ],
    )
    refresh(sqlite_ledger, settings)
    store, late = open_store(settings), Filters(date(2025, 12, 31))

    def told(filters: Filters, scope: Scope) -> float | None:
        with store.reading(scope) as reading:
            reading.version.materialised = Materialised(NEVER)
            return answer(reading, [METRICS["proposals.submitted"]], (), filters, rules()).value("proposals.submitted")

    whole, first, second = Scope.whole(), Scope.of("500100"), Scope.of("500200")
    questions = {
        "one scope": (late, first, 2, 2),
        "the whole": (late, whole, 3, 4),
        "another scope": (late, second, 1, 2),
        "a region of the whole": (replace(late, region="500200"), whole, 1, 2),
        "another day": (Filters(date(2025, 2, 15)), whole, 2, 2),
        "another day in a scope": (Filters(date(2025, 2, 15)), second, 0, 0),
        "a period": (replace(late, since=date(2025, 2, 1)), whole, 2, 3),
        "a period in a scope": (replace(late, since=date(2025, 2, 1)), first, 1, 1),
        "a word": (late.only("category", "乙"), whole, 2, 3),
        "a word in a scope": (late.only("category", "乙"), second, 1, 2),
    }
    assert {name: told(filters, scope) for name, (filters, scope, _, _) in questions.items()} == {
        name: before for name, (_, _, before, _) in questions.items()
    }
    put(sqlite_ledger, proposals=[proposal("4", "2025-04-01", region="500200", category="乙")])
    refresh(sqlite_ledger, settings)
    assert {name: told(filters, scope) for name, (filters, scope, _, _) in questions.items()} == {
        name: after for name, (_, _, _, after) in questions.items()
    }


def test_other_rules_are_counted_anew() -> None:
    """Under rules whose promises last longer, fewer are broken."""
    key, filters = "voices.promised_late", Filters(TODAY)
    patient = rules().model_dump()
    patient["voices"]["promise_days"] = 365
    with asked(Scope.whole(), Tallies()) as reading:
        before = answer(reading, [METRICS[key]], (), filters, rules()).value(key)
        after = answer(reading, [METRICS[key]], (), filters, Rules.model_validate(patient)).value(key)
    assert before is not None and after is not None and before > after


def test_the_longest_unused_tally_goes_when_all_are_more_than_the_budget() -> None:
    submitted = [METRICS["proposals.submitted"]]

    def sizes(budget: int) -> list[int]:
        with asked(Scope.whole(), Tallies(budget)) as reading:
            found = []
            for month in range(1, 6):
                answer(reading, submitted, (), Filters(date(2025, month, 1)), rules())
                found.append(reading.version.tallies.size)
            return found

    first, second, *_ = sizes(1 << 30)
    kept = sizes(second + (second - first) // 2)
    assert kept[0] == first and kept[1] > first and max(kept) <= second + (second - first) // 2
    assert sizes(first - 1)[0] == 0
