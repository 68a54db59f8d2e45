"""A fact as it stands on a day, held in memory as codes, answers what SQL on the fact itself answers, for every metric."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY
from tests.ledger_rows import proposal, put, region, settings_for
from tests.neighbours import neighbours
from zxdata.dimensions import DIMENSIONS
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.basis import read_by
from zxdata.metrics.fact import Fact
from zxdata.metrics.listing import counted_rows, listing
from zxdata.metrics.model import Metric
from zxdata.rules.book import Rules, read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store, Tally
from zxdata.store.materialised import ASKED, Materialised
from zxdata.store.tallies import Tallies

QUESTIONS = {
    "whole": Filters(TODAY),
    "an earlier day, a district, a year": Filters(date(2025, 3, 31), "500107", date(2024, 4, 1), date(2025, 3, 31)),
    "words": Filters(TODAY).only("category", "教育", "未填").only("district", "九龙坡区", "巴南区"),
    "a quarter as a period": Filters(TODAY, None, date(2025, 10, 1), date(2025, 12, 31), basis="period"),
    "months and colours": Filters(TODAY).only("quarter", "2025-Q1", "2025-Q4").only("colour", "red", "done"),
    "stations of a kind": Filters(TODAY).only("kind", "委员工作站", "委员工作室"),
    "no place": Filters(TODAY, None, date(2025, 1, 1), TODAY, basis="period").only("district", "未填", "巴南区"),
}
WIDE = (
    "whole",
    "an earlier day, a district, a year",
    "a quarter as a period",
)  # these take every metric; each dimension in one
PAIRS = (("district", "month"), ("category", "colour"), ("month", "unit"), ("township", "kind"))
PAIRED = (
    "a quarter as a period",
    "no place",
)  # a period and places: what two dimensions could take for each other's; each half
LISTED = ("whole", "a quarter as a period")  # each for every second fact


class Unkept(Tallies):
    """None is ever made, so that every question is asked as SQL."""

    def made(self, key: Hashable, make: Callable[[], Tally]) -> Tally | None:
        return None


OFTEN, NEVER = 1, 1 << 30  # from the first question on, whatever its rows; not at all


def metrics_by_fact() -> list[list[Metric]]:
    found: dict[Fact, list[Metric]] = defaultdict(list)
    for metric in METRICS.values():
        found[metric.fact].append(metric)
    return list(found.values())


def fits(metric: Metric, by: tuple[str, ...], filters: Filters) -> bool:
    read = read_by(metric, filters.basis)
    return {name for name, _ in filters.where} <= set(read.filters) and set(by) <= set(read.dims)


@contextmanager
def in_memory_and_asked(folder: Path, scope: Scope) -> Iterator[tuple[Reading, Reading]]:
    """A reading that holds each fact in memory from the first question on, and one that never does."""
    with ExitStack() as open_:
        found = []
        for often in (OFTEN, NEVER):
            store = open_.enter_context(closing(Store(folder)))
            reading = open_.enter_context(store.reading(scope, 300))
            reading.version.materialised, reading.version.tallies = Materialised(often), Unkept()
            found.append(reading)
        yield found[0], found[1]


def rules() -> Rules:
    return read_rules(neighbours()[0].settings.rules)


@pytest.fixture(autouse=True)
def laid_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zxdata.store.materialised.A_QUESTION", 10**9)


def test_what_has_many_rows_is_laid_out_only_when_it_is_asked_for_often(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store, store.reading(Scope.whole()) as reading:
        asked = [METRICS["proposals.submitted"]]
        alive = int(answer(reading, asked, (), Filters(TODAY), rules()).frame.iloc[0, 0])
        monkeypatch.setattr("zxdata.store.materialised.A_QUESTION", alive // 4)
        held = []
        for _ in range(2, ASKED + 6):
            answer(reading, asked, (), Filters(TODAY), rules())
            held.append(reading.version.materialised.size > 0)
    assert held == [False] * (ASKED + 2) + [True, True]


@pytest.mark.parametrize("named", QUESTIONS)
def test_codes_say_what_sql_says_for_every_metric_and_dimension(named: str) -> None:
    filters, compared = QUESTIONS[named], 0
    singly = list(DIMENSIONS)[WIDE.index(named) :: len(WIDE)] if named in WIDE else []
    cuts = [(), *((name,) for name in singly), *(PAIRS[PAIRED.index(named) :: len(PAIRED)] if named in PAIRED else ())]
    with in_memory_and_asked(neighbours()[0].settings.snapshot_dir, Scope.whole()) as (codes, sql):
        for every in metrics_by_fact():
            for by in cuts:
                if metrics := [metric for metric in every if fits(metric, by, filters)]:
                    found, expected = (answer(reading, metrics, by, filters, rules()).frame for reading in (codes, sql))
                    pd.testing.assert_frame_equal(found, expected, obj=f"{[m.key for m in metrics]} by {by}")
                    compared += 1
        assert codes.version.materialised.size > 1_000 and not sql.version.materialised.size
    assert compared > 3


@pytest.mark.parametrize("named", LISTED)
def test_the_latest_rows_are_those_that_sql_lists(named: str) -> None:
    filters = QUESTIONS[named]
    with in_memory_and_asked(neighbours()[0].settings.snapshot_dir, Scope.whole()) as (codes, sql):
        for every in metrics_by_fact()[LISTED.index(named) :: len(LISTED)]:
            metric = next((m for m in every if counted_rows(m).fact is m.fact), every[-1])
            found, expected = (listing(reading, metric, filters, rules(), 7, offset=3) for reading in (codes, sql))
            assert found.total == expected.total, metric.key
            pd.testing.assert_frame_equal(found.frame, expected.frame, obj=metric.key)


def test_two_scopes_count_their_own_rows_of_one_table_in_memory() -> None:
    key, filters = "proposals.submitted", Filters(TODAY)
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store:
        told: list[float | None] = []
        for scope in (Scope.whole(), Scope.of("500107"), Scope.of("500113"), Scope.whole()):
            with store.reading(scope) as reading:
                if not told:
                    reading.version.materialised = Materialised(OFTEN)
                told.append(answer(reading, [METRICS[key]], (), filters, rules()).value(key))
        with closing(Store(neighbours()[0].settings.snapshot_dir)) as other:
            for scope, said in zip((Scope.of("500107"), Scope.of("500113")), told[1:3], strict=True):
                with other.reading(scope) as reading:
                    assert answer(reading, [METRICS[key]], (), filters, rules()).value(key) == said
    assert told[0] == told[3] and told[1] != told[2]


def test_what_is_published_is_counted_and_not_what_was_held(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("1", "2025-01-01", region="50")])
    refresh(sqlite_ledger, settings)
    store, key = open_store(settings), "proposals.submitted"

    def told() -> list[float | None]:
        with store.reading(Scope.whole()) as reading:
            return [answer(reading, [METRICS[key]], (), Filters(TODAY), rules()).value(key) for _ in range(5)]

    assert told() == [1] * 5
    put(sqlite_ledger, proposals=[proposal("2", "2025-01-02", region="50")])
    refresh(sqlite_ledger, settings)
    assert told() == [2] * 5


def test_the_longest_unused_goes_when_all_is_more_than_the_budget() -> None:
    overdue = [METRICS["proposals.overdue"]]
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store, store.reading(Scope.whole()) as reading:

        def asked(month: int) -> int:
            answer(reading, overdue, (), Filters(date(2025, month, 1)), rules())
            return reading.version.materialised.size

        reading.version.materialised = Materialised(OFTEN)
        first = asked(1)
        reading.version.materialised = Materialised(OFTEN, budget=2 * first + first // 2)
        sizes = [asked(month) for month in range(1, 6)]
        assert sizes[0] == first and sizes[1] > first and max(sizes) <= 2 * first + first // 2
        reading.version.materialised = Materialised(OFTEN, budget=first - 1)
        assert asked(1) == 0
