"""The body of a district: its townships are told apart, and no chart compares it with itself."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, meeting, publish, put, region, settings_for, station
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.views import view

TOWNS = [region(f"5001{n:03}", f"{name}街道", "乡镇街道", "5001") for n, name in ((1, "东"), (2, "西"), (3, "南"))]
HOME = [region("5001", "甲区", "区县"), *TOWNS]
YEAR = Filters(day("2025-09-30"), since=day("2025-01-01"), until=day("2025-09-30"), basis="period")


@pytest.fixture
def shown(sqlite_ledger: Engine, tmp_path: Path) -> dict[str, View]:
    stations = [
        station(f"S{n}", code, opened_on=day("2024-01-01")) for n, code in enumerate(("5001001", "5001001", "5001002"))
    ]
    meetings = [meeting("C1", "5001002", "2025-05-06"), meeting("C2", "5001", "2025-06-01")]
    put(sqlite_ledger, regions=HOME, workstations=stations, consultations=meetings)
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    keys = ("overview", "coverage", "consultation", "consultation.places")
    return {key: view(store, key, YEAR, Scope.whole(), settings) for key in keys}


def test_no_figure_compares_the_district_with_itself(shown: dict[str, View]) -> None:
    for found in shown.values():
        assert not {"map", "ranking", "funnel"} & {figure.key for figure in found.figures}, found.key
    assert shown["coverage"].headline == "甲区镇街覆盖率 66.7%，还有 1 个镇街没有阵地。"


def test_its_tables_are_of_its_townships(shown: dict[str, View]) -> None:
    table = shown["coverage"].table
    assert table is not None
    stations = table.frame.set_index("name")["coverage.stations"].to_dict()
    assert stations == {"东街道": 2, "西街道": 1, "南街道": 0}
    table = shown["consultation"].table
    assert table is not None
    meetings = table.frame.set_index("name")["consultation.meetings"].to_dict()
    assert meetings == {"东街道": 0, "西街道": 1, "南街道": 0, "甲区本级": 1}


def test_its_meetings_are_not_told_by_districts_without_any(shown: dict[str, View]) -> None:
    """Of two meetings one is of a township; the other may have been in either of the two that have none."""
    found = shown["consultation.places"]
    assert found.headline == "2 场中记到镇街的 1 场，占 50.0%，2 个镇街无从判断，能判断的镇街中没有协商的 0 个。"
    assert "quiet" not in {figure.key for figure in found.figures}
