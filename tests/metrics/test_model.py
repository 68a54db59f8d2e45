"""What a metric's record says of its number is what cards and cases go by, whatever its key."""

from dataclasses import replace

import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.figures import Indicator
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.views.asking import Asking
from zxdata.views.drill_through import drill_through

NOW = Filters(as_of=TODAY)
BACKLOGS = ("consultation.steps_overdue", "consultation.planned_behind", "proposals.duties_overdue")


def _indicator(key: str) -> Indicator:
    here = demonstration()
    with here.store.reading(Scope.whole()) as reading:
        return Asking(reading, NOW, read_rules(here.settings.rules), here.settings).indicators((key,))[0]


def _value(key: str, filters: Filters) -> int:
    here = demonstration()
    with here.store.reading(Scope.whole()) as reading:
        return int(answer(reading, (metric(key),), (), filters, read_rules(here.settings.rules)).value(key) or 0)


@pytest.mark.parametrize("key", BACKLOGS)
def test_what_waits_is_compared_without_a_period_and_in_cases(key: str) -> None:
    difference = _value(key, NOW) - _value(key, replace(NOW, as_of=TODAY.replace(year=TODAY.year - 1)))

    changed = _indicator(key).change

    assert changed is not None and changed.name == "同比"
    assert changed.text == (
        f"{'▲' if difference > 0 else '▼'} {abs(difference):,} {metric(key).unit}" if difference else "持平"
    )


@pytest.mark.parametrize("key", ["consultation.meetings", "proposals.duties", "supervision.done"])
def test_what_only_adds_up_has_no_change_without_a_period(key: str) -> None:
    assert _indicator(key).change is None


@pytest.mark.parametrize(
    ("key", "counter"),
    [
        ("consultation.meetings_per_10k_people", "人"),
        ("coverage.grouped_rate", "人"),
        ("proposals.reviewed_per_day", "天"),
        ("supervision.adoption_rate", "条"),
        ("proposals.reply_rate", "件"),
        ("proposals.duties_signing_rate", "件次"),
        ("coverage.township_rate", "个镇街"),
    ],
)
def test_the_base_of_a_rate_is_counted_as_its_rows_are(key: str, counter: str) -> None:
    here = demonstration()
    shown = drill_through(here.store, key, NOW, Scope.whole(), read_rules(here.settings.rules), limit=1).indicator.base

    assert shown.split(" ", 3)[3] == counter


def test_every_fact_says_how_its_rows_are_counted() -> None:
    assert [key for key, each in METRICS.items() for leaf in each.leaves if not leaf.fact.counter] == []
