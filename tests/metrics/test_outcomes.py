"""Outputs, endorsements, links and ratings, each counted by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.consultation_ledger import Ledger, making
from tests.ledger_rows import Row, day, matter, progress, suggestion


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    return making(sqlite_ledger, tmp_path)


def output(number: str, kind: str, issued: str, **more: object) -> Row:
    return {"output_no": number, "title": f"成果{number}", "kind": kind, "issued_on": day(issued)} | more


def rated(number: str, side: str, aspect: str, on: str, score: float | None, **more: object) -> Row:
    row: Row = {"subject": "监督", "subject_no": number, "side": side, "aspect": aspect, "rated_on": day(on)}
    return row | {"score": score} | more


def supervision() -> dict[str, list[Row]]:
    return {
        "supervisions": [
            matter("J1", "2025-03-01", region="5001", form="随手拍"),
            matter("J2", "2025-03-01", region="5002"),
        ],
        "outputs": [
            output("C1", "民主监督建议书", "2025-04-01", origin="监督", origin_no="J1"),
            output("C2", "案例", "2025-05-01", origin="监督", origin_no="J2", selected="直报十条"),
            output("C3", "协商纪要", "2025-05-01", region="5001", selected="示范案例"),
            output("C4", "视察报告", "2025-10-01", origin="监督", origin_no="J1"),
        ],
        "endorsements": [
            {
                "endorsement_no": "1",
                "subject": "成果",
                "subject_no": "C1",
                "rank": "厅局",
                "given_on": day("2025-05-02"),
            }
            | {"result": "已落实"},
            {
                "endorsement_no": "2",
                "subject": "监督",
                "subject_no": "J2",
                "rank": "县处",
                "given_on": day("2025-05-02"),
            },
            {
                "endorsement_no": "3",
                "subject": "成果",
                "subject_no": "C3",
                "rank": "县处",
                "given_on": day("2025-05-02"),
            },
        ],
        "suggestions": [suggestion("Y1", "J1", "2025-04-01") | {"origin": "监督"}],
        "links": [
            {"from_kind": "建议", "from_no": "Y1", "to_kind": "提案", "to_no": "P1", "linked_on": day("2025-06-01")},
            {"from_kind": "成果", "from_no": "C3", "to_kind": "信息", "to_no": "B1", "linked_on": day("2025-06-01")},
        ],
    }


def test_what_comes_of_supervision_is_told_from_what_comes_of_others(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(**supervision())
    assert found.of("outcomes.outputs") == 3 and found.of("supervision.outputs") == 2  # C4 is still to come
    assert found.of("supervision.recommendations") == 1
    assert found.of("supervision.cases") == 1 and found.of("supervision.direct") == 1
    assert found.of("outcomes.selected") == 2
    assert found.of("outcomes.endorsements", by="origin") == {"监督": 2, "未填": 1}
    assert found.of("supervision.endorsements", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0}
    assert found.of("outcomes.endorsed_rate") == 1 / 3
    assert found.of("outcomes.conversions", by="origin") == {"监督": 1, "未填": 1}
    assert found.of("supervision.conversions", by="kind") == {"提案": 1}


def test_of_one_rater_in_one_aspect_the_last_word_holds(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(
        supervisions=[matter("J1", "2025-03-01", region="5001")],
        ratings=[
            rated("J1", "委员", "整改", "2025-05-01", 60.0, rater="甲", result="不满意"),
            rated("J1", "委员", "整改", "2025-06-01", 90.0, rater="甲", result="满意"),
            rated("J1", "委员", "整改", "2025-05-01", 80.0, rater="乙", result="满意"),
            rated("J1", "委员", "配合度", "2025-05-01", None, rater="甲"),
        ],
    )
    assert found.of("supervision.score_mean", "2025-05-31", by="aspect") == {"整改": 70.0, "配合度": None}
    assert found.of("supervision.score_mean", by="aspect") == {"整改": 85.0, "配合度": None}
    assert found.of("outcomes.ratings") == 3
    assert found.of("supervision.unsatisfied", "2025-05-31") == 1 and found.of("supervision.unsatisfied") == 0
    assert found.of("outcomes.satisfied_rate", "2025-05-31") == 1 / 2 and found.of("outcomes.satisfied_rate") == 1


def test_each_leg_from_found_to_fed_back_has_its_own_median(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(
        supervisions=[matter("J1", "2025-03-01", form="随手拍", region="5001")],
        supervision_events=[
            progress("J1", "交办", "2025-03-03"),
            progress("J1", "签收", "2025-03-08"),
            progress("J1", "反馈", "2025-03-20"),
        ],
    )
    legs = ("handover", "acceptance", "feedback")
    assert [found.of(f"supervision.{leg}_days_median") for leg in legs] == [2, 5, 17]
    table = found.view("supervision.outcomes").figure("legs").frame.iloc[0].tolist()
    assert table == ["随手拍", 1, 2, 5, 17, None]  # not closed yet


def test_the_case_library_is_searched_by_a_word(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(**supervision())
    library = found.view("supervision.outcomes").figure("library")
    assert library.frame["title"].tolist() == ["成果C2"]
    assert found.view("supervision.outcomes", options=(("word", "C2"),)).figure("library").frame.shape[0] == 1
    none = found.view("supervision.outcomes", options=(("word", "没有"),)).figure("library")
    assert none.frame.empty and none.empty == "没有标题含“没有”的案例。"


def test_the_calendar_of_supervision_names_who_wrote_each_months_letters(ledger_of: Callable[..., Ledger]) -> None:
    rows = supervision()
    rows["outputs"][0]["lead"] = "提案委员会"
    table = ledger_of(**rows).view("supervision.outcomes").figure("by_month").frame.set_index("month")
    assert len(table) == 12 and table.index[-1] == "2025-09"
    assert table.loc["2025-04"].tolist() == ["提案委员会", 0, 1, 0, 0]
    assert table.loc["2025-03"].tolist() == ["", 2, 0, 0, 0]
    assert table.loc["2025-05"].tolist() == ["", 0, 0, 2, 0] and table.loc["2025-06"].tolist() == ["", 0, 0, 0, 1]
