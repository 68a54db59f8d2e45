"""Small ledgers of stations with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, publish, put, region, station
from tests.metrics.asking import TOWNS, Ask
from zxdata.divisions import load_home
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.coverage.layers import layered
from zxdata.metrics.listing import listing
from zxdata.rules.book import Rules
from zxdata.rules.coverage import Coverage, Tier, Tree
from zxdata.store import Store

RULES = default_rules()
# fmt: off
REGIONS = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5001001", "东镇", "乡镇街道", "5001"), region("5001002", "西镇", "乡镇街道", "5001"),
    region("5002001", "南镇", "乡镇街道", "5002"), region("5001001001", "一村", "村社区", "5001001"),
]
# fmt: on
Published = Callable[..., Store]


@pytest.fixture
def published(sqlite_ledger: Engine, tmp_path: Path) -> Published:
    def after(**rows: list[Any]) -> Store:
        put(sqlite_ledger, **({"regions": REGIONS} | rows))
        return publish(sqlite_ledger, tmp_path)

    return after


def ask(store: Store, key: str, by: str = "", on: str = "2025-09-30", **filters: Any) -> Any:
    asked = Filters(day(on), **filters)
    with store.reading(Scope.whole()) as reading:
        frame = answer(reading, (metric(key),), (by,) if by else (), asked, RULES).frame
        rows = listing(reading, metric(key), asked, RULES).frame
    if by:
        return dict(zip(frame[by], frame[key], strict=True))
    if metric(key).value_format == "integer" and f"{key}.numerator" not in frame:
        assert len(rows) == frame[key].iloc[0]
    return frame[key].iloc[0]


def member(number: str, **more: Any) -> dict[str, Any]:
    return {"member_no": number, "name": f"委员{number}", "region": "5001"} | more


def stay(at: str, who: str, **more: Any) -> dict[str, Any]:
    return {"station_no": at, "member_no": who} | more


def activity(number: str, at: str, held: str) -> dict[str, Any]:
    return {"activity_no": number, "station_no": at, "held_on": day(held)}


def test_137_online_and_130_offline_of_243_are_24_that_are_both(published: Published) -> None:
    """台州's published figures: recorded so, nothing is counted twice."""
    channels = ["线上线下"] * 24 + ["线上"] * (137 - 24) + ["线下"] * (130 - 24)
    store = published(workstations=[station(f"S{n}", "5001001", channel=c) for n, c in enumerate(channels)])
    assert ask(store, "coverage.stations") == 243
    assert ask(store, "coverage.stations_online") == 137
    assert ask(store, "coverage.stations_offline") == 130
    assert ask(store, "coverage.stations_both") == 24
    assert ask(store, "coverage.stations", "channel") == {"线上": 113, "线上线下": 24, "线下": 106}


def test_a_station_that_opens_and_closes_on_the_day_is_closed(published: Published) -> None:
    same = day("2025-09-30")
    store = published(workstations=[station("S1", "5001001", opened_on=same, closed_on=same)])
    assert ask(store, "coverage.stations") == 0
    assert ask(store, "coverage.stations_opened") == 1
    assert ask(store, "coverage.stations_closed") == 1
    assert ask(store, "coverage.stations_closed", on="2025-09-29") == 0


def test_life_is_told_by_the_last_three_six_and_twelve_months(published: Published) -> None:
    """The months end on the day and begin the day after the same day of an earlier month."""
    held = {
        "S1": "2025-07-01",
        "S2": "2025-06-30",
        "S3": "2025-03-31",
        "S4": "2025-03-30",
        "S5": "2024-10-01",
        "S6": "2024-09-30",
        "S7": "2025-10-01",
    }
    store = published(
        workstations=[station(no, "5001001") for no in [*held, "S8"]],
        activities=[activity(f"H{no}", no, on) for no, on in held.items()],
    )
    assert ask(store, "coverage.stations_active_3m") == 1
    assert ask(store, "coverage.stations_active_6m") == 3
    assert ask(store, "coverage.stations_active") == 5
    assert ask(store, "coverage.stations_asleep") == 3
    assert ask(store, "coverage.stations_never") == 2
    assert ask(store, "coverage.asleep_rate") == pytest.approx(3 / 8)


def test_a_station_of_the_same_name_after_a_closed_one_is_a_reopening(published: Published) -> None:
    store = published(
        workstations=[
            station("S1", "5001001", name="东镇站", opened_on=day("2023-01-01"), closed_on=day("2024-01-01")),
            station("S2", "5001001", name="东镇站", opened_on=day("2024-06-01")),
            station("S3", "5001002", name="东镇站", opened_on=day("2024-06-01")),
            station("S4", "5001001", name="西镇站", opened_on=day("2024-06-01")),
        ]
    )
    assert ask(store, "coverage.stations_reopened", "month") == {"2023-01": 0, "2024-06": 1}
    assert ask(store, "coverage.stations_reopened", "district")["甲区"] == 1
    assert ask(store, "coverage.stations_reopened", on="2024-05-31") == 0


def test_two_open_stations_of_one_name_in_one_place_may_be_one(published: Published) -> None:
    store = published(
        workstations=[
            station("S1", "5001001", name="东镇站"),
            station("S2", "5001001", name="东镇站"),
            station("S3", "5001002", name="东镇站"),
            station("S4", "5001001", name="东镇站", closed_on=day("2024-01-01")),
        ]
    )
    assert ask(store, "coverage.stations_doubled") == 2


def test_a_member_in_two_stations_is_one_member_and_two_assignments(published: Published) -> None:
    store = published(
        members=[member("M1"), member("M2"), member("M3", region="5002"), member("M4", term_to=day("2025-09-29"))],
        workstations=[
            station("S1", "5001001"),
            station("S2", "5001002"),
            station("S3", "5001002"),
            station("S4", "5002001"),
        ],
        workstation_members=[
            stay("S1", "M1"),
            stay("S2", "M1"),
            stay("S1", "M1", since=day("2025-01-01")),
            stay("S1", "M2", until=day("2025-09-30")),
            stay("S4", "M4"),
        ],
    )
    assert ask(store, "coverage.members") == 3
    assert ask(store, "coverage.members_assigned") == 1
    assert ask(store, "coverage.members_several") == 1
    assert ask(store, "coverage.assignments") == 2
    assert ask(store, "coverage.assignments_doubled") == 1
    assert ask(store, "coverage.members_unassigned") == 2
    assert ask(store, "coverage.stations_unstaffed") == 2
    assert ask(store, "coverage.stations_unstaffed", "district") == {"甲区": 1, "乙区": 1}
    assert ask(store, "coverage.stations_per_100", "district") == {
        "甲区": pytest.approx(150),
        "乙区": pytest.approx(100),
    }


def test_a_member_of_several_groups_is_in_each_and_once_in_all(published: Published) -> None:
    groups = [("M1", "行业联", "医疗"), ("M1", "行业联", "教育"), ("M1", "兴趣联", "书画"), ("M2", "兴趣联", "书画")]
    store = published(
        members=[member("M1"), member("M2"), member("M3")],
        workstations=[station("S1", "5001001")],
        workstation_members=[stay("S1", "M1")],
        member_groups=[{"member_no": m, "kind": k, "name": n} for m, k, n in groups],
    )
    assert ask(store, "coverage.members_grouped") == 2
    assert ask(store, "coverage.members_grouped", "group") == {
        "兴趣联": 2,
        "兴趣联·书画": 2,
        "行业联": 1,
        "行业联·医疗": 1,
        "行业联·教育": 1,
    }
    assert ask(store, "coverage.grouped_rate") == 0.5
    assert ask(store, "coverage.members", where=(("group", ("兴趣联·书画",)),)) == 2
    assert ask(store, "coverage.members_assigned", where=(("group", ("兴趣联",)),)) == 1


def test_activities_per_station_counts_those_of_open_stations(published: Published) -> None:
    store = published(
        workstations=[
            station("S1", "5001001"),
            station("S2", "5001002"),
            station("S3", "5001002", closed_on=day("2025-06-01")),
        ],
        activities=[
            activity("H1", "S1", "2025-02-01"),
            activity("H2", "S1", "2025-03-01"),
            activity("H3", "S3", "2025-03-02"),
        ],
    )
    assert ask(store, "coverage.activities") == 3
    assert ask(store, "coverage.activities_per_station") == 1.0
    assert ask(store, "coverage.activities_per_station", "month") == {"2025-02": 0.5, "2025-03": 0.5}


def test_a_station_moves_with_its_town_in_2025(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """渝北's 大湾镇 went to 北碚, the rest of 渝北 to 两江新区, on 2025-11-07."""
    load_home(sqlite_ledger, "500000")
    with sqlite_ledger.connect() as connection:
        found = connection.exec_driver_sql("select name, code from regions where parent_code = '500112'")
        named: dict[str, str] = {name: code for name, code in found}
    put(
        sqlite_ledger,
        workstations=[station("S1", named["大湾镇"]), station("S2", named["古路镇"]), station("S3", "500112")],
    )
    store = publish(sqlite_ledger, tmp_path)
    before = ask(store, "coverage.stations", "district", on="2025-11-06")
    after = ask(store, "coverage.stations", "district", on="2025-11-07")
    assert before["渝北区"] == 3 and before["北碚区"] == 0
    assert after["两江新区"] == 2 and after["北碚区"] == 1 and "渝北区" not in after
    assert sum(before.values()) == sum(after.values()) == 3


def test_a_layer_of_townships_names_those_that_lack_it(published: Published) -> None:
    tree = Tree(
        name="厅站室",
        regions=("5001",),
        tiers=(
            Tier(name="厅", tiers=("区县",), each="district"),
            Tier(name="站", tiers=("镇街",), kinds=("委员工作站",)),
            Tier(name="室", tiers=("村社区",)),
        ),
    )
    rules = Rules(coverage=Coverage(trees=(tree, Tree(name="其他", tiers=(Tier(name="站", tiers=("镇街",)),)))))
    store = published(
        workstations=[
            station("S1", "5001", tier="区县"),
            station("S2", "5001001", tier="镇街"),
            station("S3", "5001002", tier="镇街", kind="民生议事堂"),
            station("S4", "5001001001", tier="村社区"),
            station("S5", "5002001", tier="镇街"),
            station("S6", "5001002", tier="村社区", closed_on=day("2025-09-30")),
        ]
    )
    with store.reading(Scope.whole()) as reading:
        first, second = layered(reading, Filters(day("2025-09-30"), where=(("kind", ("没有",)),)), rules)
    assert [layer.complete for layer in first.layers] == [True, False, False]
    assert [[town.name for town in layer.missing] for layer in first.layers] == [[], ["西镇"], ["西镇"]]
    assert (first.tree.name, second.tree.name) == ("厅站室", "其他")
    assert second.layers[0].complete and second.layers[0].wanted == 1


def test_the_trees_of_the_sources_are_shipped_as_rules() -> None:
    by_region = {code: tree for tree in RULES.coverage.trees for code in tree.regions}
    assert [tier.name for tier in by_region["500107"].tiers] == ["区委员工作厅", "镇街委员工作站", "村社区委员工作室"]
    assert [tier.at_least for tier in by_region["500115"].tiers] == [1, 8, 1]
    assert [tier.at_least for tier in by_region["500116"].tiers] == [1, 9, 1]
    assert {"500110", "330900"} <= set(by_region)
    assert sum(not tree.regions for tree in RULES.coverage.trees) == 1


def test_a_township_is_three_in_one_with_one_station_of_each_row(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        workstations=[
            station("1", "5001001", kind="民生议事堂"),
            station("2", "5001001", kind="委员之家"),
            station("3", "5001001", kind="社情民意联系点", opened_on=day("2025-06-01")),
            station("4", "5002001", kind="民生议事堂"),
            station("5", "5002001", kind="协商驿站"),
        ],
    )
    assert of("coverage.townships_trio", "2025-05-31") == 0
    assert of("coverage.townships_trio", by="district") == {"甲区": 1, "乙区": 0, "丙区": 0}
    assert of("coverage.trio_rate") == 1 / 3
