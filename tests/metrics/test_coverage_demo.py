"""On demonstration data every coverage metric equals pandas on the ledger's own tables."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geopy.distance import great_circle

from tests.demonstration import EARLIER as TODAY
from tests.demonstration import demonstration
from tests.demonstration import tables as written
from tests.ledger_rows import default_rules
from zxdata.configuration import ASSETS, Settings
from zxdata.figures import PointMap, RegionMap
from zxdata.filters import Filters, Scope
from zxdata.ledger import open_ledger
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.limits import binomial_limits, poisson_limits
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import view

RULES = default_rules()
Tables = dict[str, pd.DataFrame]


@pytest.fixture
def settings() -> Settings:
    return demonstration(TODAY).settings


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


def test_exact_limits_hold_what_chance_brings() -> None:
    """Drawn from the limits' own law, about one in 500 lies beyond, and never many more."""
    random = np.random.default_rng(8)
    n = np.full(20_000, 25.0)
    lower, upper = binomial_limits(n, 0.8, 0.998)
    share = random.binomial(25, 0.8, 20_000) / 25
    assert ((share < lower) | (share > upper)).mean() < 0.004
    lower, upper = poisson_limits(n, 4.0, 0.998)
    rate = random.poisson(100, 20_000) / 25
    beyond = ((rate < lower) | (rate > upper)).mean()
    assert 0.0002 < beyond < 0.004


def test_limits_of_events_bracket_the_mean_and_narrow_with_size() -> None:
    sizes = np.array([0.0, 1.0, 10.0, 100.0, 1000.0])
    lower, upper = poisson_limits(sizes, 5.3, 0.998)
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert (lower[1:] < 5.3).all() and (upper[1:] > 5.3).all()
    assert (np.diff(upper[1:] - lower[1:]) < 0).all()


@pytest.mark.parametrize("measure", ["township_rate", "stations_per_100", "activities_per_station", "asleep_rate"])
def test_the_chosen_measure_rules_map_ranking_and_funnel(measure: str, store: Store, settings: Settings) -> None:
    shown = view(store, "coverage", Filters(TODAY), Scope.whole(), settings, (("measure", measure),))
    values = [shown.figure(key).frame.set_index("code")["value"] for key in ("map", "ranking", "funnel")]
    assert values[0].dropna().to_dict() == values[1].to_dict() == values[2].to_dict()
    assert not shown.notices


def test_an_unknown_measure_is_named_and_ignored(store: Store, settings: Settings) -> None:
    shown = view(store, "coverage", Filters(TODAY), Scope.whole(), settings, (("measure", "没有"),))
    assert "没有" in shown.notices[0] and shown.figure("map").title == "镇街覆盖率"


def test_options_that_cannot_be_used_are_named(store: Store, settings: Settings) -> None:
    bad = (("radius", "很远"), ("sites", "99"))
    shown = view(store, "coverage.siting", Filters(TODAY), Scope.whole(), settings, bad)
    assert len(shown.notices) == 2 and "99" in shown.notices[0] and "很远" in shown.notices[1]
    lost = view(store, "coverage.station", Filters(TODAY), Scope.whole(), settings, (("station", "X"),))
    assert "X" in lost.notices[0] and not lost.figures


def test_a_card_outside_the_scope_is_as_unknown_as_none(store: Store, settings: Settings, tables: Tables) -> None:
    number = opened(tables).query("district == '500101'")["station_no"].iloc[0]
    asked = (("station", number),)
    assert view(store, "coverage.station", Filters(TODAY), Scope.whole(), settings, asked).figures
    assert not view(store, "coverage.station", Filters(TODAY), Scope.of("500107"), settings, asked).figures


def test_a_card_tells_what_the_ledger_holds(store: Store, settings: Settings, tables: Tables) -> None:
    busiest = tables["activities"].query("held_on <= @TODAY.isoformat()")["station_no"].value_counts()
    number, count = busiest.index[0], int(busiest.iloc[0])
    card = view(store, "coverage.station", Filters(TODAY), Scope.whole(), settings, (("station", number),))
    told = card.figure("profile").frame.set_index("name")["value"]
    held = tables["activities"].query("station_no == @number and held_on <= @TODAY.isoformat()")
    assert told["活动"] == f"{count:,} 场"
    assert told["解决问题"] == f"{int(held['solved'].sum()):,} 个"
    months = card.figure("months").frame.query("series == '活动'").set_index("period")["value"]
    assert months.sum() == (held["held_on"] >= "2024-10-01").sum()


def test_thousands_of_stations_are_drawn_as_density(settings: Settings, tmp_path: Path) -> None:
    text = settings.rules.read_text("utf-8").replace("heat_above = 3000", "heat_above = 100")
    (tmp_path / "rules.toml").write_text(text, "utf-8")
    folder = tmp_path / "snapshot"
    crowded = settings.model_copy(update={"rules": tmp_path / "rules.toml", "snapshot_dir": folder})
    refresh(open_ledger(crowded), crowded)
    store = Store(folder)
    shown = view(store, "coverage.points", Filters(TODAY), Scope.whole(), crowded).figure("points", PointMap)
    assert shown.frame.empty and shown.density["count"].sum() > 1000
    district = view(store, "coverage.points", Filters(TODAY, region="500107"), Scope.whole(), crowded).figure(
        "points", PointMap
    )
    assert district.density.empty and len(district.frame)


def test_own_boundaries_replace_ours_and_strangers_are_named(store: Store, settings: Settings, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[106, 29], [107, 29], [107, 30], [106, 30], [106, 29]]]}
    places = [
        {"code": "500107", "name": "九龙坡区"},
        {"name": "无码区"},
        {"code": "999999", "name": "外来区"},
        {"code": "500107103", "name": "含谷镇"},
    ]
    features = [{"type": "Feature", "properties": known, "geometry": square} for known in places]
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    own = settings.model_copy(update={"boundaries": tmp_path})
    shown = view(store, "coverage", Filters(TODAY), Scope.whole(), own).figure("map", RegionMap)
    assert set(shown.shapes) == {"500107"}
    assert "无码区" in shown.note and "外来区" in shown.note and "含谷镇" not in shown.note
    drilled = view(store, "coverage.points", Filters(TODAY, region="500107"), Scope.whole(), own).figure(
        "points", PointMap
    )
    assert set(drilled.outlines) == {"500107", "500107103"}
    assert "审图号" not in shown.note
    approved = own.model_copy(update={"approval_no": "渝S(2026)001号"})
    assert (
        "审图号：渝S(2026)001号" in view(store, "coverage", Filters(TODAY), Scope.whole(), approved).figure("map").note
    )
