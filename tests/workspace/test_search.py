"""Finding by number or words, what stands behind a number, comparing, and filters that cannot meet."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, event, matter, meeting, proposal, publish, put, region, station, unit
from zxdata.configuration import load_settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.rules.book import read_rules
from zxdata.search import search_all
from zxdata.store import Store
from zxdata.views import view
from zxdata.views.comparison import NUMBERS
from zxdata.views.comparison.periods import period_before
from zxdata.views.dead_end import dead_end
from zxdata.views.drill_through import drill_through

DAY = date(2025, 9, 30)
WHOLE = Scope.whole()
RULES = read_rules(load_settings().rules)


@pytest.fixture
def store(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    """Two districts: in A four proposals of 2025 and one of 2024, in B two; one of each other thing in B."""
    put(
        sqlite_ledger,
        regions=[
            region("900000", "试市", "市"),
            region("900100", "甲区", "区县", "900000"),
            region("900200", "乙区", "区县", "900000"),
            region("900300", "丙区", "区县", "900000"),
            region("900201", "百路镇", "乡镇街道", "900200"),
        ],
        units=[unit("D1", "市教委")],
        proposals=[
            *(proposal(f"2025000{n}", f"2025-0{n}-10", region="900100", category="教育") for n in (1, 2, 3, 4)),
            proposal("20240001", "2024-05-06", region="900100", category="教育"),
            proposal("20250005", "2025-05-10", region="900200", category="卫生")
            | {"title": "关于老旧小区加装电梯的建议"},
            proposal("20250006", "2025-06-10", region="900200", category="卫生"),
        ],
        proposal_events=[
            event("20250001", "交办", "2025-01-20", unit="D1", role="主办"),
            event("20250001", "答复", "2025-02-20", unit="D1"),
            event("20250002", "交办", "2025-02-20", unit="D1", role="主办"),
        ],
        supervisions=[matter("J1", "2025-03-01", region="900200") | {"title": "电梯审批提速"}],
        consultations=[meeting("X1", "900200", "2025-04-01") | {"title": "加装电梯怎么办"}],
        workstations=[station("Z1", "900201", opened_on=day("2025-01-01")) | {"name": "电梯厂委员工作站"}],
    )
    return publish(sqlite_ledger, tmp_path)


def kinds(store: Store, words: str, scope: Scope = WHOLE, on: date = DAY) -> list[tuple[str, str]]:
    return [(thing.kind, thing.no) for thing in search_all(store, words, on, scope, RULES)]


def test_words_of_a_title_find_every_kind_of_thing(store: Store) -> None:
    assert set(kinds(store, "电梯")) == {
        ("proposal", "20250005"),
        ("matter", "J1"),
        ("meeting", "X1"),
        ("station", "Z1"),
    }
    assert set(kinds(store, "加装 电梯")) == {("proposal", "20250005"), ("meeting", "X1")}
    assert kinds(store, "百路") == [("region", "900201")] and kinds(store, "教委") == [("unit", "市教委")]
    assert kinds(store, "没有的字") == kinds(store, "  ") == []


def test_a_number_in_full_comes_first(store: Store) -> None:
    assert kinds(store, "20250003") == [("proposal", "20250003")]
    assert kinds(store, "j1")[0] == ("matter", "J1")


def test_signs_of_a_pattern_are_letters_like_others(store: Store) -> None:
    assert kinds(store, "%") == kinds(store, "_") == kinds(store, "'") == []


def test_nothing_is_found_outside_the_scope_or_before_its_day(store: Store) -> None:
    assert kinds(store, "电梯", Scope.of("900100")) == [] and kinds(store, "乙区", Scope.of("900100")) == []
    assert kinds(store, "20250005", on=date(2025, 5, 9)) == []


def test_the_rows_behind_a_count_are_as_many_as_it_says(store: Store) -> None:
    found = drill_through(store, "proposals.submitted", Filters(DAY, since=day("2025-01-01")), WHOLE, RULES)
    assert found.indicator.value == "6" and len(found.rows.frame) == 6 and found.agreement == "共 6 行，与数字一致。"
    meaning = dict(found.meaning)
    assert meaning["期间"] == "2025年1月1日起，按批次：期内进入的这一批"
    assert meaning["截至"] == "2025年9月30日" and meaning["按批次"] == "提交日期"


def test_the_rows_behind_a_rate_are_its_denominator(store: Store) -> None:
    found = drill_through(store, "proposals.reply_rate", Filters(DAY), WHOLE, RULES)
    assert found.indicator.value == "50.0" and len(found.rows.frame) == 2
    assert found.agreement == "分母 2 行，其中计入分子 1 行。"
    assert dict(found.meaning)["分子"].endswith("　1") and dict(found.meaning)["分母"].endswith("　2")


def test_a_cut_list_says_so(store: Store) -> None:
    assert (
        drill_through(store, "proposals.submitted", Filters(DAY), WHOLE, RULES, limit=3).agreement
        == "只列前 3 行；下载的是全部。"
    )


@pytest.mark.parametrize(
    ("since", "until", "as_of", "then"),
    [
        ("2025-09-01", None, "2025-09-30", ("2025-08-01", None, "2025-08-31")),
        ("2025-09-01", None, "2025-09-12", ("2025-08-01", None, "2025-08-12")),
        ("2025-07-01", "2025-09-30", "2025-09-30", ("2025-04-01", "2025-06-30", "2025-06-30")),
        ("2025-03-01", None, "2025-03-30", ("2025-02-01", None, "2025-02-28")),
        ("2025-09-11", "2025-09-20", "2025-09-30", ("2025-09-01", "2025-09-10", "2025-09-20")),
        (None, None, "2025-03-31", (None, None, "2025-02-28")),
    ],
)
def test_the_period_before_is_cut_at_the_same_point(
    since: str | None, until: str | None, as_of: str, then: tuple[str | None, str | None, str]
) -> None:
    before = period_before(
        Filters(day(as_of), since=day(since) if since else None, until=day(until) if until else None)
    )
    assert tuple(d and d.isoformat() for d in (before.since, before.until, before.as_of)) == then


def compared(store: Store, **options: str) -> dict[str, list[list[str]]]:
    filters = Filters(DAY, since=day("2025-01-01"))
    found = view(store, "proposals.comparison", filters, WHOLE, load_settings(), options=tuple(options.items()))
    shown = {f.key: f.frame.drop(columns="metric", errors="ignore") for f in found.figures}
    return {key: frame.astype(str).to_numpy().tolist() for key, frame in shown.items()} | {
        "said": [list(found.notices)]
    }


def test_periods_are_compared_at_the_same_cut_off(store: Store) -> None:
    submitted = compared(store, base_from="2024-05-01", base_to="2024-05-31")["periods"][0]
    assert submitted == ["提交（件）", "6", "1", "▲ 5 件", "1", "▲ 5 件", "1", "▲ 5 件"]


def test_districts_stand_beside_the_median_of_the_others(store: Store) -> None:
    submitted = compared(store, beside="900100.900200")["districts"][0]
    assert submitted == ["提交（件）", "4", "2", "0", "6", "▲ 4.0 件"]


def test_a_district_that_does_not_exist_is_named(store: Store) -> None:
    assert compared(store, beside="900100.999999")["said"] == [["没有区县“999999”，没有列入对比。"]]


def test_every_number_compared_is_a_metric() -> None:
    assert {key for keys in NUMBERS.values() for key in keys} <= set(METRICS)


def test_filters_that_cannot_meet_say_which_to_let_go(store: Store) -> None:
    filters = Filters(DAY, region="900200").only("category", "教育")
    said = dead_end(store, "proposals", filters, WHOLE, RULES)
    assert said == "“类别：教育”、“所选区划”合在一起没有提案。去掉“类别：教育”可见 2 件；去掉“所选区划”可见 5 件。"
    assert dead_end(store, "proposals", Filters(DAY, region="900200"), WHOLE, RULES) == ""
