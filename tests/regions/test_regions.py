"""What a name means, and what stands for a region on a day."""

from datetime import date

import pytest

from zxdata.errors import Unknown, WrongUse
from zxdata.homes import shipped
from zxdata.regions import Regions, shipped_aliases

BEFORE, AFTER = date(2025, 11, 6), date(2025, 11, 7)


@pytest.fixture(scope="module")
def chongqing() -> Regions:
    return Regions.from_rows(shipped("500000"), shipped_aliases())


@pytest.mark.parametrize("given", ["500107", "九龙坡区", "重庆市九龙坡区", "重庆市 / 九龙坡区", "九龙坡", " 九龙坡区 "])
def test_a_district_may_be_given_in_many_ways(chongqing: Regions, given: str) -> None:
    assert chongqing.resolve(given) == "500107"


@pytest.mark.parametrize("given", ["重庆市九龙坡区石坪桥街道", "九龙坡区石坪桥街道", "石坪桥街道"])
def test_a_town_may_be_given_by_its_path(chongqing: Regions, given: str) -> None:
    assert chongqing.path(chongqing.resolve(given), AFTER)[1].code == "500107"


def test_a_name_of_two_towns_needs_its_path_or_its_district(chongqing: Regions) -> None:
    names = [r.name for r in chongqing.valid_on(AFTER, "乡镇街道")]
    double = next(n for n in names if names.count(n) == 2)
    with pytest.raises(WrongUse, match=rf"区划“{double}”有 2 处同名：.*请写全路径或代码。"):
        chongqing.resolve(double)
    one = next(r for r in chongqing.valid_on(AFTER, "乡镇街道") if r.name == double)
    assert chongqing.resolve(double, below=one.parent) == one.code


def test_the_living_one_is_meant_where_a_retired_one_has_the_same_name(chongqing: Regions) -> None:
    assert chongqing.resolve("大湾镇") == "500109123" and chongqing.resolve("渝北区大湾镇") == "500112135"


def test_an_unknown_name_is_answered_with_close_ones(chongqing: Regions) -> None:
    with pytest.raises(Unknown, match=r"没有名为“九龙坡县区”的区划。您要找的是不是.*九龙坡区"):
        chongqing.resolve("九龙坡县区")


def test_each_day_has_what_stands_for_a_region(chongqing: Regions) -> None:
    standing = {
        ("500105", BEFORE): "500105",
        ("500105", AFTER): "500157",
        ("500157", AFTER): "500157",
        ("500112135", AFTER): "500109123",
        ("500109123", BEFORE): "500112135",
        ("500101", BEFORE): "500101",
        ("500157", BEFORE): None,
        ("999999", AFTER): None,
    }
    assert {k: chongqing.in_force(*k) for k in standing} == standing


def test_days_between_two_changes_are_one_epoch(chongqing: Regions) -> None:
    assert chongqing.epoch(date(1997, 6, 18)) == chongqing.epoch(BEFORE) == chongqing.epoch(AFTER) - 1
    assert chongqing.epoch(AFTER) == chongqing.epoch(date(2060, 1, 1))


def test_below_a_region_lie_only_its_own(chongqing: Regions) -> None:
    towns = chongqing.valid_on(AFTER, "乡镇街道", below="500157")
    assert {t.parent for t in towns} == {"500157"}
    assert len(chongqing.valid_on(AFTER, "乡镇街道")) == 1028 and len(chongqing.valid_on(BEFORE, "区县")) == 38


def test_a_circle_of_successors_stands_for_nothing() -> None:
    row = dict.fromkeys(("parent_code", "lon", "lat", "population", "valid_from"), None) | {"level": "区县"}
    gone = {"valid_to": date(2020, 1, 1)}
    circle = Regions.from_rows(
        [
            {"code": "1", "name": "甲", "successor_code": "2", **gone, **row},
            {"code": "2", "name": "乙", "successor_code": "1", **gone, **row},
        ]
    )
    assert circle.in_force("1", AFTER) is None and circle.path("1", AFTER) == ()
