"""Intake: what is taken, what is refused and why, and that nothing is ever half written."""

import multiprocessing
import os
import signal
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import SETTINGS, bring, csv, with_divisions, xlsx
from zxdata.errors import SchemaMismatch, Unknown, Unreadable, WrongUse
from zxdata.intake import guess_dataset, import_file
from zxdata.ledger import TABLES, connect, reading, writing

UNITS = ("单位编号,名称,别名", "U1,市教育委员会,市教委", "U2,市民政局,民政", "U3,区民政局,民政")
PROPOSALS = ("提案号,标题,提交日期", "1,甲,2025-01-01", "2,乙,2025-01-02")


def _rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()]


def _reasons(engine: Engine, path: Path, **options: Any) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in bring(engine, path, **options).faults]


def test_the_same_file_twice_changes_nothing_and_a_known_key_updates_its_row(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "提案.csv", *PROPOSALS)
    assert bring(ledger, file).accepted == 2
    first = _rows(ledger, "proposals")
    assert bring(ledger, file).unchanged == 2
    assert _rows(ledger, "proposals") == first
    csv(file, PROPOSALS[0], "1,甲（修改）,2025-01-01", PROPOSALS[2])
    receipt = bring(ledger, file, source="提案系统")
    assert (receipt.accepted, receipt.unchanged, receipt.refused) == (1, 1, 0)
    changed, same = sorted(_rows(ledger, "proposals"), key=lambda row: row["proposal_no"])
    assert (changed["title"], changed["source"], same["source"]) == ("甲（修改）", "提案系统", "导入 提案.csv")
    assert changed["changed_at"] > same["changed_at"] == first[1]["changed_at"]


def test_a_missing_column_keeps_what_is_there_and_an_empty_cell_clears_it(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期,类别,届次", "1,甲,2025-01-01,教育,六届三次"))
    bring(ledger, csv(tmp_path / "b.csv", "提案号,标题,提交日期,届次", "1,甲,2025-01-01,"))
    (row,) = _rows(ledger, "proposals")
    assert (row["category"], row["session"]) == ("教育", None)


def test_every_fault_of_every_row_is_collected_and_good_rows_still_come_in(ledger: Engine, tmp_path: Path) -> None:
    file = csv(
        tmp_path / "提案.csv", "提案号,标题,提交日期,重点提案", "1,,25-1-1,大概", "2,乙,2025-01-02,否", "3,丙,昨天,是"
    )
    receipt = bring(ledger, file)
    assert (receipt.read, receipt.accepted, receipt.refused) == (3, 1, 2)
    assert [(f.row, f.column, f.value) for f in receipt.faults] == [
        (2, "标题", ""),
        (2, "重点提案", "大概"),
        (2, "提交日期", "25-1-1"),
        (4, "提交日期", "昨天"),
    ]
    assert all(fault.reason and fault.remedy for fault in receipt.faults)


def test_strict_takes_nothing_where_one_row_is_refused(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "提案.csv", *PROPOSALS, "3,丙,昨天")
    receipt = bring(ledger, file, strict=True)
    assert (receipt.accepted, receipt.refused, receipt.withheld) == (0, 3, 2)
    assert "整个文件没有写入" in receipt.summary
    assert _rows(ledger, "proposals") == []


def test_a_dry_run_says_what_would_happen_and_writes_nothing(ledger: Engine, tmp_path: Path) -> None:
    assert bring(ledger, csv(tmp_path / "提案.csv", *PROPOSALS), dry_run=True).accepted == 2
    assert _rows(ledger, "proposals") == []


def test_of_two_rows_with_one_key_the_last_stands_and_the_first_is_refused(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "提案.csv", *PROPOSALS, "1,甲之二,2025-01-01")
    receipt = bring(ledger, file)
    assert (receipt.accepted, receipt.refused) == (2, 1)
    assert receipt.faults[0].row == 2 and "第 4 行" in receipt.faults[0].reason
    assert {row["title"] for row in _rows(ledger, "proposals")} == {"甲之二", "乙"}
    assert bring(ledger, file).unchanged == 2


def test_an_event_needs_its_proposal_and_its_key_may_have_an_empty_unit(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "提案.csv", *PROPOSALS))
    file = csv(
        tmp_path / "办理.csv", "提案号,节点,时间", "1,交办,2025-02-01 09:30", "9,交办,2025-02-01", "2,交班,2025-02-01"
    )
    assert _reasons(ledger, file) == [(3, "提案号", "提案里没有这个编号"), (4, "节点", "不在节点的固定取值里")]
    again = bring(ledger, file)
    assert (again.unchanged, again.refused) == (1, 2)
    with_unit = csv(tmp_path / "办理2.csv", "提案号,节点,时间,备注", "1,交办,2025-02-01T01:30:00Z,补记")
    assert bring(ledger, with_unit).accepted == 1
    (event,) = _rows(ledger, "proposal_events")
    assert event["note"] == "补记"


def test_a_row_that_another_system_wrote_is_recognised_by_its_moment(sqlite_ledger: Engine, tmp_path: Path) -> None:
    bring(sqlite_ledger, csv(tmp_path / "提案.csv", *PROPOSALS))
    with writing(sqlite_ledger) as connection:
        connection.exec_driver_sql(
            "insert into proposal_events (proposal_no, stage, occurred_at) values ('1', '交办', '2025-02-01T09:30')"
        )
    file = csv(tmp_path / "办理.csv", "提案号,节点,时间", "1,交办,2025-02-01 09:30")
    assert bring(sqlite_ledger, file).unchanged == 1


def test_a_unit_is_found_by_number_name_or_alias_and_never_guessed(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "单位.csv", *UNITS))
    lines = [f"{n},题,2025-01-01,{unit}" for n, unit in enumerate(("U1", "市教育委员会", "市教委", "民政", "市教育局"))]
    receipt = bring(ledger, csv(tmp_path / "监督.csv", "事项编号,题目,提出日期,责任单位", *lines))
    assert {row["unit"] for row in _rows(ledger, "supervisions")} == {"U1"}
    several, none = receipt.faults
    assert "U2、U3" in several.remedy
    assert "市教育委员会" in none.remedy


def test_a_region_is_found_by_code_name_or_path_and_refused_with_close_matches(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    lines = ["S1,甲,站,500107", "S2,乙,站,九龙坡区", "S3,丙,站,重庆市九龙坡区", "S4,丁,站,九龙波区", "S5,戊,站,999999"]
    receipt = bring(ledger, csv(tmp_path / "阵地.csv", "阵地编号,名称,类型,所在区划", *lines))
    assert {row["region"] for row in _rows(ledger, "workstations")} == {"500107"}
    assert [fault.row for fault in receipt.faults] == [5, 6]
    assert "九龙坡区" in receipt.faults[0].remedy


def test_several_regions_in_one_cell_are_kept_as_codes(ledger: Engine, tmp_path: Path) -> None:
    with_divisions(ledger)
    file = csv(
        tmp_path / "协商.csv", "协商编号,题目,所属区划,协作区划,日期", "X1,题,九龙坡区,沙坪坝区；渝中区,2025-03-05"
    )
    bring(ledger, file)
    assert _rows(ledger, "consultations")[0]["partner_regions"] == "500106、500103"


def test_without_regions_only_an_empty_region_is_taken(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "委员.csv", "委员编号,姓名,所属区划", "M1,甲,", "M2,乙,九龙坡区")
    assert _reasons(ledger, file) == [(3, "所属区划", "行政区划表还是空的，无法认出区划")]


def test_swapped_coordinates_are_noticed(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "区划.csv", "代码,名称,级别,经度,纬度", "500107,九龙坡区,区县,29.5,106.5")
    assert _reasons(ledger, file) == [(2, "纬度", "超出纬度的范围 -90 到 90")]


def test_text_that_looks_like_a_formula_stays_text(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, xlsx(tmp_path / "提案.xlsx", ["提案号", "标题", "提交日期"], ["1", "=HYPERLINK(1)", "2025-01-01"]))
    assert _rows(ledger, "proposals")[0]["title"] == "=HYPERLINK(1)"


def test_numbers_of_cases_typed_as_numbers_keep_their_digits(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, xlsx(tmp_path / "提案.xlsx", ["提案号", "标题", "提交日期"], [20250001, "题", 45722]))
    (row,) = _rows(ledger, "proposals")
    assert (row["proposal_no"], row["submitted_on"]) == ("20250001", date(2025, 3, 6))


def test_personal_numbers_unread_columns_and_new_words_are_pointed_out(ledger: Engine, tmp_path: Path) -> None:
    header = "提案号,标题,提交日期,类别,联系电话,身份证"
    bring(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期,类别", "1,甲,2025-01-01,教育"))
    receipt = bring(ledger, csv(tmp_path / "b.csv", header, "2,乙,2025-01-01,教肓,13812345678,11010519491231002X"))
    assert receipt.accepted == 1
    text = "\n".join(receipt.findings)
    assert all(part in text for part in ("联系电话、身份证", "手机号", "身份证号", "教肓"))


def test_nul_is_refused_in_its_cell(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "提案.csv", *PROPOSALS, "3,丙\x00,2025-01-01")
    assert _reasons(ledger, file) == [(4, "标题", "含有不可见的非法字符（NUL 或残缺的代理字符）")]


def test_a_header_that_fits_no_dataset_or_several_is_named(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="还缺 提交日期"):
        guess_dataset(csv(tmp_path / "a.csv", "提案号,标题,类别", "1,甲,教育"))
    with pytest.raises(WrongUse, match="同时符合"):
        guess_dataset(
            csv(tmp_path / "b.csv", "提案号,标题,提交日期,事项编号,题目,提出日期", "1,甲,2025-01-01,J,题,2025-01-01")
        )
    with pytest.raises(Unknown, match="proposals"):
        import_file(sqlite_ledger, csv(tmp_path / "c.csv", *PROPOSALS), SETTINGS, dataset="proposal")
    with pytest.raises(Unreadable, match="缺少必填的列：提交日期"):
        import_file(sqlite_ledger, csv(tmp_path / "d.csv", "提案号,标题", "1,甲"), SETTINGS, dataset="proposals")


def test_a_ledger_without_tables_takes_nothing(bare_database: Engine, tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch, match="没有建表"):
        import_file(bare_database, csv(tmp_path / "提案.csv", *PROPOSALS), SETTINGS)


def _import_until_killed(url: str, file: str) -> None:
    engine = connect(url)

    @sa.event.listens_for(engine, "after_cursor_execute")
    def _die(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT"):
            os.kill(os.getpid(), signal.SIGKILL)

    import_file(engine, Path(file), SETTINGS)


def test_an_import_killed_while_writing_leaves_nothing_and_can_be_repeated(ledger: Engine, tmp_path: Path) -> None:
    file = csv(tmp_path / "提案.csv", PROPOSALS[0], *(f"{n},题,2025-01-01" for n in range(1500)))
    url = ledger.url.render_as_string(hide_password=False)
    child = multiprocessing.get_context("spawn").Process(target=_import_until_killed, args=(url, str(file)))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert _rows(ledger, "proposals") == []
    assert bring(ledger, file).accepted == 1500
