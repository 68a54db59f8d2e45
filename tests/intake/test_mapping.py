"""An office's own sheet, one row a case, becomes rows of several datasets."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from tests.intake.office_sheets import (
    ANSWERS,
    DATA,
    HEADER,
    HERE,
    PROPOSALS,
    events,
    keep,
    own,
    rows,
    settled,
    taken,
    understood,
)
from tests.intake_files import SETTINGS, bring, csv, with_divisions, xlsx
from zxdata.errors import WrongUse
from zxdata.intake import mapping, open_book, write_report


def test_the_headers_of_an_office_are_understood_and_what_is_unsure_is_asked(ledger: Engine) -> None:
    found = understood(ledger, PROPOSALS)
    words = {"".join(column.header.split()): column.word for column in found.proposal.columns}
    assert words == {"序号": "", "分管领导": "分管领导"} | {
        name: name
        for name in ("案号", "案由", "提案人", "界别", "类别", "立案时间", "主办单位", "会办单位", "交办时间")
    } | {name: name for name in ("办理期限", "办复时间", "办理结果", "委员评价")}
    assert {q.key: [choice.value for choice in q.choices] for q in found.asked} == {
        "提案.submitted_on": ["立案时间", "交办时间"],
        "评价.occurred_at": ["办复时间", "不读"],
        "year": ["标题", "2024"],
        "leads": ["分办", "首个主办"],
        "units": ["新增", "退回"],
    }
    assert found.open(ANSWERS) == ()


def test_a_row_of_theirs_becomes_a_proposal_and_an_event_for_each_day_and_unit(ledger: Engine) -> None:
    receipt = bring(ledger, PROPOSALS, mapping=settled(ledger, PROPOSALS, **ANSWERS))
    assert receipt.accepted == 6
    first = next(row for row in rows(ledger, "proposals") if row["proposal_no"] == "六届三次第1号")
    assert (
        first["title"],
        first["proposers"],
        first["session"],
        first["leader"],
        first["submitted_on"],
        first["submitted_from"],
    ) == (
        "关于推进老旧小区加装电梯的建议",
        "张某、李某",
        "六届三次",
        "王副区长",
        date(2025, 1, 15),
        "立案时间",
    )
    assert events(ledger, "六届三次第1号") == [
        ("立案", "01-15", None, None, None),
        ("交办", "03-05", "区住房城乡建委", "主办", None),
        ("交办", "03-05", "区规划自然资源局", "会办", None),
        ("交办", "03-05", "区财政局", "会办", None),
        ("答复", "05-28", "区住房城乡建委", "主办", "A"),
        ("评价", "05-28", "区住房城乡建委", None, "满意"),
    ]
    assert ("答复", "06-09", "区经济信息委", "主办", "A") in events(ledger, "六届三次第4号")
    assert ("交办", "03-10", "区教委", "会办", None) in events(ledger, "六届三次第3号")
    (merged,) = [row for row in rows(ledger, "proposal_events") if row["stage"] == "并案"]
    assert (merged["proposal_no"], merged["occurred_at"], merged["note"]) == (
        "六届三次第6号",
        datetime(2025, 1, 17, tzinfo=HERE),
        "六届三次第1号",
    )
    (span,) = [
        row["due_on"] for row in rows(ledger, "proposal_events") if row["due_on"] and row["proposal_no"][-2] == "5"
    ]
    assert span == date(2025, 6, 10)
    assert Counter(row["stage"] for row in rows(ledger, "proposal_events")) == {
        "立案": 6,
        "并案": 1,
        "交办": 13,
        "答复": 3,
        "评价": 3,
    }


def test_nothing_is_guessed_where_a_question_is_left_open(ledger: Engine) -> None:
    by = settled(ledger, PROPOSALS, **{"提案.submitted_on": "立案时间", "评价.occurred_at": "不读"})
    receipt = bring(ledger, PROPOSALS, mapping=by)
    reasons = {(fault.row, fault.column): fault.reason for fault in receipt.faults}
    assert reasons[4, "交办时间"] == "没有写年份"
    assert reasons[6, "主办单位"] == "有几个单位，不知是分办还是首个主办"
    assert "承办单位表里没有" in reasons[8, "主办单位"]
    assert rows(ledger, "proposals") == []
    with pytest.raises(WrongUse, match=r"提案\.submitted_on"):
        bring(ledger, PROPOSALS, mapping=settled(ledger, PROPOSALS))


def test_sheets_of_one_workbook_are_all_read_by_one_mapping(ledger: Engine, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for month, number in (("1月", "第1号"), ("2月", "第2号")):
        sheet = book.create_sheet(month)
        sheet.append(["2025年提案办理台账"])
        sheet.append(HEADER)
        sheet.append([number, f"{month}的建议", "2025-01-10", "区教委", "", "2025-03-05", "", "", ""])
    del book["Sheet"]
    book.save(tmp_path / "各月.xlsx")
    receipt = taken(ledger, tmp_path / "各月.xlsx")
    assert (receipt.read, receipt.accepted) == (2, 2)
    assert [row["title"] for row in rows(ledger, "proposals")] == ["1月的建议", "2月的建议"]


def test_a_row_goes_in_whole_or_not_at_all_and_the_report_stands_on_their_sheet(ledger: Engine, tmp_path: Path) -> None:
    good = ["第1号", "甲", "2025-01-10", "区教委", "", "2025-03-05", "", "", ""]
    bad = ["第2号", "乙", "2025-01-11", "区教委", "区财政局", "2025-03-05", "", "2025-02-30", "A"]
    receipt = taken(ledger, own(tmp_path, good, bad))
    assert (receipt.read, receipt.accepted, receipt.refused) == (2, 1, 1)
    assert [row["proposal_no"] for row in rows(ledger, "proposals")] == ["2025年第1号"]
    assert events(ledger, "2025年第2号") == [] and [row["name"] for row in rows(ledger, "units")] == ["区教委"]
    write_report(receipt, tmp_path / "退回.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["退回原因", *HEADER]
    assert sheet["A4"].value == "办复时间“2025-02-30”：日历上没有这一天或这一时刻；请核对年月日和时刻。"
    assert sheet["I4"].fill.fgColor.rgb == "FFFFD9D6" and sheet["C4"].fill.fill_type is None


def test_two_lead_units_are_both_answerable_or_the_first_leads_as_the_clerk_says(
    ledger: Engine, tmp_path: Path
) -> None:
    file = own(
        tmp_path, ["第1号", "甲", "2025-01-10", "区教委；区公安分局", "区财政局", "2025-03-05", "", "2025-05-06", "A"]
    )
    taken(ledger, file, leads="分办")
    assert [(stage, unit, role) for stage, _, unit, role, _ in events(ledger, "2025年第1号")] == [
        ("交办", "区财政局", "会办"),
        ("交办", "区公安分局", "分办"),
        ("交办", "区教委", "分办"),
        ("答复", "区公安分局", "分办"),
        ("答复", "区教委", "分办"),
    ]
    taken(ledger, file, leads="首个主办")
    assert [(stage, unit, role) for stage, _, unit, role, _ in events(ledger, "2025年第1号")] == [
        ("交办", "区教委", "主办"),
        ("交办", "区公安分局", "会办"),
        ("交办", "区财政局", "会办"),
        ("答复", "区教委", "主办"),
    ]


def test_numbers_that_start_again_each_year_are_composed_with_the_session(ledger: Engine) -> None:
    keep(ledger, settled(ledger, DATA / "提案_2024.csv"), "提案")
    for year in ("2024", "2025"):
        assert bring(ledger, DATA / f"提案_{year}.csv").accepted == 2
    assert sorted((row["proposal_no"], row["submitted_on"].year) for row in rows(ledger, "proposals")) == [
        ("六届三次第0001号", 2025),
        ("六届三次第0002号", 2025),
        ("六届二次第0001号", 2024),
        ("六届二次第0002号", 2024),
    ]


def test_columns_that_nobody_reads_are_said_once(ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "台账.xlsx", ["案号", "案由", "提交时间", "联系电话"], ["20250001", "甲", "2025-01-10", "8888"]
    )
    found = understood(ledger, file)
    assert found.proposal.unread == ("联系电话",)
    assert "没有对应字段的列未读入：联系电话。" in bring(ledger, file, mapping=found.proposal.mapping).findings
    told = replace(found.proposal.mapping, unread=("联系电话",))
    assert bring(ledger, file, mapping=told).findings == ()


def test_a_column_may_be_given_another_meaning_or_none(ledger: Engine, tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "台账.xlsx", ["案号", "案由", "来件", "办结"], ["20250001", "甲", "2025-01-10", "2025-03-01"]
    )
    found = understood(ledger, file, 来件="提交时间", 办结="")
    assert [(c.header, c.word) for c in found.proposal.columns][2:] == [("来件", "提交时间"), ("办结", "")]
    assert bring(ledger, file, mapping=found.proposal.mapping).accepted == 1
    assert rows(ledger, "proposal_events") == []


def test_a_body_adds_its_own_words(ledger: Engine, tmp_path: Path) -> None:
    own_words = tmp_path / "headers.toml"
    own_words.write_text('[proposals]\n"案由" = ["建言题目"]\n"提交时间" = ["来件"]\n', encoding="utf-8")
    file = xlsx(tmp_path / "台账.xlsx", ["案号", "建言题目", "来件"], ["20250001", "甲", "2025-01-10"])
    with pytest.raises(WrongUse, match="表头词典"):
        understood(ledger, file)
    settings = SETTINGS.model_copy(update={"headers": own_words})
    assert mapping.understand(ledger, open_book(ledger, file, settings).sheets, file.name, settings).asked == ()


def test_units_of_the_ledger_are_taken_by_name_and_alias(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    bring(ledger, csv(tmp_path / "单位.csv", "单位编号,名称,别名", "U1,九龙坡区教育委员会,区教委"))
    file = own(tmp_path, ["第1号", "甲", "2025-01-10", "区教委", "区财政局", "2025-03-05", "", "", ""])
    (question,) = understood(ledger, file).asked
    assert question.ask.startswith("有 1 个单位不在承办单位表里（区财政局）")
    taken(ledger, file)
    assert sorted((row["unit_no"], row["name"]) for row in rows(ledger, "units")) == [
        ("U1", "九龙坡区教育委员会"),
        ("新0001", "区财政局"),
    ]
