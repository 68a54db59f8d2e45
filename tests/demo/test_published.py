"""The demonstration is true to the published figures, which it holds as they were published."""

from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, Select, and_, func, select

from tests.demo.asked import STATIONS, at, below, number, open_stations
from tests.demonstration import TODAY
from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.demo.published import SOURCE as PUBLISHED
from zxdata.divisions import load_home
from zxdata.intake import import_file
from zxdata.ledger.tables import TABLES

MEMBERS, STAYS, MEETINGS = (TABLES[name] for name in ("members", "workstation_members", "consultations"))


def assigned(code: str) -> Select[Any]:
    return (
        select(func.count(MEMBERS.c.member_no.distinct()))
        .select_from(STAYS.join(MEMBERS))
        .where(MEMBERS.c.region == code)
    )


def towns_reached(code: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    towns = select(func.count(STATIONS.c.region.distinct())).select_from(STATIONS)
    return towns.where(below(STATIONS.c.region, code), func.length(STATIONS.c.region) == 9, *conditions)


@pytest.mark.parametrize(
    ("district", "condition", "stations"),
    [
        ("500107", True, 81),
        ("500106", STATIONS.c.kind == "委员工作室", 9),
        ("500106", STATIONS.c.kind == "“渝事好商量”平台", 26),
        ("500106", True, 35),
        ("500229", STATIONS.c.kind == "委员工作室", 14),
        ("500155", STATIONS.c.kind == "委员服务站", 33),
        ("500118", STATIONS.c.kind == "委员工作室", 7),
        ("500112", STATIONS.c.kind == "委员之家", 22),
        ("500116", and_(STATIONS.c.kind == "委员工作室", STATIONS.c.tier == "区县"), 9),
        ("500116", STATIONS.c.kind == "委员工作站", 21),
        ("500115", STATIONS.c.kind == "协商议政室", 8),
    ],
)
def test_stations_agree_with_the_published_figures(
    filled: Engine, district: str, condition: Any, stations: int
) -> None:
    assert number(filled, open_stations(below(STATIONS.c.region, district), condition)) == stations


@pytest.mark.parametrize(("district", "members"), [("500229", 171), ("500110", 360), ("500103", 240)])
def test_assigned_members_agree_with_the_published_figures(filled: Engine, district: str, members: int) -> None:
    assert number(filled, assigned(district)) == members


def test_all_members_of_chengkou_are_in_its_fourteen_rooms(filled: Engine) -> None:
    rooms = select(func.count(STAYS.c.station_no.distinct())).select_from(STAYS.join(MEMBERS))
    assert number(filled, select(func.count()).where(MEMBERS.c.region == "500229")) == 171
    assert number(filled, rooms.where(MEMBERS.c.region == "500229")) == 14


@pytest.mark.parametrize(
    ("district", "kind", "towns"),
    [("500155", "委员服务站", 33), ("500230", "委员工作站", 30), ("500115", None, 19), ("500103", None, 11)],
)
def test_covered_towns_agree_with_the_published_figures(filled: Engine, district: str, kind: str, towns: int) -> None:
    assert number(filled, towns_reached(district, *([STATIONS.c.kind == kind] if kind else []))) == towns


@pytest.mark.parametrize(("district", "meetings"), [("500153", 132), ("500107", 156), ("500109", 306)])
def test_consultations_agree_with_the_published_figures(filled: Engine, district: str, meetings: int) -> None:
    own = select(func.count()).where(below(MEETINGS.c.region, district))
    guests = select(func.count()).where(MEETINGS.c.partner_regions.contains(district))
    assert number(filled, own) == meetings
    assert number(filled, guests) == 0


def test_rongchang_met_its_neighbours_six_times(filled: Engine) -> None:
    abroad = MEETINGS.c.partner_regions.is_not(None)
    assert number(filled, select(func.count()).where(MEETINGS.c.region == "500153", abroad)) == 6


def test_all_published_figures_are_there_with_their_qualifiers(filled: Engine) -> None:
    table = TABLES["reported_figures"]
    assert number(filled, select(func.count()).select_from(table)) == 325
    with filled.connect() as connection:
        row = connection.execute(select(table).where(table.c.indicator == "网络议政建议条数")).mappings().one()
    assert (row["value"], row["qualifier"], row["body"]) == ("1500", "余", "重庆市政协")
    assert "《重庆政协报》" in row["cited_from"]


def test_the_published_figures_are_what_the_import_makes_of_their_file(filled: Engine, sqlite_ledger: Engine) -> None:
    file = ASSETS / "reported" / "figures.csv"
    load_home(sqlite_ledger, "500000")
    fresh = import_file(sqlite_ledger, file, at(TODAY), dataset="reported_figures", source=PUBLISHED)
    assert (fresh.accepted, fresh.refused) == (325, 0)
    assert import_file(filled, file, at(TODAY), dataset="reported_figures").unchanged == 325
    table = TABLES["reported_figures"]
    kept = [table.c[column.name] for column in BY_NAME["reported_figures"].columns]
    with filled.connect() as here, sqlite_ledger.connect() as there:
        assert set(here.execute(select(*kept))) == set(there.execute(select(*kept)))
