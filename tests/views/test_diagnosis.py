"""The diagnostic report, the standing tables and `brief`: found by rule, with n, equal to query, named to be filed."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

import zxdata as zx
from tests.commands import Said, command, configured
from tests.demonstration import EARLIER, demonstration, own_demonstration
from ui import url
from ui.contents import entry
from zxdata.configuration import ROOT
from zxdata.errors import WrongUse
from zxdata.filters import Filters, Scope
from zxdata.periods import read_period
from zxdata.rules.book import read_rules
from zxdata.views import view
from zxdata.views.diagnosis.finding import CAVEAT, FACT, STRONG, Finding, certainty, link, ranked

TODAY = EARLIER.isoformat()
Tell = Callable[..., Said]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's ledger."""
    return own_demonstration(tmp_path_factory.mktemp("briefs"), EARLIER)


@pytest.fixture
def tell(filled: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    with configured(filled, TODAY):
        yield lambda *words: command(capsys, *words)


def finding(n: int, effect: float, sure: str, sentence: str = "甲") -> Finding:
    return Finding("变化", sentence, n, effect, sure, "/proposals")


def test_findings_are_ranked_by_effect_and_certainty_and_none_is_without_n() -> None:
    weak, strong, doubt = finding(5, 0.2, STRONG, "乙"), finding(5, 0.5, STRONG), finding(9, 0.9, CAVEAT)
    assert ranked([weak, doubt, finding(0, 1.0, FACT), strong]) == (strong, doubt, weak)


def test_the_smaller_the_chance_the_more_certain_is_a_finding() -> None:
    assert [certainty(c) for c in (0.0005, 0.005, 0.05)] == ["强", "较强", ""]


def test_a_link_carries_the_question() -> None:
    asked = Filters(as_of=date(2025, 9, 30), since=date(2025, 1, 1)).only("category", "教育")
    assert link("proposals", asked, "500107") == (
        "/proposals?region=500107&from=2025-01-01&as_of=2025-09-30&category=%E6%95%99%E8%82%B2"
    )


@pytest.mark.parametrize(
    ("text", "name", "since", "until"),
    [
        ("2025-09", "2025年9月", date(2025, 9, 1), date(2025, 9, 30)),
        ("2024-02", "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q3", "2025年第三季度", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025", "2025年", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(text: str, name: str, since: date, until: date) -> None:
    found = read_period(text)
    assert (found.name, found.since, found.until) == (name, since, until)


@pytest.mark.parametrize("text", ["2025-13", "2025-Q5", "25-09", "上个月", ""])
def test_another_period_is_refused_with_what_would_work(text: str) -> None:
    with pytest.raises(WrongUse, match="季写 2025-Q3"):
        read_period(text)


def test_brief_writes_every_document_of_a_period_and_names_it(tell: Tell, tmp_path: Path) -> None:
    said = tell("brief", "--period", "2025-Q3", "--out", tmp_path / "简报")
    assert said.code == 0
    subjects = [
        "履职情况总览",
        "阵地覆盖情况",
        "提案办理情况",
        "监督预警情况",
        "协商活动情况",
        "民情情况",
        "清单行动情况",
    ]
    subjects += ["党建情况"]
    wanted = {f"2025年第三季度{s}_截至20250930.{kind}" for s in subjects for kind in ("docx", "pptx")}
    wanted |= {"2025年第三季度智能诊断报告_截至20250930.docx", "2025年第三季度业务统计报表_截至20250930.xlsx"}
    assert {path.name for path in (tmp_path / "简报").iterdir()} == wanted
    assert {Path(line).name for line in said.out.splitlines()} == wanted
    for path in (tmp_path / "简报").iterdir():
        {"docx": Document, "pptx": Presentation, "xlsx": openpyxl.load_workbook}[path.suffix[1:]](path)

    report = Document(str(tmp_path / "简报" / "2025年第三季度智能诊断报告_截至20250930.docx"))
    evidence = [p.text for p in report.paragraphs if "确定程度：" in p.text and "样本 " in p.text]
    assert evidence and not any("页面 /" in p.text for p in report.paragraphs)  # an address says nothing on paper

    book = openpyxl.load_workbook(tmp_path / "简报" / "2025年第三季度业务统计报表_截至20250930.xlsx")
    assert book.sheetnames[1:] == [
        "立案情况",
        "承办单位汇总",
        "分类目录",
        "提案者类型",
        "界别集体提案",
        "满意度",
        "民情办理",
        "社情民意信息",
        "区县对比",
        "委员提案统计",
    ]
    total = {
        str(c.value).partition("（")[0]: book["立案情况"].cell(book["立案情况"].max_row, c.column).value
        for c in book["立案情况"][5]
    }
    asked = ("--from", "2025-07-01", "--to", "2025-09-30", "--as-of", "2025-09-30", "--basis", "period")
    answer = tell("query", "proposals.submitted", "proposals.filed", *asked).json["rows"][0]
    assert (total["提交"], total["立案"]) == (answer["proposals.submitted"], answer["proposals.filed"])


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tell: Tell, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    for words in (
        ("brief", "--period", "2025-09", "--out", tmp_path / "文件" / "简报"),
        ("export", "statistics", "--out", tmp_path / "文件" / "报表.xlsx"),
    ):
        said = tell(*words)
        assert (said.code, said.out) == (2, "") and "不能建立文件夹" in said.err and "Traceback" not in said.err
    assert tell("export", "statistics", "--out", tmp_path / "新建" / "报表.xlsx").code == 0
    assert [path.name for path in (tmp_path / "新建").iterdir()] == ["报表.xlsx"]


def test_cron_hears_nothing_where_the_service_has_no_home(tell: Tell, filled: Path, tmp_path: Path) -> None:
    """Not even from the drawing library, which looks for a folder in the home when it is first loaded."""
    nowhere = {"HOME": str(tmp_path / "file" / "home"), "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "MPLCONFIGDIR": ""}
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zxdata", "export", "supervision", "--out", str(tmp_path / "监督.docx")],
        cwd=ROOT,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"已写到 {tmp_path / '监督.docx'}。\n"


def test_a_wrong_or_future_period_is_refused_and_writes_nothing(tell: Tell, tmp_path: Path) -> None:
    for text in ("2025-13", "2026"):
        said = tell("brief", "--period", text, "--out", tmp_path / "无")
        assert said.code == 2
        assert not (tmp_path / "无").exists()


def test_an_exported_deck_has_the_number_of_query_to_the_digit(tell: Tell, tmp_path: Path) -> None:
    out = tmp_path / "提案.pptx"
    assert tell("export", "proposals", "--out", out, "--region", "九龙坡区").code == 0
    row = tell("query", "proposals.reply_rate", "--region", "九龙坡区").json["rows"][0]
    text = "\n".join(
        s.text_frame.text
        for slide in Presentation(io.BytesIO(out.read_bytes())).slides
        for s in slide.shapes
        if s.has_text_frame
    )
    assert f"{row['proposals.reply_rate'] * 100:.1f} %" in text
    assert f"{row['proposals.reply_rate.numerator']:,} / {row['proposals.reply_rate.denominator']:,} 件" in text


def test_a_months_report_counts_what_is_late_whenever_it_began(tell: Tell, tmp_path: Path) -> None:
    out, month = tmp_path / "诊断.docx", ("--from", "2025-09-01", "--to", "2025-09-30", "--as-of", "2025-09-30")
    assert tell("export", "diagnosis", "--out", out, *month).code == 0
    late = tell("query", "proposals.overdue", "--as-of", "2025-09-30").json["rows"][0]["proposals.overdue"]
    begun = tell("query", "proposals.overdue", *month).json["rows"][0]["proposals.overdue"]
    assert late > begun
    assert f"提案超期未办 {late} 件" in "\n".join(p.text for p in Document(str(out)).paragraphs)


def test_rates_of_a_month_are_judged_by_the_twelve_months_to_its_end() -> None:
    shared = demonstration(EARLIER)
    of_month, of_year = (
        view(shared.store, "diagnosis", Filters(EARLIER, since=since, until=EARLIER), Scope.whole(), shared.settings)
        .figure("findings")
        .frame.to_dict("records")
        for since in (date(2025, 9, 1), date(2024, 10, 1))
    )
    assert {"变化", "越限", "最久未办"} <= {found["kind"] for found in of_month}
    assert of_month == of_year


def test_every_finding_leads_to_a_view_that_understands_it_and_to_rows_that_are_there() -> None:
    shared = demonstration(EARLIER)
    asked = Filters(EARLIER, since=date(2025, 7, 1), until=EARLIER)
    shown = view(shared.store, "diagnosis", asked, Scope.whole(), shared.settings)
    found = [row for figure in shown.figures for row in figure.frame.itertuples()]
    assert len(found) >= 3 and any(row.rows for row in found)
    for row in found:
        address = urlsplit(row.page)
        there = entry(address.path.removeprefix("/"))
        read = url.read(parse_qs(address.query), there, EARLIER)
        assert read.notices == (), row.page
        if row.rows:
            filters = replace(read.filters, region=read.region or None)
            assert (
                len(zx.rows(shared.store, row.rows, filters, Scope.whole(), read_rules(shared.settings.rules)).frame)
                > 0
            ), row.page
