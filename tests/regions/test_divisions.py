"""Divisions shipped with the cockpit: whole on every day, honest about what changed, loaded once."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from zxdata.configuration import load_settings
from zxdata.divisions import SOURCE, load_home
from zxdata.errors import Unknown
from zxdata.homes import SHIPPED, homes, shipped
from zxdata.intake import import_file
from zxdata.ledger.tables import TABLES

LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 11, 6), date(2025, 11, 7)


def valid(home: str, day: date) -> list[dict[str, Any]]:
    return [r for r in shipped(home) if (r["valid_from"] or day) <= day <= (r["valid_to"] or day)]


def levels(home: str, day: date) -> Counter[str]:
    return Counter(r["level"] for r in valid(home, day))


def test_chongqing_has_38_districts_and_1031_towns_until_the_change() -> None:
    assert levels("500000", LAST_OLD_DAY) == {"省": 1, "区县": 38, "乡镇街道": 1031}


def test_chongqing_has_37_districts_and_1028_towns_since_the_change() -> None:
    assert levels("500000", FIRST_NEW_DAY) == {"省": 1, "区县": 37, "乡镇街道": 1028}


def test_zhejiang_has_11_cities_90_counties_and_1387_towns() -> None:
    assert levels("330000", FIRST_NEW_DAY) == {"省": 1, "市": 11, "区县": 90, "乡镇街道": 1387}


@pytest.mark.parametrize("home", homes())
@pytest.mark.parametrize("day", [LAST_OLD_DAY, FIRST_NEW_DAY])
def test_every_region_lies_in_one_valid_on_the_same_day(home: str, day: date) -> None:
    standing = {r["code"] for r in valid(home, day)}
    assert [r["name"] for r in valid(home, day) if r["code"] != home and r["parent_code"] not in standing] == []


def test_no_code_means_two_places() -> None:
    codes = [r["code"] for home in homes() for r in shipped(home)]
    assert len(codes) == len(set(codes))


def test_the_civil_list_does_not_overwrite_a_statistical_code() -> None:
    names = {r["code"]: r["name"] for r in shipped("500000")}
    assert names["500107008"] == "二郎街道"


def test_forty_seven_towns_change_hands_and_every_successor_keeps_the_name() -> None:
    rows = {r["code"]: r for r in shipped("500000")}
    moved = [r for r in rows.values() if r["level"] == "乡镇街道" and r["successor_code"]]
    heirs = [rows[r["successor_code"]] for r in moved]
    assert Counter((r["parent_code"], h["parent_code"]) for r, h in zip(moved, heirs, strict=True)) == {
        ("500105", "500157"): 12,
        ("500112", "500157"): 25,
        ("500112", "500109"): 5,
        ("500109", "500157"): 5,
    }
    assert [(r["name"], h["name"]) for r, h in zip(moved, heirs, strict=True) if r["name"] != h["name"]] == []
    assert {(r["valid_to"], h["valid_from"]) for r, h in zip(moved, heirs, strict=True)} == {
        (LAST_OLD_DAY, FIRST_NEW_DAY)
    }


def test_vanished_towns_have_no_invented_successor() -> None:
    gone = [r for r in shipped("500000") if r["valid_to"] and not r["successor_code"]]
    assert {r["name"] for r in gone} == {"黄沙镇", "长龙镇", "沙河乡", "洗新乡", "金竹乡"}


def test_two_rivers_new_area_stands_between_wulong_and_chengkou() -> None:
    order = [r["name"] for r in sorted(valid("500000", FIRST_NEW_DAY), key=lambda r: r["code"]) if r["level"] == "区县"]
    place = order.index("两江新区")
    assert order[place - 1 : place + 2] == ["武隆区", "两江新区", "城口县"]


@pytest.mark.parametrize("home", homes())
def test_points_lie_inside_the_home(home: str) -> None:
    west, east, south, north = {"500000": (105, 111, 28, 33), "330000": (118, 124, 27, 32)}[home]
    points = [(r["lon"], r["lat"]) for r in shipped(home) if r["lon"] is not None]
    assert all(west < lon < east and south < lat < north for lon, lat in points)


@pytest.mark.parametrize("home", homes())
def test_an_alias_means_one_region_that_exists(home: str) -> None:
    codes = {r["code"] for r in shipped(home)}
    lines = (SHIPPED / home / "aliases.csv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split(",") for line in lines]
    assert {code for code, _ in pairs} <= codes
    assert len({alias for _, alias in pairs}) == len(pairs)


def test_communities_are_counted_for_every_town_of_both_lists_but_the_two_new_ones() -> None:
    lines = (SHIPPED / "500000" / "communities.csv").read_text("utf-8").splitlines()[1:]
    towns = {r["code"]: r["name"] for r in shipped("500000") if r["level"] == "乡镇街道"}
    assert {towns[c] for c in towns.keys() - {line.split(",")[0] for line in lines}} == {"永昌街道", "桂东街道"}


def test_loading_twice_changes_nothing(ledger: Engine) -> None:
    regions = TABLES["regions"]
    assert load_home(ledger, "500000") == len(shipped("500000"))
    assert load_home(ledger, "500000") == 0
    with ledger.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(regions)) == len(shipped("500000"))
        assert connection.scalars(select(regions.c.source).distinct()).all() == ["行政区划·内置"]


def test_loading_keeps_what_others_filled_in_and_mends_what_they_broke(ledger: Engine) -> None:
    regions = TABLES["regions"]
    load_home(ledger, "500000")
    with ledger.begin() as connection:
        connection.execute(regions.update().where(regions.c.code == "500107").values(population=1_530_000, name="九龙"))
    assert load_home(ledger, "500000") == 1
    with ledger.connect() as connection:
        row = connection.execute(select(regions).where(regions.c.code == "500107")).mappings().one()
    assert (row["population"], row["name"]) == (1_530_000, "九龙坡区")


@pytest.mark.parametrize("home", homes())
def test_the_public_import_takes_the_shipped_file_and_agrees_with_it(sqlite_ledger: Engine, home: str) -> None:
    settings = load_settings(home=home)
    fresh = import_file(sqlite_ledger, SHIPPED / home / "regions.csv", settings, dataset="regions", source=SOURCE)
    assert (fresh.accepted, fresh.refused) == (len(shipped(home)), 0)
    assert load_home(sqlite_ledger, home) == 0


def test_two_homes_live_in_one_ledger(ledger: Engine) -> None:
    load_home(ledger, "500000")
    assert load_home(ledger, "330000") == len(shipped("330000"))


def test_a_home_not_shipped_is_named_with_those_that_are(ledger: Engine) -> None:
    with pytest.raises(Unknown, match=r"没有名为“510000”的内置区划.*500000"):
        load_home(ledger, "510000")


def test_a_city_or_a_district_of_a_shipped_province_is_a_home_of_its_own(sqlite_ledger: Engine) -> None:
    """金华市 has nine districts and counties; 渝中区 eleven townships. Each stands under nothing."""
    city, district = shipped("330700"), shipped("500103")
    assert (city[0]["name"], city[0]["parent_code"]) == ("金华市", None)
    assert {row["name"] for row in city if row["level"] == "区县"} == {
        *("婺城区", "金东区", "武义县", "浦江县", "磐安县", "兰溪市", "义乌市", "东阳市", "永康市")
    }
    assert {row["level"] for row in city[1:]} == {"区县", "乡镇街道"}
    assert (district[0]["name"], [row["level"] for row in district]) == ("渝中区", ["区县", *["乡镇街道"] * 11])
    assert all(row["parent_code"] == "500103" for row in district[1:])
    assert load_home(sqlite_ledger, "500103") == 12 and load_home(sqlite_ledger, "500103") == 0
    with pytest.raises(Unknown, match=r"内置区划.*330000"):
        shipped("110000")
