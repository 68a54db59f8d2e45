"""A sheet without the day of assignment, as most offices keep it: the clerk says which day stands in."""

from pathlib import Path

from sqlalchemy import Engine

from tests.intake.office_sheets import events, rows, settled, understood
from tests.intake_files import bring, xlsx

HEADER = ["案号", "案由", "提交日期", "立案日期", "主办单位", "会办单位", "办理期限", "答复日期"]
TITLE = ["2025年提案办理情况一览表"]
ANSWERED = ["2025001", "甲", "2025-01-10", "2025-01-20", "民政局", "财政局", "2025-04-20", "2025-04-01"]
WAITING = ["2025002", "乙", "2025-01-12", "2025-02-05", "民政局", "", "三个月", ""]


def test_where_no_day_of_assignment_is_written_another_may_stand_in(ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(tmp_path / "提案.xlsx", TITLE, HEADER, ANSWERED, WAITING)
    found = understood(ledger, file)
    asked = {question.key: question for question in found.asked}
    assert asked.keys() == {"交办.occurred_at", "units"}  # once, though two kinds of unit are assigned
    question = asked["交办.occurred_at"]
    assert question.ask == "表里没有交办的时间，从哪里取？"
    assert [choice.words for choice in question.choices] == ["按“立案日期”记", "按“提交日期”记", "交办不读入"]
    assert found.proposal.unread == ()
    receipt = bring(ledger, file, mapping=found.settled({"交办.occurred_at": "立案日期", "units": "新增"}))
    assert (receipt.accepted, receipt.faults) == (2, ())
    assert events(ledger, "2025001") == [
        ("交办", "01-20", "民政局", "主办", None),
        ("交办", "01-20", "财政局", "会办", None),
        ("立案", "01-20", None, None, None),
        ("答复", "04-01", "民政局", "主办", None),
    ]
    assert events(ledger, "2025002") == [("交办", "02-05", "民政局", "主办", None), ("立案", "02-05", None, None, None)]
    limits = {row["proposal_no"]: f"{row['due_on']}" for row in rows(ledger, "proposal_events") if row["due_on"]}
    assert limits == {"2025001": "2025-04-20", "2025002": "2025-05-05"}  # three months from the day that stands in


def test_what_the_clerk_does_not_want_assigned_is_left_out_with_its_units(ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(tmp_path / "提案.xlsx", TITLE, HEADER, ANSWERED, WAITING)
    bring(ledger, file, mapping=settled(ledger, file, **{"交办.occurred_at": "不读", "units": "新增"}))
    assert {row["stage"] for row in rows(ledger, "proposal_events")} == {"立案", "答复"}


def test_a_sheet_that_says_nothing_of_an_assignment_is_not_asked_about_it(ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "提案.xlsx", TITLE, ["案号", "案由", "立案日期", "备注"], ["2025001", "甲", "2025-01-20", "急"]
    )
    assert {question.key for question in understood(ledger, file).asked} == {"提案.submitted_on"}
