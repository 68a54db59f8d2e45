"""Colours of checklist items in SQL against a walk through the days, on random histories and under several rules."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.item_days import LIMITED, UNLIMITED, Event, Item, days_of, histories, write
from tests.supervision_days import settings_for
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.clocked.cases import cases_by_number
from zxdata.metrics.clocked.replay import colours_by_day, flips, strips
from zxdata.metrics.programmes.items import ITEMS
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.colours import ORDER
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store

Days = dict[str, dict[date, str]]
FIRST, LAST = date(2025, 1, 2), date(2025, 12, 20)
IN_TIME = {colour: f"programmes.{'in_time' if colour == 'done' else colour}" for colour in ORDER}
# fmt: off
BOOKS = {
    "as shipped": "",
    "a warning in days": "[programmes]\nyellow_days = 12\n",
    "a warning by share": "[programmes]\nyellow_share = 0.25\n",
    "standing still, and recovery": "[programmes]\nrecovery_workdays = 4\n[[programmes.idle]]\nyellow_days = 20\nred_days = 35\n"
                                    "[[programmes.idle]]\nafter = '启动'\nred_workdays = 8\n",
}
# fmt: on


@pytest.fixture(params=list(BOOKS.values()), ids=list(BOOKS))
def simulated(
    request: pytest.FixtureRequest, sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[[Settings], Store]
) -> tuple[Store, Rules, Days, list[Item]]:
    """A snapshot of the histories under one rules file, and the same retold day by day."""
    items = histories(7, 120, FIRST, LAST)
    write(sqlite_ledger, items)
    settings = settings_for(sqlite_ledger, tmp_path, LAST, request.param)
    refresh(sqlite_ledger, settings)
    rules = read_rules(settings.rules)
    retold = {i.no: dict(days_of(i, rules.programmes, LAST)) for i in items}
    return open_store(settings), rules, retold, items


def test_every_way_to_an_items_colour_agrees_with_the_walk_through_the_days(
    simulated: tuple[Store, Rules, Days, list[Item]],
) -> None:
    store, rules, retold, items = simulated
    with store.reading(Scope.whole()) as reading:
        _strips_agree(reading, rules, retold)
        _counts_agree(reading, rules, retold, items)
        _history_agrees(reading, rules, retold)
        _flips_agree(reading, rules, retold)


def _strips_agree(reading: Reading, rules: Rules, retold: Days) -> None:
    found: Days = {no: {} for no in retold}
    for strip in strips(reading, ITEMS, Filters(LAST), rules, retold):
        for n in range((strip.until - strip.since).days + 1):
            found[strip.no][strip.since + timedelta(days=n)] = strip.colour
    wrong = {
        no: [(d, c, found[no].get(d)) for d, c in days.items() if found[no].get(d) != c][:2]
        for no, days in retold.items()
    }
    assert {no: days for no, days in wrong.items() if days or found[no] != retold[no]} == {}


def _counts_agree(reading: Reading, rules: Rules, retold: Days, items: list[Item]) -> None:
    keys = metrics(("programmes.items", "programmes.unlimited", *IN_TIME.values()))
    for ago in range(0, 330, 37):
        day = LAST - timedelta(days=ago)
        frame = answer(reading, keys, ("district",), Filters(day), rules).frame.set_index("district_code")
        for place in ("500107", "500108"):
            own = [i for i in items if i.region == place and i.since <= day]
            shades = Counter(retold[i.no].get(day) for i in own)
            assert {c: frame.loc[place, IN_TIME[c]] for c in ORDER} == {c: shades[c] for c in ORDER}, day
            assert frame.loc[place, "programmes.unlimited"] == shades[None]
            assert frame.loc[place, "programmes.items"] == len(own)


def _history_agrees(reading: Reading, rules: Rules, retold: Days) -> None:
    found = colours_by_day(reading, ITEMS, Filters(LAST), rules, LAST - timedelta(days=300))
    counted = Counter((d, c) for days in retold.values() for d, c in days.items())
    assert {(each.day, each.colour): each.count for each in found} == {
        (each.day, each.colour): counted[each.day, each.colour] for each in found
    }


def _flips_agree(reading: Reading, rules: Rules, retold: Days) -> None:
    since = date(2025, 6, 10)
    counted = Counter((days.get(since, "new"), days[LAST]) for days in retold.values() if LAST in days)
    found = flips(reading, ITEMS, Filters(LAST), rules, since)
    assert {(each.before, each.after): each.count for each in found} == dict(counted)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def told(sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[[Settings], Store]) -> Callable[..., str]:
    """Items in; the colour and reason of one on a day."""
    stores: list[tuple[Store, Rules]] = []

    def after(items: list[Item], day: str, no: str = "S1") -> str:
        if not stores:
            write(sqlite_ledger, items)
            settings = settings_for(sqlite_ledger, tmp_path, LAST, "")
            refresh(sqlite_ledger, settings)
            stores.append((open_store(settings), read_rules(settings.rules)))
        store, rules = stores[0]
        with store.reading(Scope.whole()) as reading:
            return " ".join(
                f"{case.colour} {case.reason}" for case in cases_by_number(reading, ITEMS, Filters(d(day)), rules, [no])
            )

    return after


def test_putting_off_moves_the_limit_from_its_day_on(told: Callable[..., str]) -> None:
    items = [Item("S1", d("2025-03-03"), d("2025-04-30"), (Event("延期", d("2025-05-12"), due=d("2025-06-30")),))]
    assert (
        told(items, "2025-05-11") == "red 期限4月30日，已超 4 个工作日，办公厅"
    )  # 1–5 May are off, 27 April was worked
    assert told(items, "2025-05-12") == "green 期限6月30日，剩 34 个工作日，办公厅"
    assert told(items, "2025-07-01").startswith("red 期限6月30日")


def test_an_item_is_done_when_its_exact_number_is_reached_and_not_before(told: Callable[..., str]) -> None:
    events = (Event("进展", d("2025-04-01"), 2), Event("进展", d("2025-06-03"), 2))
    exact = Item("S1", d("2025-03-03"), d("2025-05-30"), events, target=4)
    rough = Item("S2", d("2025-03-03"), d("2025-05-30"), events, target=4, qualifier="余")
    assert told([exact, rough], "2025-06-02").startswith("red")
    assert told([], "2025-06-03") == "done_late 期限5月30日，6月3日完成，逾期完成，办公厅"
    assert told([], "2025-06-03", "S2").startswith("red")


def test_what_is_sent_back_is_done_only_by_a_new_word(told: Callable[..., str]) -> None:
    events = (Event("完成", d("2025-04-01"), 5), Event("退回", d("2025-04-10")), Event("完成", d("2025-05-06")))
    item = Item("S1", d("2025-03-03"), d("2025-04-30"), events, target=5)
    assert told([item], "2025-04-09").startswith("done ")
    assert told([], "2025-04-10").startswith("green") or told([], "2025-04-10").startswith("yellow")
    assert told([], "2025-05-05").startswith("red")
    assert told([], "2025-05-06").startswith("done_late")


def test_a_list_without_limits_has_no_colour_and_one_item_without_in_a_limited_list_cannot_be_told(
    told: Callable[..., str],
) -> None:
    items = [
        Item("S1", d("2025-03-03"), None, checklist=UNLIMITED),
        Item("S2", d("2025-03-03"), None, checklist=LIMITED),
        Item("S3", d("2025-03-03"), d("2025-12-31"), checklist=LIMITED),
    ]
    assert told(items, "2025-06-02") == ""
    assert told([], "2025-06-02", "S2") == "unknown 缺少期限，无法判定，办公厅"
