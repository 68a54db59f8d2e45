"""Each rule on the day before it bites, on the day, and what one changed number moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.supervision_days import Matter, days_of, histories, settings_for, workdays, write
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.metrics.clocked.cases import cases_by_colour, cases_by_number, turning
from zxdata.metrics.clocked.replay import Strip, strips
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.colours import ORDER, CaseState, rated, reason
from zxdata.rules.evaluation import Target
from zxdata.snapshot.build import refresh
from zxdata.store import Store

Open = Callable[[Settings], Store]


def d(text: str) -> date:
    return date.fromisoformat(text)


class Tried:
    """A ledger of a few matters, asked on any day under any rules."""

    def __init__(self, engine: Engine, folder: Path, open_store: Open, matters: list[Matter], rules: str = "") -> None:
        write(engine, matters)
        self.engine, self.folder, self.open_store = engine, folder, open_store
        self.under(rules)

    def under(self, rules: str) -> None:
        self.folder.joinpath(str(hash(rules))).mkdir()
        settings = settings_for(self.engine, self.folder / str(hash(rules)), d("2025-12-31"), rules)
        refresh(self.engine, settings)
        self.rules: Rules = read_rules(settings.rules)
        self.store = self.open_store(settings)

    def on(self, day: str, no: str = "J1") -> tuple[str, str]:
        """Colour and reason of one matter on a day."""
        with self.store.reading(Scope.whole()) as reading:
            (found,) = cases_by_number(reading, MATTERS, Filters(d(day)), self.rules, [no])
        return found.colour, found.reason

    def ground(self, day: str, no: str = "J1") -> str:
        """What stands beside ``days``."""
        with self.store.reading(Scope.whole()) as reading:
            return cases_by_number(reading, MATTERS, Filters(d(day)), self.rules, [no])[0].ground

    def days(self, day: str, no: str = "J1") -> str:
        """What is left or over, as the list of matters says it."""
        with self.store.reading(Scope.whole()) as reading:
            return cases_by_number(reading, MATTERS, Filters(d(day)), self.rules, [no])[0].days

    def colours(self, day: str) -> dict[str, str]:
        with self.store.reading(Scope.whole()) as reading:
            found = cases_by_colour(reading, MATTERS, Filters(d(day)), self.rules, ORDER)
        return {case.no: case.colour for case in found}


@pytest.fixture
def tried(sqlite_ledger: Engine, tmp_path: Path, open_store: Open):  # type: ignore[no-untyped-def]
    return lambda matter, rules="": Tried(sqlite_ledger, tmp_path, open_store, [matter], rules)


def test_the_shipped_rules_at_their_boundary_days(tried) -> None:  # type: ignore[no-untyped-def]
    # 2025-10-01 to 10-08 is a holiday, 10-11 (a Saturday) is worked: 7 working days before 10-17 is 10-09's eve.
    case = tried(Matter("J1", d("2025-08-01"), d("2025-10-17")))
    assert case.on("2025-09-30") == ("green", "期限10月17日，剩 8 个工作日，市教育委员会")
    assert case.on("2025-10-08") == ("green", "期限10月17日，剩 8 个工作日，市教育委员会")
    assert case.on("2025-10-09") == ("yellow", "期限10月17日，剩 7 个工作日，市教育委员会")
    assert case.on("2025-10-17") == ("yellow", "期限10月17日，今日到期，市教育委员会")
    assert case.on("2025-10-18") == ("red", "期限10月17日，已超，其间无工作日，市教育委员会")
    assert case.on("2025-10-20") == ("red", "期限10月17日，已超 1 个工作日，市教育委员会")
    assert (case.days("2025-10-20"), case.ground("2025-10-20")) == ("超 1 日", "期限10月17日，市教育委员会")


@pytest.mark.parametrize(
    ("due", "reason", "days"),
    [
        ("2025-08-10", "8月10日（周日）到期，剩 0 个工作日", "剩 0 日"),
        ("2025-08-08", "期限8月8日，今日到期", "今日到期"),
        ("2025-08-11", "期限8月11日，剩 1 个工作日", "剩 1 日"),
    ],
)
def test_what_is_due_on_a_sunday_has_no_working_day_left_on_friday_and_is_not_due_today(  # type: ignore[no-untyped-def]
    tried, due: str, reason: str, days: str
) -> None:
    case = tried(Matter("J1", d("2025-06-10"), d(due)))
    assert case.on("2025-08-08") == ("yellow", f"{reason}，市教育委员会")
    assert case.days("2025-08-08") == days


def test_without_a_date_a_matter_is_unknown_until_its_limit_runs_from_the_assignment(tried) -> None:  # type: ignore[no-untyped-def]
    case = tried(Matter("J1", d("2025-03-01"), None, (("交办", d("2025-03-31")), ("销号", d("2025-06-30")))))
    assert case.on("2025-03-30") == ("unknown", "缺少期限，无法判定，市教育委员会")
    assert case.on("2025-03-31")[0] == "green"
    assert case.on("2025-06-30") == ("done", "期限6月30日，6月30日办结，按期，市教育委员会")


def test_standing_still_turns_on_the_nth_day(tried) -> None:  # type: ignore[no-untyped-def]
    rules = "[[supervision.idle]]\nafter = '签收'\nyellow_days = 10\nred_days = 20\n"
    events = (("交办", d("2025-03-03")), ("签收", d("2025-03-05")), ("反馈", d("2025-03-27")))
    case = tried(Matter("J1", d("2025-03-01"), d("2025-12-01"), events), rules)
    assert case.on("2025-03-14")[0] == "green"
    assert case.on("2025-03-15") == ("yellow", "3月5日签收后 10 日无进展；期限12月1日，市教育委员会")
    assert [case.on(f"2025-03-{n}")[0] for n in (24, 25, 26, 27)] == ["yellow", "red", "red", "green"]


def test_a_case_without_a_limit_can_stand_still_but_is_otherwise_undecidable(tried) -> None:  # type: ignore[no-untyped-def]
    case = tried(Matter("J1", d("2025-03-03"), None), "[[supervision.idle]]\nafter = '提出'\nred_workdays = 5\n")
    assert case.on("2025-03-07") == ("unknown", "缺少期限，无法判定，市教育委员会")
    assert case.on("2025-03-10") == ("red", "3月3日提出后 7 日无进展；缺少期限，市教育委员会")


def test_a_red_case_that_catches_up_is_yellow_first(tried) -> None:  # type: ignore[no-untyped-def]
    rules = "[supervision]\nrecovery_workdays = 3\n[[supervision.idle]]\nred_days = 10\n"
    case = tried(Matter("J1", d("2025-03-03"), d("2025-12-01"), (("反馈", d("2025-03-19")),)), rules)
    assert case.on("2025-03-18")[0] == "red"
    assert case.on("2025-03-19") == (
        "yellow",
        f"期限12月1日，剩 {workdays(d('2025-03-19'), d('2025-12-01'))} 个工作日，刚刚转好，市教育委员会",
    )
    assert case.on("2025-03-21")[0] == "yellow"
    assert case.on("2025-03-24")[0] == "green"  # three working days: Wednesday to Friday, over on Monday
    assert case.on("2025-03-29")[0] == "red"


def test_a_pause_stops_the_clock_and_moves_the_limit(tried) -> None:  # type: ignore[no-untyped-def]
    rules = "[supervision]\nyellow_days = 3\n[[supervision.pauses]]\nsince = 2025-03-10\nuntil = 2025-03-19\n"
    case = tried(Matter("J1", d("2025-03-01"), d("2025-03-14")), rules)
    # The eve, 9 March, leaves five days; so does the whole pause. The ten days it lasts are added to the limit.
    assert case.on("2025-03-18")[0] == "green" and "3月9日起暂停计时" in case.on("2025-03-18")[1]
    assert [case.on(f"2025-03-{n}")[0] for n in (20, 21, 24, 25)] == ["green", "yellow", "yellow", "red"]


def test_a_warning_by_share_of_the_limit(tried) -> None:  # type: ignore[no-untyped-def]
    case = tried(Matter("J1", d("2025-03-01"), d("2025-05-30")), "[supervision]\nyellow_share = 0.2\n")
    # 90 days, a fifth of them is 18: 12 May is the first day with 18 left.
    assert [case.on(f"2025-05-{n}")[0] for n in (11, 12, 30, 31)] == ["green", "yellow", "yellow", "red"]


def test_a_limit_in_working_days_skips_the_holiday(tried) -> None:  # type: ignore[no-untyped-def]
    matter = Matter("J1", d("2025-09-20"), None, (("交办", d("2025-09-28")),))
    case = tried(matter, "[supervision]\nlimit_workdays = 5\nyellow_workdays = 0\n")
    # 29, 30 September, 9, 10, 11 October.
    assert [case.on(f"2025-10-{n:02}")[0] for n in (10, 11, 12)] == ["green", "yellow", "red"]


def test_changing_one_number_changes_exactly_the_rows_it_should(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Open
) -> None:
    matters = histories(seed=11, count=150, first=d("2025-01-02"), last=d("2025-11-30"))
    case = Tried(sqlite_ledger, tmp_path, open_store, matters)
    before = case.colours("2025-11-30")
    shipped = case.rules.supervision
    case.under("[supervision]\nyellow_workdays = 12\n")
    after = case.colours("2025-11-30")
    wider = shipped.model_copy(update={"yellow_workdays": 12})
    moved = {no for no in before if before[no] != after[no]}
    retold = {
        m.no: [dict(days_of(m, clock, d("2025-11-30"))).get(d("2025-11-30")) for clock in (shipped, wider)]
        for m in matters
    }
    assert moved == {no for no, (a, b) in retold.items() if a != b}
    assert moved and {(before[no], after[no]) for no in moved} == {("green", "yellow")}


def test_what_turns_next_does_turn_on_its_day(sqlite_ledger: Engine, tmp_path: Path, open_store: Open) -> None:
    matters = [replace(m, events=m.events[:2]) for m in histories(3, 120, d("2025-01-02"), d("2025-08-01"))]
    case = Tried(sqlite_ledger, tmp_path, open_store, matters)
    today, until = d("2025-08-01"), d("2025-08-08")
    with case.store.reading(Scope.whole()) as reading:
        announced = turning(reading, MATTERS, Filters(today), case.rules, until).cases
        bands = strips(reading, MATTERS, Filters(until), case.rules, [m.no for m in matters])
        limits = (1, len(announced) - 1, len(announced), len(announced) + 1)
        cut = [turning(reading, MATTERS, Filters(today), case.rules, until, limit) for limit in limits]
    open_today = {no for no, colour in case.colours("2025-08-01").items() if colour in ("green", "yellow")}
    first: dict[str, Strip] = {}
    for band in bands:
        if band.since > today and band.no in open_today:
            first.setdefault(band.no, band)
    assert len(announced) > 2
    assert {(case.no, case.turns_on, case.turns_to) for case in announced} == {
        (band.no, band.since, band.colour) for band in first.values()
    }
    assert [len(some.cases) for some in cut] == [1, len(first) - 1, len(first), len(first)]
    assert {some.whole for some in cut} == {len(first)}
    assert timedelta(days=7) == until - today


def test_a_rate_below_its_target_is_red() -> None:
    target = Target(least=0.7, margin=0.05)
    assert rated(802 / 1904, target) == "red"
    assert [rated(v, target) for v in (0.6999, 0.7, 0.7499, 0.75, None)] == [
        "red",
        "yellow",
        "yellow",
        "green",
        "unknown",
    ]


def test_beside_the_days_left_or_over_a_reason_does_not_say_them_again() -> None:
    day, due = d("2026-11-28"), d("2026-08-07")
    over = CaseState("red", due=due, left=-81)
    still = CaseState("yellow", due=d("2026-12-31"), left=23, by=1, idle=("签收", d("2026-09-08")))
    sunday = CaseState("yellow", due=d("2026-11-29"), left=0, by=0)
    said = [(reason(each, day), reason(each, day, counted=False)) for each in (over, still, sunday)]
    assert said == [
        ("期限8月7日，已超 81 个工作日", "期限8月7日"),
        ("9月8日签收后 81 日无进展；期限12月31日", "9月8日签收后无进展；期限12月31日"),
        ("11月29日（周日）到期，剩 0 个工作日", "11月29日（周日）到期"),
    ]
    guessed = CaseState("green", due=d("2027-01-15"), left=33, guessed=True)
    assert reason(guessed, day, counted=False) == "期限2027年1月15日（暂按周末推算）"
