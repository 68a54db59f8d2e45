"""What a reading finds once holds for it alone: for its scope, and for no longer than it lasts."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count

from tests.neighbours import neighbours
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.store import Store
from zxdata.store.materialised import Materialised


def test_what_is_asked_twice_is_found_once_and_anew_for_another_scope_or_reading() -> None:
    numbers = count(1)
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store:
        with store.reading(Scope.whole()) as reading:
            other = replace(reading, scope=Scope(("5001",)))
            found = [each.meanwhile("next", lambda: next(numbers)) for each in (reading, other, reading, other)]
        with store.reading(Scope.whole()) as reading:
            found.append(reading.meanwhile("next", lambda: next(numbers)))
    assert found == [1, 2, 1, 2, 3]


def test_one_reading_asked_under_another_scope_counts_what_that_one_may_see() -> None:
    """Whoever goes on with the reading of another scope must not be given its rows."""
    submitted, today = metric("proposals.submitted"), Filters(date(2025, 9, 30))
    ledger = neighbours()[0]
    with closing(Store(ledger.settings.snapshot_dir)) as store, store.reading(Scope.whole()) as reading:
        reading.version.materialised = Materialised(1)
        rules = reading.version.rules
        by_district = answer(reading, [submitted], ("district",), today, rules).frame
        expected = dict(zip(by_district["district_code"], by_district[submitted.key], strict=True))
        codes = [code for code in expected if code]
        assert len(codes) > 1
        told = {
            code: answer(replace(reading, scope=Scope((code,))), [submitted], (), today, rules).value(submitted.key)
            for code in codes
        }
    assert told == {code: expected[code] for code in codes}
