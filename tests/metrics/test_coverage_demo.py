"""On demonstration data every coverage metric equals pandas on the ledger's own tables."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geopy.distance import great_circle

from tests.demonstration import EARLIER as TODAY
from tests.demonstration import demonstration
from tests.demonstration import tables as written
from tests.ledger_rows import default_rules
from zxdata.configuration import ASSETS
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.store import Store

RULES = default_rules()
Tables = dict[str, pd.DataFrame]


@pytest.fixture
def store() -> Store:
    return demonstration(TODAY).store


@pytest.fixture(scope="module")
def tables() -> Tables:
    names = ("workstations", "activities", "members", "workstation_members", "member_groups", "regions")
    found = {name: written(TODAY)[name].copy() for name in names}
    for name, dates in {
        "workstations": ("opened_on", "closed_on"),
        "activities": ("held_on",),
        "members": ("term_from", "term_to"),
        "workstation_members": ("since", "until"),
        "member_groups": ("since", "until"),
        "regions": ("valid_from", "valid_to"),
    }.items():
        for column in dates:
            found[name][column] = pd.to_datetime(found[name][column])
    return found


def asked(store: Store, by: str, *keys: str, **filters: Any) -> pd.DataFrame:
    with store.reading(Scope.whole()) as reading:
        frame = answer(reading, metrics(keys), (by,), Filters(TODAY, **filters), RULES).frame
    return frame.set_index(f"{by}_code" if by in ("district", "township") else by)[list(keys)]


def opened(tables: Tables) -> pd.DataFrame:
    """Open stations with their district, town, last activity and staff, as a clerk would join them."""
    s, day = tables["workstations"], pd.Timestamp(TODAY)
    s = s[~(s["opened_on"] > day) & ~(s["closed_on"] <= day)].copy()
    held = tables["activities"][tables["activities"]["held_on"] <= day]
    s["last"] = s["station_no"].map(held.groupby("station_no")["held_on"].max())
    s["district"] = s["region"].str[:6].where(s["region"].str.len() >= 6)
    return s


def in_office(tables: Tables) -> pd.DataFrame:
    m, day = tables["members"], pd.Timestamp(TODAY)
    return m[~(m["term_from"] > day) & ~(m["term_to"] < day)]


def staying(tables: Tables) -> pd.DataFrame:
    x, day = tables["workstation_members"], pd.Timestamp(TODAY)
    x = x[~(x["since"] > day) & ~(x["until"] <= day)]
    x = x[x["member_no"].isin(in_office(tables)["member_no"])]
    return x.merge(opened(tables)[["station_no", "kind", "tier"]], on="station_no")


COUNTS: dict[str, Callable[[pd.DataFrame, Tables], pd.Series]] = {
    "coverage.stations": lambda s, t: s["station_no"].notna(),
    "coverage.stations_online": lambda s, t: s["channel"].isin(["线上", "线上线下"]),
    "coverage.stations_offline": lambda s, t: s["channel"].isin(["线下", "线上线下"]),
    "coverage.stations_both": lambda s, t: s["channel"] == "线上线下",
    "coverage.stations_active": lambda s, t: s["last"] > "2024-09-30",
    "coverage.stations_active_6m": lambda s, t: s["last"] > "2025-03-30",
    "coverage.stations_active_3m": lambda s, t: s["last"] > "2025-06-30",
    "coverage.stations_asleep": lambda s, t: ~(s["last"] > "2024-09-30"),
    "coverage.stations_never": lambda s, t: s["last"].isna(),
    "coverage.stations_unplaced": lambda s, t: s["lon"].isna(),
    "coverage.stations_unstaffed": lambda s, t: ~s["station_no"].isin(staying(t)["station_no"]),
    "coverage.stations_doubled": lambda s, t: s.duplicated(["name", "region"], keep=False),
}


@pytest.mark.parametrize("by", ["district", "kind", "tier", "channel"])
def test_counts_of_stations_equal_pandas(by: str, store: Store, tables: Tables) -> None:
    stations = opened(tables)
    stations[by] = stations[by].fillna("未填")
    found = asked(store, by, *COUNTS)
    for key, condition in COUNTS.items():
        expected = condition(stations, tables).groupby(stations[by]).sum()
        shown = found[key].astype(int)
        pd.testing.assert_series_equal(
            shown[shown > 0].sort_index(),
            expected[expected > 0].sort_index(),
            check_names=False,
            check_dtype=False,
            check_index_type=False,
        )


def test_townships_equal_pandas(store: Store, tables: Tables) -> None:
    regions, day = tables["regions"], pd.Timestamp(TODAY)
    towns = regions[(regions["level"] == "乡镇街道") & ~(regions["valid_from"] > day) & ~(regions["valid_to"] < day)]
    reached = set(opened(tables)["region"].str[:9]) & set(towns["code"])
    covered = towns[towns["code"].isin(reached)].groupby(towns["code"].str[:6]).size()
    found = asked(
        store,
        "district",
        "coverage.townships_covered",
        "coverage.townships_blank",
        "coverage.townships_unplaced",
        "coverage.township_rate",
    )
    every = towns.groupby(towns["code"].str[:6]).size()
    assert found["coverage.townships_covered"].to_dict() == covered.reindex(every.index, fill_value=0).to_dict()
    assert found["coverage.townships_blank"].to_dict() == (every - covered).to_dict()
    unplaced = towns["lon"].isna().groupby(towns["code"].str[:6]).sum()
    assert found["coverage.townships_unplaced"].to_dict() == unplaced.to_dict()
    assert found["coverage.township_rate"].astype(float).to_dict() == pytest.approx((covered / every).to_dict())


@pytest.mark.parametrize("by", ["district", "sector"])
def test_members_equal_pandas(by: str, store: Store, tables: Tables) -> None:
    members = in_office(tables).assign(district=lambda m: m["region"].where(m["region"].str.len() == 6))
    members["sector"] = members["sector"].fillna("未填")
    stays = staying(tables).drop_duplicates(["member_no", "station_no"])
    places = members["member_no"].map(stays.groupby("member_no").size()).fillna(0)
    keys = (
        "coverage.members",
        "coverage.members_assigned",
        "coverage.members_several",
        "coverage.members_unassigned",
        "coverage.assignments",
    )
    found = asked(store, by, *keys)
    found = found[found["coverage.members"] > 0]
    for key, values in zip(keys, (places >= 0, places > 0, places > 1, places == 0, places), strict=True):
        expected = values.groupby(members[by]).sum().astype(int)
        assert found[key].to_dict() == {k: v for k, v in expected.to_dict().items() if k in found.index}, key


def test_groups_equal_pandas(store: Store, tables: Tables) -> None:
    g, day = tables["member_groups"], pd.Timestamp(TODAY)
    groups = g[~(g["since"] > day) & ~(g["until"] <= day)].merge(in_office(tables)[["member_no"]])
    whole = groups.assign(group=groups["kind"] + "·" + groups["name"])
    expected = pd.concat([whole[["member_no", "group"]], groups[["member_no"]].assign(group=groups["kind"])])
    counts = expected.drop_duplicates().groupby("group").size()
    assert asked(store, "group", "coverage.members_grouped")["coverage.members_grouped"].to_dict() == counts.to_dict()
    assert counts.sum() > expected["member_no"].nunique()


def test_what_happens_by_month_equals_pandas(store: Store, tables: Tables) -> None:
    held = tables["activities"].merge(opened(tables)[["station_no"]])
    held = held[held["held_on"].between("2025-01-01", "2025-09-30")]
    found = asked(store, "month", "coverage.activities_per_station", since=date(2025, 1, 1), until=TODAY)
    expected = held.groupby(held["held_on"].dt.strftime("%Y-%m")).size() / len(opened(tables))
    assert found["coverage.activities_per_station"].astype(float).to_dict() == pytest.approx(expected.to_dict())
    s, day = tables["workstations"], pd.Timestamp(TODAY)
    for key, column in (("coverage.stations_opened", "opened_on"), ("coverage.stations_closed", "closed_on")):
        happened = s[s[column] <= day]
        monthly = happened.groupby(happened[column].dt.strftime("%Y-%m")).size()
        assert asked(store, "month", key)[key].to_dict() == monthly.to_dict()


@pytest.mark.parametrize(("key", "kmh"), [("coverage.walking_rate", 5), ("coverage.driving_rate", 30)])
def test_the_circle_equals_a_search_of_all_pairs(key: str, kmh: float, store: Store, tables: Tables) -> None:
    """Distances of another library between all towns and active stations of five districts."""
    counts = pd.read_csv(ASSETS / "divisions" / "500000" / "communities.csv", dtype={"code": str}).set_index("code")
    weights = counts["communities"] + counts["villages"]
    stations = opened(tables)
    living = stations[stations["last"] > "2024-09-30"]
    points = living.dropna(subset=["lon", "lat"])
    hidden = set(living[living["lon"].isna()]["region"].str[:9])
    regions, day = tables["regions"], pd.Timestamp(TODAY)
    towns = regions[(regions["level"] == "乡镇街道") & ~(regions["valid_from"] > day) & ~(regions["valid_to"] < day)]
    found = asked(store, "district", key)[key]
    for district in ("500101", "500107", "500116", "500229", "500241"):
        inside = known = 0
        for town in towns[towns["code"].str.startswith(district)].dropna(subset=["lon"]).itertuples():
            near = points[np.hypot(points["lon"] - town.lon, points["lat"] - town.lat) < 0.12]
            km = min((great_circle((town.lat, town.lon), (p.lat, p.lon)).km for p in near.itertuples()), default=999)
            reached = km * 1.4 / kmh * 60 <= 15
            if town.code in weights and (reached or town.code not in hidden):
                known += weights[town.code]
                inside += weights[town.code] * reached
        assert found[district] == pytest.approx(inside / known if known else None)
