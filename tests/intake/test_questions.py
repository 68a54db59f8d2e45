"""What a file leaves open is asked with its possible readings, and an answer lets the rows in."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring, csv, with_divisions, xlsx
from zxdata.errors import Unreadable
from zxdata.intake.assumptions import Assumptions
from zxdata.ledger import TABLES, reading

DATA = Path(__file__).parent / "data"
READ = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 18, 21, 22, 23, 24, 25, 29, 30, 31}  # DT.. as 5 March 2025, or
LEAP = {18: date(2024, 2, 29)}  # as this day


def _days(engine: Engine) -> dict[int, date]:
    t = TABLES["proposals"]
    with reading(engine) as connection:
        rows = connection.execute(sa.select(t.c.proposal_no, t.c.submitted_on)).all()
    return {int(number.removeprefix("DT")): day for number, day in rows}


def test_days_in_every_spelling_are_read_asked_or_refused(sqlite_ledger: Engine) -> None:
    receipt = bring(sqlite_ledger, DATA / "dates.xlsx")
    assert _days(sqlite_ledger) == {n: LEAP.get(n, date(2025, 3, 5)) for n in READ}
    asked = {
        question.key: (question.rows, [choice.value for choice in question.choices]) for question in receipt.questions
    }
    assert asked["order"] == (1, ["month", "day"])
    assert asked["span"] == (1, ["first", "last"])
    assert asked["year"][0] == 2 and {"2024", "2025"} <= set(asked["year"][1])
    reasons = {int(fault.row) - 2: fault.reason for fault in receipt.faults}
    assert {n: reasons[n] for n in (0, 1, 14, 17, 19, 20)} == {
        0: "只写到月，没有写到日",
        1: "只写到月，没有写到日",
        14: "年份不是四位，无法断定是哪一年",
        17: "日历上没有这一天或这一时刻",
        19: "只写到月，没有写到日",
        20: "只写到月，没有写到日（2025.1 也可能原是 2025.10）",
    }


def test_answers_let_in_the_rows_that_waited(sqlite_ledger: Engine) -> None:
    said = Assumptions(year=2025, order="month", span="first")
    receipt = bring(sqlite_ledger, DATA / "dates.xlsx", assumed=said)
    assert receipt.questions == ()
    settled = {2: date(2025, 3, 5), 3: date(2025, 3, 15), 26: date(2025, 3, 5), 27: date(2025, 3, 5)}
    assert _days(sqlite_ledger) == {n: LEAP.get(n, date(2025, 3, 5)) for n in READ} | settled
    assert {int(fault.row) - 2 for fault in receipt.faults} == {0, 1, 14, 17, 19, 20, 28}


def test_a_year_is_offered_from_the_title_with_its_place(sqlite_ledger: Engine, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["二〇二三年度与2024年度提案登记表"], ["提案号", "标题", "提交日期"], ["1", "题", "3.15"]]
    (question,) = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows), dry_run=True).questions
    assert question.choices[0].words == "2024 年（标题“二〇二三年度与2024年度提案登记表”）"
    assert "“3.15”" in question.ask


def test_a_number_that_excel_may_have_cut_is_no_day(sqlite_ledger: Engine, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["提案号", "标题", "提交日期"], ["1", "题", 3.1], ["2", "题", 3.15], ["3", "题", "3.1"]]
    receipt = bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows), assumed=Assumptions(year=2025))
    (fault,) = receipt.faults
    assert (fault.row, fault.reason) == (2, "是一个数，不是日期：3.1 也可能原是 3.10")


def test_a_limit_may_be_the_end_of_a_month_and_no_remark_without_room_for_it(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    lines = ["F1,甲,2025-04-01,2025年8月底前,", "F2,乙,2025-05-10,立行立改,", "F3,丙,2025-05-10,2025年6月30日前,"]
    receipt = bring(sqlite_ledger, csv(tmp_path / "a.csv", "事项编号,题目,提出日期,整改期限,备忘", *lines))
    t = TABLES["supervisions"]
    with reading(sqlite_ledger) as connection:
        due = list(connection.scalars(sa.select(t.c.due_on).order_by(t.c.matter_no)))
    assert due == [date(2025, 8, 31), date(2025, 6, 30)]
    assert [(fault.row, fault.value) for fault in receipt.faults] == [(3, "立行立改")]


def test_a_limit_that_is_a_remark_is_kept_where_there_are_remarks(sqlite_ledger: Engine, tmp_path: Path) -> None:
    bring(sqlite_ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期", "1,题,2025-01-01"))
    lines = ["1,交办,2025-03-01,立行立改,已电话通知", "1,签收,2025-03-02,,无"]
    bring(sqlite_ledger, csv(tmp_path / "b.csv", "提案号,节点,时间,期限,备注", *lines))
    t = TABLES["proposal_events"]
    with reading(sqlite_ledger) as connection:
        notes = list(connection.scalars(sa.select(t.c.note).order_by(t.c.occurred_at)))
    assert notes == ["期限：立行立改；已电话通知", None]


def test_counts_in_every_spelling_are_read_or_refused(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    bring(sqlite_ledger, csv(tmp_path / "站.csv", "阵地编号,名称,类型,所在区划", "T1,站,工作站,九龙坡区"))
    receipt = bring(sqlite_ledger, DATA / "numbers.xlsx")
    t = TABLES["activities"]
    with reading(sqlite_ledger) as connection:
        found = dict(connection.execute(sa.select(t.c.activity_no, t.c.member_visits)).tuples().all())
    empty = dict.fromkeys(("A09", "A10", "A11", "A12", "A20"))
    assert found == {"A00": 12, "A01": 12, "A04": 1200, "A05": 12, "A16": 12, "A17": 5} | empty
    refused = {fault.value for fault in receipt.faults}
    assert refused == {"约30", "30余人", "12.5", "0.85", "85%", "1.2万", "两人", "12人次（其中委员3人）", "-3", "3-5"}
    assert all(fault.remedy for fault in receipt.faults)


@pytest.mark.parametrize(
    ("header", "cell", "population"),
    [("人口（万人）", "153", 1_530_000), ("人口\n(单位：万)", "15.37", 153_700), ("人口（人）", "1,530", 1530)],
)
def test_the_unit_in_a_header_counts(
    sqlite_ledger: Engine, tmp_path: Path, header: str, cell: str, population: int
) -> None:
    rows = [["代码", "名称", "级别", header], ["500107", "九龙坡区", "区县", cell]]
    assert bring(sqlite_ledger, xlsx(tmp_path / "a.xlsx", *rows)).accepted == 1
    with reading(sqlite_ledger) as connection:
        assert connection.scalar(sa.select(TABLES["regions"].c.population)) == population


def test_a_unit_in_a_header_that_the_column_lacks_is_refused(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="“户”不是人口认得的单位"):
        bring(sqlite_ledger, csv(tmp_path / "a.csv", "代码,名称,级别,人口（户）", "500107,九龙坡区,区县,153"))


def test_population_in_ten_thousands_as_in_the_yearbook(sqlite_ledger: Engine) -> None:
    bring(sqlite_ledger, DATA / "population_wan.csv")
    with reading(sqlite_ledger) as connection:
        assert connection.scalar(sa.select(TABLES["regions"].c.population)) == 1_530_000


def test_a_name_no_unit_bears_is_asked_with_the_nearest(sqlite_ledger: Engine, tmp_path: Path) -> None:
    bring(sqlite_ledger, csv(tmp_path / "单位.csv", "单位编号,名称,别名", "U1,区教育委员会,区教委", "U2,区民政局,"))
    header = "事项编号,题目,提出日期,责任单位"
    lines = ("F1,甲,2025-01-01,区教育委", "F2,乙,2025-01-01,区教育委", "F3,丙,2025-01-01,水利局")
    receipt = bring(sqlite_ledger, csv(tmp_path / "监督.csv", header, *lines))
    first, second = receipt.questions
    assert (first.key, first.rows) == ("same.区教育委", 2)
    assert [choice.value for choice in first.choices] == ["U1", "new"]
    assert (second.key, [choice.value for choice in second.choices]) == ("same.水利局", ["new"])


UNITS = ("单位编号,名称,别名", "U1,区教育委员会,区教委", "U2,区民政局,")
MATTERS = "事项编号,题目,提出日期,责任单位"


def _units(engine: Engine) -> list[tuple[str, str, str | None]]:
    t = TABLES["units"]
    with reading(engine) as connection:
        rows = connection.execute(sa.select(t.c.unit_no, t.c.name, t.c.aliases).order_by(t.c.unit_no)).tuples()
        return [tuple(row) for row in rows]


def test_new_units_are_taken_in_once_the_clerk_says_so(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "单位.csv", *UNITS))
    lines = ("F1,甲,2025-01-01,水利局", "F2,乙,2025-01-01,区教委", "F3,丙,2025-01-01,水 利局", "F4,,2025-01-01,林业局")
    file = csv(tmp_path / "监督.csv", MATTERS, *lines)
    receipt = bring(ledger, file, assumed=Assumptions(new_units=True))
    assert (receipt.accepted, receipt.refused) == (3, 1)
    assert _units(ledger)[2:] == [("新0001", "水利局", None)]  # 林业局 stands only in a refused row
    assert "登记了 1 个新的承办单位：水利局（新0001）。" in receipt.findings
    t = TABLES["supervisions"]
    with reading(ledger) as connection:
        assert list(connection.scalars(sa.select(t.c.unit).order_by(t.c.matter_no))) == ["新0001", "U1", "新0001"]
    bring(ledger, csv(tmp_path / "又.csv", MATTERS, "F5,戊,2025-01-01,林业局"), assumed=Assumptions(new_units=True))
    assert _units(ledger)[3] == ("新0002", "林业局", None)


def test_a_name_that_the_clerk_calls_the_same_is_learned_as_an_alias(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "单位.csv", *UNITS))
    file = csv(tmp_path / "监督.csv", MATTERS, "F1,甲,2025-01-01,区教育委")
    assert bring(ledger, file, assumed=Assumptions(same={"区教育委": "U1"})).accepted == 1
    assert _units(ledger)[0] == ("U1", "区教育委员会", "区教委、区教育委")
    assert bring(ledger, csv(tmp_path / "又.csv", MATTERS, "F2,乙,2025-01-01,区教育委")).accepted == 1


def test_of_two_units_of_one_name_the_clerk_is_asked_which(sqlite_ledger: Engine, tmp_path: Path) -> None:
    bring(sqlite_ledger, csv(tmp_path / "单位.csv", UNITS[0], "U1,区教育委员会,", "U2,区教育委员会,"))
    file = csv(tmp_path / "监督.csv", MATTERS, "F1,甲,2025-01-01,区教育委员会")
    (question,) = bring(sqlite_ledger, file).questions
    assert [choice.value for choice in question.choices] == ["U1", "U2"]
    assert bring(sqlite_ledger, file, assumed=Assumptions(same={"区教育委员会": "U2"})).accepted == 1
