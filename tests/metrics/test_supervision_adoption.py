"""监督's own suggestions against their own line, and rules that bind only those whom they name."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.consultation_ledger import Ledger, making
from tests.ledger_rows import Row, day, default_rules, matter, meeting, suggestion
from zxdata.filters import Filters, Scope
from zxdata.metrics.supervision.following import suggestion_clocks
from zxdata.rules.audience import Audience
from zxdata.rules.flooding import Flooding


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    return making(sqlite_ledger, tmp_path)


def suggested(number: str, matter_no: str, raised: str, **more: Any) -> Row:
    return suggestion(number, matter_no, raised) | {"origin": "监督"} | more


def quzhou() -> dict[str, list[Row]]:
    """1,904 suggestions of one matter, 802 adopted; and one of a meeting, which is not supervision's."""
    rows = [
        suggested(
            str(n),
            "J1",
            "2025-04-01",
            replied_on=day("2025-04-09"),
            adoption="采纳" if n < 802 else "部分采纳" if n < 900 else "未采纳",
        )
        for n in range(1904)
    ]
    return {
        "consultations": [meeting("1", "5001", "2025-03-01")],
        "supervisions": [matter("J1", "2025-03-01", region="5001", form="专项", channel="视察", leader="甲")],
        "suggestions": [*rows, suggestion("协商的", "1", "2025-04-01", adoption="采纳")],
    }


def test_quzhou_stands_below_the_line_of_supervision(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(**quzhou())
    assert f"{found.of('supervision.adoption_rate'):.2%}" == "42.12%"
    assert found.of("supervision.adoption_rate_with_partial") == 900 / 1904
    assert found.of("supervision.suggestions") == 1904 and found.of("consultation.suggestions") == 1
    shown = found.view("supervision.closing")
    adopting = shown.figure("adopting")
    assert adopting.target == 0.7  # type: ignore[attr-defined]
    assert adopting.frame["name"].tolist() == ["甲区"]  # the others suggested nothing and are not judged
    assert found.view("consultation.outcomes").headline == "采纳率 100.0%（1 / 1 条，部分采纳不计入采纳）。"


def test_a_suggestion_of_supervision_is_cut_as_its_matter_is(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(**quzhou())
    for dimension, value in (("form", "专项"), ("channel", "视察"), ("leader", "甲")):
        assert found.of("supervision.suggestions", by=dimension) == {value: 1904}


def test_effectiveness_is_measured_by_supervisions_own_adoption() -> None:
    parts = {part.metric for part in default_rules().indices["effectiveness"].parts}
    assert "supervision.adoption_rate" in parts and "consultation.adoption_rate" not in parts


def test_a_rule_binds_only_those_whom_it_names(ledger_of: Callable[..., Ledger]) -> None:
    """Looked back at within a month: only what 监督 suggested, and here only in 甲区 and below it."""
    raised = day("2025-03-01")
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        supervisions=[
            matter("J1", "2025-03-01", region="5001001"),
            matter("J2", "2025-03-01", region="5002"),
        ],
        suggestions=[
            suggestion("协商", "1", "2025-03-01"),
            suggested("甲", "J1", "2025-03-01"),
            suggested("乙", "J2", "2025-03-01"),
        ],
        follow_ups=[
            {"suggestion_no": "甲", "kind": "签批", "held_on": raised + timedelta(8)},
            {"suggestion_no": "乙", "kind": "签收", "held_on": raised + timedelta(7)},
            {"suggestion_no": "协商", "kind": "回头看", "held_on": raised},
        ],
    )

    def clocks(audience: Audience) -> dict[tuple[str, str], int]:
        rules = default_rules()
        own = rules.suggestions.model_copy(update={"look_back_for": audience})
        with found._store.reading(Scope.whole()) as reading:
            counted = suggestion_clocks(
                reading, Filters(day("2025-09-30")), rules.model_copy(update={"suggestions": own})
            )
        return {(row.clock, row.colour): row.value for row in counted if row.value}

    every = {("签批", "done"): 1, ("签批", "done_late"): 1, ("签批", "red"): 1, ("答复", "red"): 3}
    assert clocks(default_rules().suggestions.look_back_for) == every | {("回头看", "red"): 2}
    assert clocks(Audience(origins=("监督",), regions=("5001",))) == every | {("回头看", "red"): 1}
    assert clocks(Audience(regions=("50",))) == every | {("回头看", "red"): 2, ("回头看", "done"): 1}
    assert clocks(Audience(forms=("专项",))) == every


def test_a_rule_that_turns_more_than_half_red_is_doubted() -> None:
    flooding = Flooding()
    assert flooding.doubt("一月一调度", 10, 20, "项", "中调度、通报、评估的间隔") == ""
    assert flooding.doubt("一月一调度", 11, 20, "项", "中调度、通报、评估的间隔") == (
        "“一月一调度”使 20 项中的 11 项为红，超过 50%，多半是规则不合适：请核对规则文件中调度、通报、评估的间隔。"
    )
    assert flooding.doubt("一月一调度", 19, 19, "项", "中调度、通报、评估的间隔") == ""  # too few to doubt a rule


def test_the_page_doubts_the_rule_that_floods_it(ledger_of: Callable[..., Ledger]) -> None:
    rows = [suggested(str(n), "J1", "2025-03-01") for n in range(30)]
    found = ledger_of(supervisions=[matter("J1", "2025-03-01", region="5001")], suggestions=rows)
    (told,) = found.view("supervision.closing").notices
    assert told.startswith("“答复（3 个月）”使 30 条中的 30 条为红，超过 50%")
