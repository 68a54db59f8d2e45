"""What the pages of 阵地 show of the demonstration ledger: measures, a station's card, density, borders of one's own."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.demonstration import EARLIER, TODAY, demonstration
from tests.demonstration import tables as written
from zxdata.configuration import Settings
from zxdata.figures import PointMap, RegionMap
from zxdata.filters import Filters, Scope
from zxdata.ledger import open_ledger
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import view


@pytest.fixture
def settings() -> Settings:
    return demonstration(EARLIER).settings


@pytest.fixture
def store() -> Store:
    return demonstration(EARLIER).store


@pytest.mark.parametrize("measure", ["township_rate", "stations_per_100", "activities_per_station", "asleep_rate"])
def test_the_chosen_measure_rules_map_ranking_and_funnel(measure: str, store: Store, settings: Settings) -> None:
    shown = view(store, "coverage", Filters(EARLIER), Scope.whole(), settings, (("measure", measure),))
    values = [shown.figure(key).frame.set_index("code")["value"] for key in ("map", "ranking", "funnel")]
    assert values[0].dropna().to_dict() == values[1].to_dict() == values[2].to_dict()
    assert not shown.notices


def test_an_unknown_measure_is_named_and_ignored(store: Store, settings: Settings) -> None:
    shown = view(store, "coverage", Filters(EARLIER), Scope.whole(), settings, (("measure", "没有"),))
    assert "没有" in shown.notices[0] and shown.figure("map").title == "镇街覆盖率"


def test_options_that_cannot_be_used_are_named(store: Store, settings: Settings) -> None:
    bad = (("radius", "很远"), ("sites", "99"))
    shown = view(store, "coverage.siting", Filters(EARLIER), Scope.whole(), settings, bad)
    assert len(shown.notices) == 2 and "99" in shown.notices[0] and "很远" in shown.notices[1]
    lost = view(store, "coverage.station", Filters(EARLIER), Scope.whole(), settings, (("station", "X"),))
    assert "X" in lost.notices[0] and not lost.figures


def test_a_card_outside_the_scope_is_as_unknown_as_none(store: Store, settings: Settings) -> None:
    stations = written(EARLIER)["workstations"]
    number = stations[stations["closed_on"].isna() & stations["region"].str.startswith("500101")]["station_no"].iloc[0]
    asked = (("station", number),)
    assert view(store, "coverage.station", Filters(EARLIER), Scope.whole(), settings, asked).figures
    assert not view(store, "coverage.station", Filters(EARLIER), Scope.of("500107"), settings, asked).figures


def test_a_card_tells_what_the_ledger_holds(store: Store, settings: Settings) -> None:
    activities = written(EARLIER)["activities"]
    activities = activities.assign(held_on=pd.to_datetime(activities["held_on"])).query(
        "held_on <= @EARLIER.isoformat()"
    )
    busiest = activities["station_no"].value_counts()
    number, count = busiest.index[0], int(busiest.iloc[0])
    card = view(store, "coverage.station", Filters(EARLIER), Scope.whole(), settings, (("station", number),))
    told = card.figure("profile").frame.set_index("name")["value"]
    held = activities.query("station_no == @number")
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
    shown = view(store, "coverage.points", Filters(EARLIER), Scope.whole(), crowded).figure("points", PointMap)
    assert shown.frame.empty and shown.density["count"].sum() > 1000
    district = view(store, "coverage.points", Filters(EARLIER, region="500107"), Scope.whole(), crowded).figure(
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
    shown = view(store, "coverage", Filters(EARLIER), Scope.whole(), own).figure("map", RegionMap)
    assert set(shown.shapes) == {"500107"}
    assert "无码区" in shown.note and "外来区" in shown.note and "含谷镇" not in shown.note
    drilled = view(store, "coverage.points", Filters(EARLIER, region="500107"), Scope.whole(), own).figure(
        "points", PointMap
    )
    assert set(drilled.outlines) == {"500107", "500107103"}
    assert "审图号" not in shown.note
    approved = own.model_copy(update={"approval_no": "渝S(2026)001号"})
    assert (
        "审图号：渝S(2026)001号"
        in view(store, "coverage", Filters(EARLIER), Scope.whole(), approved).figure("map").note
    )


def test_estimated_borders_are_named_under_the_map() -> None:
    """两江新区 exists from 2026; its border, and with it that of 北碚区, is none that was published."""
    built = demonstration()
    shown = view(built.store, "coverage", Filters(TODAY), Scope.whole(), built.settings).figure("map")
    assert shown.note == "示意图，边界以官方发布为准　区划按截至日　两江新区、北碚区界线为推算示意"


def test_the_headline_says_how_many_townships_are_left_or_that_none_is(store: Store, settings: Settings) -> None:
    """九龙坡区 and 城口县, counted in pandas: all of the one have some, of the other not; and of a township itself its stations."""
    towns, stations = written(EARLIER)["regions"], written(EARLIER)["workstations"]
    for code in ("500107", "500229"):
        own = towns[(towns["level"] == "乡镇街道") & towns["code"].str.startswith(code) & towns["valid_to"].isna()]
        living = stations[
            stations["closed_on"].isna() & ~(pd.to_datetime(stations["opened_on"]) > pd.Timestamp(EARLIER))
        ]
        left = len(set(own["code"]) - set(living["region"].str[:9]))
        said = view(store, "coverage", Filters(EARLIER, region=code), Scope.whole(), settings).headline
        assert said.endswith(f"还有 {left} 个镇街没有阵地。" if left else "，各镇街都有阵地。"), said
    own = stations[stations["region"].str.startswith("500107001") & stations["closed_on"].isna()]
    living = own[~(pd.to_datetime(own["opened_on"]) > pd.Timestamp(EARLIER))]["station_no"]
    held = written(EARLIER)["activities"]
    held = held[pd.to_datetime(held["held_on"]).between("2024-10-01", "2025-09-30")]
    asleep = len(set(living) - set(held["station_no"]))
    said = view(store, "coverage", Filters(EARLIER, region="500107001"), Scope.whole(), settings).headline
    assert said == f"杨家坪街道有 {len(living)} 个阵地，其中休眠 {asleep} 个。" and len(living)
