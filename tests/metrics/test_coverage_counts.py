"""Stations, townships and members in small ledgers; the right numbers are worked out by hand."""

from collections.abc import Callable
from typing import Any

from tests.ledger_rows import (
    day,
    meeting,
    station,
)
from tests.metrics.asking import TOWNS, Ask


def test_a_station_is_open_on_its_first_day_and_closed_on_its_last(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS, workstations=[station("S1", "5001001", opened_on=day("2025-01-10"), closed_on=day("2025-02-10"))]
    )
    assert [of("coverage.stations", d) for d in ("2025-01-09", "2025-01-10", "2025-02-09", "2025-02-10")] == [
        0,
        1,
        1,
        0,
    ]


def test_a_community_covers_its_township_and_a_district_covers_none(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        workstations=[
            station("S1", "5001001001"),
            station("S2", "5001001"),
            station("S3", "5002"),
            station("S4", "50"),
        ],
    )
    assert of("coverage.townships_covered", by="district") == {"甲区": 1, "乙区": 0, "丙区": 0, "某省本级": 0}
    assert of("coverage.township_rate", region="5001") == 0.5
    assert of("coverage.stations", by="township") == {"东镇": 2, "西镇": 0, "南镇": 0, "乙区本级": 1, "某省本级": 1}


def test_a_member_of_two_stations_is_one_member(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        workstations=[station("S1", "5001", tier="镇街"), station("S2", "5002", tier="区县")],
        members=[{"member_no": n, "name": n, "region": "5001"} for n in ("M1", "M2")],
        workstation_members=[
            {"station_no": "S1", "member_no": "M1", "since": day("2025-01-01")},
            {"station_no": "S2", "member_no": "M1", "since": day("2025-01-01"), "until": day("2025-06-01")},
        ],
    )
    assert of("coverage.members_assigned") == 1 and of("coverage.member_rate") == 0.5
    assert of("coverage.members_assigned", "2025-05-31", by="tier") == {"区县": 1, "镇街": 1}
    assert of("coverage.member_rate", "2025-06-01", by="tier") == {"镇街": 0.5}


def test_twelve_months_end_on_29_february_and_on_28(ask: Callable[..., Ask]) -> None:
    def held(number: str, on: str) -> dict[str, Any]:
        return {"activity_no": number, "station_no": f"S{number}", "held_on": day(on)}

    of = ask(
        regions=TOWNS,
        workstations=[station(f"S{n}", "5001") for n in range(1, 5)],
        activities=[held("1", "2023-02-28"), held("2", "2023-03-01"), held("3", "2024-02-28"), held("4", "2024-02-29")],
    )
    assert of("coverage.stations_active", "2024-02-29") == 3  # all but 28 February a year before
    assert of("coverage.stations_active", "2025-02-28") == 1  # the activity of 29 February alone


def test_members_visits_nobody_told_are_not_none_at_all(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("1", "5001", "2025-01-01"), meeting("2", "5002", "2025-01-01", member_visits=0)],
    )
    assert of("consultation.member_visits", by="district") == {"甲区": None, "乙区": 0, "丙区": 0}
