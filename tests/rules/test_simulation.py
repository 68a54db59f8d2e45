"""Colours in SQL against a walk through the days, on random histories and under every kind of rule."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.supervision_days import Matter, days_of, histories, settings_for, write
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.clocked.replay import colours_by_day, flips, strips
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.colours import ORDER
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store

FIRST, LAST = date(2025, 1, 2), date(2025, 12, 20)
# fmt: off
BOOKS = {
    "as shipped": "",
    "a limit and a warning in days": "[supervision]\nlimit_days = 45\nyellow_days = 10\n",
    "a limit in working days, a warning by share": "[supervision]\nlimit_workdays = 15\nyellow_share = 0.3\n",
    "standing still": "[[supervision.idle]]\nyellow_days = 20\nred_days = 35\n"
                      "[[supervision.idle]]\nafter = '交办'\nred_workdays = 5\n"
                      "[[supervision.idle]]\nafter = '提出'\nyellow_workdays = 3\n",
    "recovery": "[supervision]\nrecovery_workdays = 6\n[[supervision.idle]]\nred_days = 15\n",
    "a dated pause": "[[supervision.pauses]]\nsince = 2025-03-03\nuntil = 2025-03-14\n"
                     "[[supervision.pauses]]\nsince = 2025-03-10\nuntil = 2025-04-05\n",
    "a pause by stage": "[[supervision.pauses]]\nfrom_stage = '反馈'\nto_stage = '评估'\n",
    "all together": "[supervision]\nyellow_workdays = 4\nrecovery_workdays = 3\nlimit_months = 2\n"
                    "[[supervision.idle]]\nyellow_workdays = 12\nred_workdays = 20\n"
                    "[[supervision.pauses]]\nfrom_stage = '签收'\nto_stage = '反馈'\n"
                    "[[supervision.pauses]]\nsince = 2025-06-02\nuntil = 2025-06-20\n",
}
# fmt: on


@pytest.fixture(scope="module")
def matters() -> list[Matter]:
    return histories(seed=5, count=120, first=FIRST, last=LAST)


@pytest.fixture(params=list(BOOKS.values()), ids=list(BOOKS))
def simulated(
    request: pytest.FixtureRequest,
    sqlite_ledger: Engine,
    tmp_path: Path,
    matters: list[Matter],
    open_store: Callable[[Settings], Store],
) -> tuple[Store, Rules, dict[str, dict[date, str]]]:
    """A snapshot of the histories under one rules file, and the same retold day by day."""
    write(sqlite_ledger, matters)
    settings = settings_for(sqlite_ledger, tmp_path, LAST, request.param)
    refresh(sqlite_ledger, settings)
    rules = read_rules(settings.rules)
    retold = {m.no: dict(days_of(m, rules.supervision, LAST)) for m in matters}
    return open_store(settings), rules, retold


def test_every_way_to_a_colour_agrees_with_the_walk_through_the_days(simulated, matters) -> None:  # type: ignore[no-untyped-def]
    store, rules, retold = simulated
    with store.reading(Scope.whole()) as reading:
        _strips_agree(reading, rules, retold)
        _counts_agree(reading, rules, retold, matters)
        _history_agrees(reading, rules, retold)
        _flips_agree(reading, rules, retold)


def _strips_agree(reading: Reading, rules: Rules, retold: dict[str, dict[date, str]]) -> None:
    """Every matter on every day of its life."""
    found: dict[str, dict[date, str]] = {no: {} for no in retold}
    for strip in strips(reading, MATTERS, Filters(LAST), rules, retold):
        for n in range((strip.until - strip.since).days + 1):
            found[strip.no][strip.since + timedelta(days=n)] = strip.colour
    wrong = {
        no: [(d, c, found[no].get(d)) for d, c in days.items() if found[no].get(d) != c][:2]
        for no, days in retold.items()
        if found[no] != days
    }
    assert not wrong


def _counts_agree(reading: Reading, rules: Rules, retold: dict[str, dict[date, str]], matters: list[Matter]) -> None:
    keys = metrics(("supervision.matters", *(f"supervision.{c}" for c in ORDER)))
    for ago in range(0, 330, 27):
        day = LAST - timedelta(days=ago)
        frame = answer(reading, keys, ("district",), Filters(day), rules).frame.set_index("district_code")
        for region in ("500107", "500108"):
            shades = Counter(retold[m.no][day] for m in matters if m.region == region and m.opened <= day)
            assert {c: frame.loc[region, f"supervision.{c}"] for c in ORDER} == {c: shades[c] for c in ORDER}, day
            assert frame.loc[region, "supervision.matters"] == shades.total()


def _history_agrees(reading: Reading, rules: Rules, retold: dict[str, dict[date, str]]) -> None:
    found = colours_by_day(reading, MATTERS, Filters(LAST), rules, LAST - timedelta(days=300))
    counted = Counter((d, c) for days in retold.values() for d, c in days.items())
    assert {(each.day, each.colour): each.count for each in found} == {
        (each.day, each.colour): counted[each.day, each.colour] for each in found
    }


def _flips_agree(reading: Reading, rules: Rules, retold: dict[str, dict[date, str]]) -> None:
    since = date(2025, 6, 10)
    counted = Counter((days.get(since, "new"), days[LAST]) for days in retold.values() if LAST in days)
    found = flips(reading, MATTERS, Filters(LAST), rules, since)
    assert {(each.before, each.after): each.count for each in found} == dict(counted)
