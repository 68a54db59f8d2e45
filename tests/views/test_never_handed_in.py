"""What a ledger was never told is missing, not 0: an office that keeps proposals alone is not told that it has no
stations and that no matter is late."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, event, matter, meeting, proposal, publish, put, region, settings_for, station, unit
from zxdata.figures import Matrix, View
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS, view

PLACES = [
    region("50", "某省", "省"),
    *(region(code, name, "区县", "50") for code, name in (("5001", "甲区"), ("5002", "乙县"))),
    *(region(f"5001{n:03}", f"{name}街道", "乡镇街道", "5001") for n, name in ((1, "东"), (2, "西"), (3, "南"))),
]
YEAR = Filters(day("2025-09-30"), since=day("2025-01-01"), until=day("2025-09-30"), basis="period")
LEDGERS: dict[str, dict[str, list[Any]]] = {
    "proposals": {
        "units": [unit("A", "甲局")],
        "proposals": [proposal("1", "2025-01-10", region="5001")],
        "proposal_events": [event("1", "立案", "2025-01-20"), event("1", "交办", "2025-01-25", unit="A", role="主办")],
    },
    "stations": {"workstations": [station("S1", "5001001", opened_on=day("2024-01-01"))]},
    "matters": {"supervisions": [matter("M1", "2025-03-01", region="5001", due_on=day("2025-04-01"))]},
    "meetings": {"consultations": [meeting("C1", "5001", "2025-05-06")]},
}
WHOLE = Scope.whole()
Shows = Callable[..., View]


@pytest.fixture
def shows(sqlite_ledger: Engine, tmp_path: Path) -> Iterator[Callable[[str], Shows]]:
    """The ledger of that name → what a view of it shows."""

    def of(name: str) -> Shows:
        put(sqlite_ledger, regions=PLACES, **LEDGERS[name])
        store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
        return lambda key, scope=WHOLE: view(store, key, YEAR, scope, settings)

    yield of


def cards(found: View) -> dict[str, str]:
    return {card.metric: card.with_unit for card in found.indicators}


@pytest.mark.parametrize("name", ["proposals", "meetings"])
def test_no_sentence_tells_of_what_nobody_handed_in(shows: Callable[[str], Shows], name: str) -> None:
    shown = shows(name)
    for key in VIEWS:
        found = shown(key)
        assert " — " not in found.headline and "None" not in found.headline and "nan" not in found.headline, key


def test_an_office_that_keeps_proposals_alone_sees_these_and_what_to_bring_in_for_more(
    shows: Callable[[str], Shows],
) -> None:
    shown = shows("proposals")
    found = shown("overview")
    assert found.headline == "在办 1 件，其中逾期 1 件，按期办复率 0.0%。"
    assert cards(found)["coverage.township_rate"] == cards(found)["consultation.meetings"] == "—"
    assert [card.metric.partition(".")[0] for card in found.indicators[:3]] == ["proposals"] * 3
    assert [card.base for card in found.indicators[3:5]] == ["还没有阵地", "还没有协商活动"]
    assert not {figure.key for figure in found.figures} & {"map", "ranking", "board"}
    assert found.notices[-1] == (
        "截至2025年9月30日，台账里还没有阵地、监督事项、协商活动等；按模板“阵地”“监督事项”“协商活动”等导入后显示。"
    )
    rows = found.figure("domains").frame.set_index("field")
    assert rows.loc["提案", ["said", "red"]].tolist() == ["在办 1 件", 1]
    assert rows.loc["监督", ["said", "red"]].tolist() == ["还没有监督事项", None]
    said = "截至2025年9月30日，台账里还没有监督事项；按模板“监督事项”导入后显示。"
    for key in ("supervision", "supervision.press", "supervision.replay"):
        assert (shown(key).headline, shown(key).figures, shown(key).table) == (said, (), None)


def test_without_activities_it_is_not_known_which_stations_are_asleep(shows: Callable[[str], Shows]) -> None:
    shown = shows("stations")
    found = shown("coverage")
    assert found.headline == "某省镇街覆盖率 33.3%，还有 2 个镇街没有阵地。"
    assert cards(found)["coverage.stations"] == "1 个" and cards(found)["coverage.stations_asleep"] == "—"
    assert next(c.base for c in found.indicators if c.metric == "coverage.stations_asleep") == "还没有阵地活动"
    assert shown("coverage.life").headline == "截至2025年9月30日，台账里还没有阵地活动；按模板“阵地活动”导入后显示。"


def test_a_district_without_a_station_in_a_ledger_that_has_some_has_none(shows: Callable[[str], Shows]) -> None:
    found = shows("stations")("coverage", Scope.of("5002"))
    assert cards(found)["coverage.stations"] == "0 个"


def test_proposals_that_were_never_assigned_are_not_said_to_be_none(sqlite_ledger: Engine, tmp_path: Path) -> None:
    rows = LEDGERS["proposals"] | {"proposal_events": [event("1", "立案", "2025-01-20")]}
    put(sqlite_ledger, regions=PLACES, **rows)
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    said = "立案 1 件，都没有写明何时交办，办理情况无从判断。"
    assert {view(store, key, YEAR, WHOLE, settings).headline for key in ("overview", "proposals")} == {said}


def test_the_first_year_of_a_ledger_is_not_worse_than_a_year_of_which_nothing_is_known(
    shows: Callable[[str], Shows],
) -> None:
    late = next(card for card in shows("proposals")("proposals").indicators if card.metric == "proposals.overdue")
    assert late.with_unit == "1 件" and late.change and (late.change.text, late.change.better) == ("—", None)


@pytest.mark.parametrize(("when", "value"), [("2025-01-09", "—"), ("2025-01-10", "0 件")])
def test_before_the_first_case_of_all_nothing_is_known(
    sqlite_ledger: Engine, tmp_path: Path, when: str, value: str
) -> None:
    put(sqlite_ledger, regions=PLACES, **LEDGERS["proposals"])
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    found = view(store, "proposals", Filters(day(when)), WHOLE, settings)
    assert cards(found)["proposals.overdue"] == value
    assert ("还没有提案" in found.headline) == (value == "—")


def test_districts_owe_only_what_some_district_has_begun_to_hand_in(shows: Callable[[str], Shows]) -> None:
    """The first meeting of all was in May: of the second quarter one district has one, and the rules ask both for it."""
    found = shows("meetings")("data.filing")
    assert found.headline == "1 个区县欠报 1 期。"
    assert found.figure("missing").frame[["district", "said"]].values.tolist() == [["乙县", "协商活动：2025年第二季度"]]
    assert found.figure("filed", Matrix).columns == ("协商活动",)


def test_districts_owe_nothing_of_a_ledger_without_a_row_of_what_the_rules_ask_for(
    shows: Callable[[str], Shows],
) -> None:
    found = shows("stations")("data.filing")
    assert found.headline == "没有到期的应报期；数据集从台账里有第一行的那一期起应报。"
    assert cards(found)["data.filings_missing"] == "0 期" and cards(found)["data.filing_rate"] == "—"


def test_stations_of_a_district_alone_leave_it_open_which_townships_have_one(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    stations = [station(f"S{n}", code, opened_on=day("2024-01-01")) for n, code in enumerate(("5001", "5001", "5002"))]
    put(sqlite_ledger, regions=PLACES, workstations=stations)
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    shown = {key: view(store, key, YEAR, WHOLE, settings) for key in ("overview", "coverage")}
    assert shown["coverage"].headline == (
        "某省有 3 个阵地，都只记到区县、没有记到镇街，镇街覆盖无从判断；所属区划写到乡镇街道后显示。"
    )
    for found in shown.values():
        assert found.indicators[0].base == "3 个阵地都没有记到镇街"


def test_the_overview_begins_with_what_the_ledger_has(shows: Callable[[str], Shows]) -> None:
    """Of matters alone their own numbers, of which the other pages' heads say the same."""
    found = shows("matters")("overview").indicators
    assert [(card.name, card.with_unit) for card in found[:3]] == [
        ("监督事项", "1 件"),
        ("按期整改率", "0.0%"),
        ("办结率", "0.0%"),
    ]
    assert len(found) == 6 and {card.with_unit for card in found[3:]} == {"—"}
