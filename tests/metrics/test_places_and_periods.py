"""What is true of every metric: places that change or are missing, periods, local days; worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import (
    at,
    day,
    default_rules,
    event,
    matter,
    proposal,
    publish,
    put,
    region,
    station,
)
from tests.metrics.asking import TOWNS, UNITS, Ask, asking
from zxdata.divisions import load_home
from zxdata.errors import WrongUse
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.store import Store

LEAD, JOINT = {"unit": "U1", "role": "主办"}, {"unit": "U2", "role": "会办"}


def test_no_base_gives_no_rate(ask: Callable[..., Ask]) -> None:
    of = ask(regions=TOWNS, proposals=[proposal("1", "2025-01-01")])
    assert of("proposals.reply_rate") is None and of("proposals.handling_days_median") is None
    assert of("coverage.member_rate", by="district") == {"甲区": None, "乙区": None, "丙区": None}
    assert of("coverage.member_visits", by="district") == {"甲区": None, "乙区": None, "丙区": None}


def test_missing_regions_and_words_count_and_are_named(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        proposals=[
            proposal("1", "2025-01-01"),
            proposal("2", "2025-01-01", region="5001", category="教育"),
            proposal("3", "2025-01-01", region="5002", category=""),
        ],
    )
    assert of("proposals.submitted") == 3
    assert of("proposals.submitted", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0, "未填": 1}
    assert of("proposals.submitted", by="category") == {"教育": 1, "未填": 2}
    assert of("proposals.submitted", where=(("category", ("未填",)),)) == 2
    assert of("proposals.submitted", where=(("district", ("未填",)),)) == 1
    assert of("proposals.submitted", where=(("category", ("没有的类别",)),)) == 0


def test_an_empty_table_of_regions_is_legal(ask: Callable[..., Ask]) -> None:
    of = ask(proposals=[proposal("1", "2025-01-01")], supervisions=[matter("1", "2025-01-01")])
    assert of("proposals.submitted", by="district") == {"未填": 1}
    assert of("coverage.township_rate") is None and of("coverage.townships") == 0


def test_a_period_includes_both_its_days(ask: Callable[..., Ask]) -> None:
    of = ask(proposals=[proposal(str(n), f"2025-03-0{n}") for n in range(1, 6)])
    assert of("proposals.submitted", since=day("2025-03-02"), until=day("2025-03-04")) == 3
    assert of("proposals.submitted", by="month", since=day("2025-03-02")) == {"2025-03": 4}
    assert of("proposals.submitted", by="quarter") == {"2025-Q1": 5}
    assert of("proposals.submitted", where=(("day", ("2025-03-02", "2025-03-09")),)) == 1


def numbers(store: Store, key: str, on: str, **filters: Any) -> list[str]:
    with store.reading(Scope.whole()) as reading:
        rows = listing(reading, metric(key), Filters(day(on), **filters), default_rules()).frame
        return sorted(rows["no"])


@pytest.fixture
def chongqing(ledger: Engine, tmp_path: Path) -> Store:
    """大湾镇 went from 渝北区 to 北碚区 when 江北区 and 渝北区 became 两江新区."""
    load_home(ledger, "500000")
    put(
        ledger,
        proposals=[
            proposal(n, "2025-06-01", region=code)
            for n, code in {
                "江北": "500105",
                "渝北": "500112",
                "大湾": "500112135",
                "北碚": "500109",
                "鱼嘴": "500105100",
            }.items()
        ],
        workstations=[station("S1", "500112135"), station("S2", "500105100"), station("S3", "500112")],
    )
    return publish(ledger, tmp_path)


def test_a_retired_district_counts_in_its_successor_and_a_town_where_it_went(chongqing: Store) -> None:
    of = asking(chongqing)
    before, after = (of("proposals.submitted", d, by="district") for d in ("2025-11-06", "2025-11-07"))
    assert {n: v for n, v in before.items() if v} == {"江北区": 2, "北碚区": 1, "渝北区": 2}
    assert {n: v for n, v in after.items() if v} == {"两江新区": 3, "北碚区": 2}
    assert len(before) == 38 and len(after) == 37
    assert of("proposals.submitted", "2025-11-06") == of("proposals.submitted", "2025-11-07") == 5
    assert numbers(chongqing, "proposals.submitted", "2025-11-07", region="500109") == ["北碚", "大湾"]
    towns = of("coverage.townships_covered", "2025-11-07", by="township")
    assert {n for n, v in towns.items() if v} == {"大湾镇", "鱼嘴镇"}


def test_a_region_is_asked_for_as_it_stood(chongqing: Store) -> None:
    of = asking(chongqing)
    towns = {on: of("coverage.townships", on) for on in ("2025-11-06", "2025-11-07")}
    assert towns == {"2025-11-06": 1031, "2025-11-07": 1028}
    only = (("district", ("渝北区",)),)
    assert of("proposals.submitted", "2025-11-07", by="district", where=only) == {"两江新区": 3}
    with pytest.raises(WrongUse, match=r"两江新区自 2025-11-07 起设立.*江北区、渝北区"):
        of("proposals.submitted", "2025-11-06", where=(("district", ("两江新区",)),))


def test_midnights_written_in_utc_are_local_days(ledger: Engine, tmp_path: Path) -> None:
    """A question of 5 March, stamped 4 March 16:00 UTC, is of 5 March; so is one stamped at 15:59 the day after."""
    put(
        ledger,
        units=UNITS,
        proposals=[proposal("1", "2025-01-01")],
        proposal_events=[event("1", "交办", "2025-03-05", **LEAD), event("1", "答复", "2025-05-04", **LEAD)],
    )
    stamps = {"交办": "2025-03-04 16:00:00+00:00", "答复": "2025-05-04T15:59:59Z"}
    with ledger.begin() as connection:
        for stage, stamp in stamps.items():
            connection.exec_driver_sql(f"update proposal_events set occurred_at = '{stamp}' where stage = '{stage}'")
    assert asking(publish(ledger, tmp_path))("proposals.handling_days_median") == 60
    assert at("2025-03-05 00:00").tzinfo is None


def test_a_scope_whose_region_was_merged_is_that_of_what_took_its_place(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """甲区 is merged into 新区 on 1 July: its reader then sees all of 新区, before it what was its own, and never 乙区."""
    merged = {"valid_to": day("2025-06-30"), "successor_code": "5003"}
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲区", "区县", "50", **merged),
            region("5002", "乙区", "区县", "50"),
            region("5003", "新区", "区县", "50", valid_from=day("2025-07-01")),
        ],
        proposals=[
            proposal("1", "2025-03-01", region="5001"),
            proposal("2", "2025-08-01", region="5003"),
            proposal("3", "2025-03-01", region="5002"),
        ],
    )
    store, seen = publish(sqlite_ledger, tmp_path), {}
    for on in ("2025-05-31", "2025-09-30"):
        with store.reading(Scope.of("5001")) as reading:
            rows = listing(reading, metric("proposals.submitted"), Filters(day(on)), default_rules()).frame
            seen[on] = sorted(rows["no"])
    assert seen == {"2025-05-31": ["1"], "2025-09-30": ["1", "2"]}
