"""A board, a profile, a table and a list of findings: what every medium shows of figures that are read."""

from dataclasses import replace
from datetime import date

from tests.export.doors import NOTES, csv, drawing, frame, letter, sheet, slide
from zxdata.figures import Board, Findings, Profile, Table, TableColumn
from zxdata.figures.findings import words as findings_words

BOARD = Board(
    key="board",
    title="三色清单",
    unit="超期工作日",
    counts={"red": 5, "yellow": 2, "green": 30},
    changes={"red": 2, "green": -4},
    compared_with="较上周",
    frame=frame(
        "colour no name region reason days",
        ("red", "J1", "河道清淤", "万州区", "整改期限 9月18日", "超 8 日"),
        ("red", "J2", "食堂卫生", "城口县", "未签收", "超 2 日"),
        ("yellow", "J3", "步道贯通", "渝北区", "10月9日到期", "剩 3 日"),
    ),
)
PROFILE = Profile(
    key="unit",
    title="单位概况",
    unit="截至今日",
    frame=frame("name value base", ("主办件", "12 件", "其中超期 1 件"), ("办复率", "75.0%", "9 / 12")),
)
TABLE = Table(
    key="table",
    title="区县明细",
    unit="2 个区县",
    columns=(
        TableColumn("name", "区县"),
        TableColumn("state", "状态", "colour"),
        TableColumn("rate", "办复率", "percent"),
        TableColumn("cases", "件数", "integer"),
        TableColumn("score", "得分", "decimal"),
        TableColumn("since", "起", "date"),
        TableColumn("key", "重点", "flag"),
        TableColumn("months", "活动", "months"),
    ),
    frame=frame(
        "name state rate cases score since key months",
        ("万州区", "red", 0.875, 1369, 3.26, date(2025, 9, 1), True, [3, 0, 1]),
        ("=城口县", "green", None, 7, 4.0, None, False, [2, 5, 4]),
    ),
)
FINDINGS = Findings(
    key="findings",
    title="诊断",
    unit="按确定程度",
    note="由数据推算",
    columns=(
        TableColumn("rank", "序号", "integer"),
        TableColumn("kind", "种类"),
        TableColumn("sentence", "发现"),
        TableColumn("n", "样本", "integer"),
        TableColumn("certainty", "确定程度"),
        TableColumn("page", "页面"),
        TableColumn("rows", "明细"),
    ),
    frame=frame(
        "rank kind sentence n certainty page rows brief asks",
        (1, "越限", "城口县办复率低于控制限。", 1020, "高", "提案办理", "proposals.replied", "办复率低", "了解原因"),
        (2, "变差", "答复用时变长。", 36, "中", "提案办理", "", "", ""),
    ),
)


def test_a_board_in_a_workbook_is_its_cases_and_beside_them_the_counts_with_their_change() -> None:
    found = sheet(BOARD)
    assert found.head == ["三色清单", "超期工作日", ""]
    assert found.table == [
        ["颜色", "编号", "题目", "区划", "原因", "工作日"],
        ["■红", "J1", "河道清淤", "万州区", "整改期限 9月18日", "超 8 日"],
        ["■红", "J2", "食堂卫生", "城口县", "未签收", "超 2 日"],
        ["▲黄", "J3", "步道贯通", "渝北区", "10月9日到期", "剩 3 日"],
    ]
    assert found.aside == [["颜色", "件数", "较上周"], ["■红", 5, 2], ["▲黄", 2, None], ["●绿", 30, -4]]
    assert found.chart is None


def test_a_board_on_a_slide_is_a_table_under_its_counts() -> None:
    found = slide(BOARD)
    assert found.table == [
        ["颜色", "编号", "题目", "区划", "原因", "工作日"],
        ["■ 红", "J1", "河道清淤", "万州区", "整改期限 9月18日", "超 8 日"],
        ["■ 红", "J2", "食堂卫生", "城口县", "未签收", "超 2 日"],
        ["▲ 黄", "J3", "步道贯通", "渝北区", "10月9日到期", "剩 3 日"],
    ]
    assert found.texts == [
        "三色清单",
        "超期工作日",
        "红 5 件（较上周 +2 件）、黄 2 件、绿 30 件（较上周 −4 件）。"
        "红色清单（超期按工作日）：万州区“河道清淤”超 8 日（整改期限 9月18日）；城口县“食堂卫生”超 2 日（未签收）；另有 3 件。",
        "版本 v7",
    ]
    assert found.notes == NOTES


def test_a_letter_counts_a_board_and_lists_what_is_red() -> None:
    found = letter(BOARD)
    assert found.paragraphs == [
        "红 5 件（较上周 +2 件）、黄 2 件、绿 30 件（较上周 −4 件）。",
        "红色清单（超期按工作日）：万州区“河道清淤”超 8 日（整改期限 9月18日）；城口县“食堂卫生”超 2 日（未签收）；另有 3 件。",
        "表：三色清单（超期工作日）",
    ]
    assert found.table == [
        ["颜色", "编号", "题目", "区划", "原因", "工作日"],
        ["■ 红", "J1", "河道清淤", "万州区", "整改期限 9月18日", "超 8 日"],
        ["■ 红", "J2", "食堂卫生", "城口县", "未签收", "超 2 日"],
        ["▲ 黄", "J3", "步道贯通", "渝北区", "10月9日到期", "剩 3 日"],
    ]
    assert found.pictures == 0
    assert drawing(BOARD) is None


def test_a_profile_is_three_columns_of_text_in_every_medium() -> None:
    rows = [["项目", "内容", "说明"], ["主办件", "12 件", "其中超期 1 件"], ["办复率", "75.0%", "9 / 12"]]
    assert sheet(PROFILE).table == rows
    assert slide(PROFILE).table == rows
    assert slide(PROFILE).texts == ["单位概况", "截至今日", "版本 v7"]
    assert letter(PROFILE).table == rows
    assert letter(PROFILE).paragraphs == ["表：单位概况（截至今日）"]
    assert drawing(PROFILE) is None


def test_a_table_in_a_workbook_is_typed_cells_and_a_column_a_month() -> None:
    found = sheet(TABLE)
    assert found.head == ["区县明细", "2 个区县", ""]
    assert found.table == [
        ["区县", "状态", "办复率", "件数", "得分", "起", "重点", "活动 1", "活动 2", "活动 3"],
        ["万州区", "■红", 0.875, 1369, 3.26, "2025-09-01", "是", 3, 0, 1],
        ["=城口县", "●绿", None, 7, 4, None, "否", 2, 5, 4],
    ]
    assert found.chart is None


def test_a_table_on_a_slide_and_in_a_letter_is_text_without_the_months() -> None:
    rows = [
        ["区县", "状态", "办复率", "件数", "得分", "起", "重点"],
        ["万州区", "■ 红", "87.5%", "1,369", "3.3", "2025-09-01", "是"],
        ["=城口县", "● 绿", "—", "7", "4.0", "—", ""],
    ]
    assert slide(TABLE).table == rows
    assert slide(TABLE).texts == ["区县明细", "2 个区县", "版本 v7"]
    assert letter(TABLE).table == rows
    assert letter(TABLE).paragraphs == ["表：区县明细（2 个区县）"]
    assert drawing(TABLE) is None


def test_a_table_as_csv_keeps_fractions_and_dates_and_disarms_what_looks_like_a_formula() -> None:
    assert csv(TABLE) == [
        "区县,状态,办复率,件数,得分,起,重点,活动 1,活动 2,活动 3",
        "万州区,红,0.875,1369,3.26,2025-09-01,是,3,0,1",
        "'=城口县,绿,,7,4,,否,2,5,4",
    ]


def test_findings_are_a_table_in_workbook_slide_and_csv() -> None:
    assert sheet(FINDINGS).table == [
        ["序号", "种类", "发现", "样本", "确定程度", "页面", "明细"],
        [1, "越限", "城口县办复率低于控制限。", 1020, "高", "提案办理", "proposals.replied"],
        [2, "变差", "答复用时变长。", 36, "中", "提案办理", ""],
    ]
    assert slide(FINDINGS).table == [
        ["序号", "种类", "发现", "样本", "确定程度", "页面", "明细"],
        ["1", "越限", "城口县办复率低于控制限。", "1,020", "高", "提案办理", "proposals.replied"],
        ["2", "变差", "答复用时变长。", "36", "中", "提案办理", ""],
    ]
    assert csv(FINDINGS) == [
        "序号,种类,发现,样本,确定程度,页面,明细",
        "1,越限,城口县办复率低于控制限。,1020,高,提案办理,proposals.replied",
        "2,变差,答复用时变长。,36,中,提案办理,",
    ]


def test_findings_in_a_letter_are_sentences_with_what_they_rest_on() -> None:
    found = letter(FINDINGS)
    assert found.paragraphs == [
        "1. 城口县办复率低于控制限。",
        "越限，样本 1,020，确定程度：高",
        "2. 答复用时变长。",
        "变差，样本 36，确定程度：中",
        "由数据推算",
    ]
    assert found.table == []


def test_a_whole_number_that_is_missing_is_a_dash_in_words_and_blank_in_cells() -> None:
    """A column of whole numbers with a gap holds pandas' NA, which is neither equal nor unequal to itself."""
    columns = (TableColumn("name", "区县"), TableColumn("quiet", "没有协商", "integer"))
    known = frame("name quiet", ("万州区", 3), ("城口县", None)).astype({"quiet": "Int64"})
    gap = Table(key="gap", title="没有协商的镇街", columns=columns, frame=known)
    assert slide(gap).table == [["区县", "没有协商"], ["万州区", "3"], ["城口县", "—"]]
    assert sheet(gap).table == [["区县", "没有协商"], ["万州区", 3], ["城口县", None]]
    assert csv(gap)[-2:] == ["万州区,3", "城口县,"]


def test_each_finding_asks_for_its_own_step_and_none_where_all_is_better_or_only_the_data_is_in_doubt() -> None:
    rows = (
        (1, "越限", "城口县办复率低于控制限。", 25, "强", "提案办理", "", "城口县办复率低于控制限", "了解原因"),
        (2, "最久未办", "提案超期 2 件；最久的是“甲”、“乙”。", 2, "事实", "提案办理", "", "提案超期 2 件", "逐件催办"),
        (3, "变化", "覆盖率上升到 90%，向好；不是偶然。", 9, "强", "阵地覆盖", "", "覆盖率上升到 90%，向好", ""),
        (4, "数据提示", "3 件提案没有填类别。", 3, "数据", "数据归集", "", "", ""),
    )
    found = replace(FINDINGS, key="findings", frame=frame("rank kind sentence n certainty page rows brief asks", *rows))
    assert findings_words.advice(found) == (
        "了解原因：城口县办复率低于控制限（第 1 条）。",
        "逐件催办：提案超期 2 件（第 2 条）。",
    )
    assert [style for _, style in findings_words.paragraphs(found)].count("说明") == 3
