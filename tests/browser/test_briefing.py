"""Page 简报 in a real browser: a period is chosen, findings lead to their rows, the documents are those of `brief`."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browsing import needs_chromium, open_page
from tests.exports import read, saved
from zxdata.configuration import ROOT
from zxdata.export import DOCUMENTS

pytestmark = [pytest.mark.browser, needs_chromium]
SOON, LONG = 30_000, 180_000
QUARTER = "from=2025-04-01&to=2025-06-30&as_of=2025-06-30"


def test_a_quarter_is_chosen_by_its_name_and_stands_in_the_address(server: str, page: Page) -> None:
    open_page(page, f"{server}/briefing?region=500107")
    page.locator(".st-key-period input").click()
    page.get_by_role("option", name="2025年第二季度").click()
    page.wait_for_url(re.compile("to=2025-06-30"), timeout=SOON)
    asked = {"region": ["500107"], "from": ["2025-04-01"], "to": ["2025-06-30"], "as_of": ["2025-06-30"]}
    assert parse_qs(urlsplit(page.url).query) == asked
    page.locator(".head p", has_text="2025年4月1日至2025年6月30日").wait_for(timeout=SOON)


def test_a_finding_leads_to_the_rows_it_counts(server: str, page: Page) -> None:
    open_page(page, f"{server}/briefing?{QUARTER}")
    late = page.locator("[class*=st-key-finding-findings]", has_text="提案超期未办")
    counted = int(re.search(r"n = ([\d,]+)", late.inner_text())[1].replace(",", ""))  # type: ignore[index]
    late.get_by_role("link", name="明细").click()
    page.wait_for_url(re.compile("/proposals"), timeout=SOON)
    page.wait_for_selector(".meaning", timeout=SOON)
    assert parse_qs(urlsplit(page.url).query) == {"as_of": ["2025-06-30"], "rows": ["proposals.overdue"]}
    assert f"共 {counted:,} 行，与数字一致" in page.locator(".st-key-rows-panel .figure-head h2").inner_text()


def test_the_whole_set_is_one_file_that_says_how_far_it_is(server: str, page: Page) -> None:
    open_page(page, f"{server}/briefing?{QUARTER}&region=500107")
    with page.expect_download(timeout=LONG) as download:
        page.locator(".st-key-documents-offers button", has_text="全部打包下载（18 份）").click()
        page.get_by_text(re.compile(r"正在写 .+（\d+ / 18）")).wait_for(timeout=SOON)
    assert download.value.suggested_filename == "2025年第二季度九龙坡区简报_截至20250630.zip"
    with zipfile.ZipFile(download.value.path()) as packed:
        assert packed.testzip() is None
        assert {name.rpartition(".")[2] for name in packed.namelist()} == {"docx", "pptx", "xlsx"}
        assert packed.namelist() == [
            f"2025年第二季度九龙坡区{each.title}_截至20250630.{kind}"
            for each in DOCUMENTS
            if not each.yearly
            for kind in each.kinds
        ]


def test_a_document_of_the_page_is_the_command_lines_to_the_letter(
    server: str, page: Page, environment: dict[str, str], tmp_path: Path
) -> None:
    asked = ["--from", "2025-04-01", "--to", "2025-06-30", "--as-of", "2025-06-30", "--region", "九龙坡区"]
    command = [sys.executable, "-m", "zxdata", "export", "diagnosis", "--out", str(tmp_path / "诊断.docx"), *asked]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    open_page(page, f"{server}/briefing?{QUARTER}&region=500107")
    row = page.locator(".st-key-documents-offers > div", has_text="智能诊断报告")
    path = saved(page, row.get_by_role("button", name="Word").click)
    assert path.name == "2025年第二季度九龙坡区智能诊断报告_截至20250630.docx"
    assert read(path) == read(tmp_path / "诊断.docx")


def test_the_standing_tables_on_the_page_are_those_of_the_workbook(server: str, page: Page) -> None:
    open_page(page, f"{server}/briefing?{QUARTER}&part=statistics")
    titles = page.locator(".figure-head h2").all_inner_texts()
    page.locator(".st-key-downloads button").first.click()
    path = saved(page, page.locator(".st-key-downloads-offers button", has_text="Excel").click)
    assert path.name == "2025年第二季度业务统计报表_截至20250630.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["封面", *titles]
    assert titles == [
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
