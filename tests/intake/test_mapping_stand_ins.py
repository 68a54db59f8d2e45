"""A sheet without the day of assignment, as most offices keep it: the clerk says which day stands in."""

from pathlib import Path

from sqlalchemy import Engine

from tests.intake.office_sheets import HERE, events, rows, settled, understood
from tests.intake_files import bring, with_divisions, xlsx

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


WATCHED = ["序号", "监督议题", "监督形式", "被监督单位", "县（市、区）", "督查起点", "整改时限", "整改情况", "完成时间"]


def test_a_column_that_nobody_reads_may_be_the_day_that_is_lacking(ledger: Engine, tmp_path: Path) -> None:
    """督查起点 is no word of the cockpit, but its cells are days; of the other columns that are not read none is one."""
    with_divisions(ledger)
    rows_of = [
        [1, "停车难", "视察监督", "民政局", "九龙坡区", "2026.1.5", "2026年4月30日", "已整改", "2026/4/20"],
        [2, "充电难", "专项监督", "民政局", "南岸区", "2026.2.6", "2026年5月30日", "正在整改", ""],
    ]
    file = xlsx(tmp_path / "监督.xlsx", ["2026年民主监督台账"], [*WATCHED, "联系人"], *([*r, "王某"] for r in rows_of))
    asked = {question.key: question for question in understood(ledger, file).asked}
    assert [choice.words for choice in asked["监督事项.opened_on"].choices] == ["按“督查起点”记"]
    closed = asked["销号.occurred_at"]
    assert [choice.words for choice in closed.choices] == ["按“完成时间”记", "销号不读入"]
    said = {"监督事项.opened_on": "督查起点", "units": "新增", closed.key: "完成时间"}
    assert bring(ledger, file, mapping=settled(ledger, file, **said)).accepted == 2
    opened = {row["title"]: (f"{row['opened_on']}", row["region"]) for row in rows(ledger, "supervisions")}
    assert opened == {"停车难": ("2026-01-05", "500107"), "充电难": ("2026-02-06", "500108")}
    found = [
        (row["stage"], f"{row['occurred_at'].astimezone(HERE):%m-%d}") for row in rows(ledger, "supervision_events")
    ]
    assert sorted(found) == [("整改", "04-20"), ("销号", "04-20")]


def test_where_a_matters_beginning_is_told_its_assignment_may_be_of_that_day(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    header = ["启动时间" if name == "督查起点" else name for name in WATCHED]
    row = [1, "停车难", "视察监督", "民政局", "九龙坡区", "2026.1.5", "2026年4月30日", "已整改", ""]
    file = xlsx(tmp_path / "监督.xlsx", ["2026年民主监督台账"], header, row)
    asked = {question.key: question for question in understood(ledger, file).asked}
    assert [choice.words for choice in asked["交办.occurred_at"].choices] == ["按“启动时间”记", "交办不读入"]
    said = {"交办.occurred_at": "启动时间", "销号.occurred_at": "不读", "units": "新增"}
    assert bring(ledger, file, mapping=settled(ledger, file, **said)).accepted == 1
    (matter,), (assigned,) = rows(ledger, "supervisions"), rows(ledger, "supervision_events")
    assert (f"{matter['opened_on']}", f"{matter['due_on']}", matter["region"]) == ("2026-01-05", "2026-04-30", "500107")
    assert (assigned["stage"], f"{assigned['occurred_at'].astimezone(HERE):%m-%d}") == ("交办", "01-05")
    assert assigned["note"] == "已整改"


def test_where_no_column_could_be_it_the_clerk_is_told_to_add_one(sqlite_ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "监督.xlsx",
        ["民主监督台账"],
        ["序号", "监督议题", "监督形式", "被监督单位", "备注"],
        [1, "甲", "视察监督", "民政局", "无"],
    )
    (question,) = (each for each in understood(sqlite_ledger, file).asked if each.key.endswith("opened_on"))
    assert question.ask == "表里没有监督事项的提出日期：请在表里加上这一列，重新选文件。" and question.choices == ()
