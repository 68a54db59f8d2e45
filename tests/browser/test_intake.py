"""数据归集 in a real browser: a file chosen, its preview read, confirmed, and its rows found where they belong."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browsing import free_port, needs_chromium, open_page, serving, settle
from tests.intake_files import csv
from zxdata.datasets import DATASETS
from zxdata.divisions import load_home
from zxdata.imports import list_imports
from zxdata.ledger import TABLES, connect, reading, upgrade

pytestmark = [pytest.mark.browser, needs_chromium]
DATA = Path(__file__).parent.parent / "intake" / "data"
SOON = 60_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[tuple[str, sa.Engine]]:
    """A cockpit over a ledger that holds divisions and nothing else, and that ledger."""
    folder = tmp_path_factory.mktemp("office")
    ledger = connect(f"sqlite:///{folder / 'ledger.db'}")
    upgrade(ledger)
    load_home(ledger, "500000")
    own = {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_REFRESH_SECONDS": "1",
    }
    with serving(environment | own, free_port()) as address:
        yield address, ledger


def test_a_chosen_file_is_previewed_confirmed_and_found_on_a_page_and_in_the_ledger(
    office: tuple[str, sa.Engine], page: Page
) -> None:
    address, ledger = office
    open_page(page, f"{address}/data")
    for accepted, unchanged in ((1, 0), (0, 1)):  # the second time the whole process has imported before
        page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(DATA / "40_upload_ok.csv")
        said = page.locator(".receipt").first
        expect(said).to_contain_text(
            f"读到 1 行，新增 {accepted} 行，更新 0 行，未变 {unchanged} 行，退回 0 行", timeout=SOON
        )
        if accepted:
            page.get_by_role("button", name="确认入库 1 行").click()
            expect(page.locator(".receipt", has_text="”导入到提案：")).to_be_visible(timeout=SOON)
        assert not page.locator(".bar.red").count()
        page.reload()
        settle(page)
    with reading(ledger) as connection:
        rows = connection.execute(sa.select(TABLES["proposals"])).mappings().all()
    assert [(r["proposal_no"], r["title"], r["source"]) for r in rows] == [("UP1", "甲", "导入 40_upload_ok.csv")]
    for _ in range(20):
        open_page(page, f"{address}/proposals?rows=proposals.submitted")
        if page.locator(".st-key-rows-panel .meaning b", has_text="1").count():
            break
    expect(page.locator(".st-key-rows-panel .meaning b")).to_have_text("1")


def test_several_files_go_in_by_what_they_refer_to_and_an_import_is_taken_back(
    office: tuple[str, sa.Engine], page: Page, tmp_path: Path
) -> None:
    address, ledger = office
    cases = csv(tmp_path / "z提案.csv", "提案号,标题,提交日期", "E1,甲,2025-01-10")
    open_page(page, f"{address}/data")
    page.get_by_placeholder("经办人").fill("张三")
    chosen = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    chosen.set_input_files([DATA / "22_event_wrong.csv", cases])
    receipts = page.locator(".receipt", has_text="读到")
    expect(receipts).to_have_count(2, timeout=SOON)
    expect(receipts.first).to_contain_text("z提案.csv")
    expect(receipts.last).to_contain_text("新增 2 行，更新 0 行，未变 0 行，退回 0 行")
    settle(page)
    page.get_by_role("button", name="确认入库 3 行").click()
    expect(page.locator(".receipt", has_text="”导入到提案办理：")).to_be_visible(timeout=SOON)
    with reading(ledger) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["proposal_events"])) == 2
    settle(page)

    chosen.set_input_files(DATA / "22_event_right.csv")
    # beside the word that nobody signs in, the only one
    said = page.locator(".bar").filter(has_not_text="现在不用登录")
    expect(said).to_contain_text("如是更正日期", timeout=SOON)
    page.get_by_text("替换这些案件的记录：以前导入、这次文件里没有的 2 行移除").click()
    expect(page.locator(".receipt").first).to_contain_text("替换掉原有 2 行", timeout=SOON)
    settle(page)
    page.get_by_role("button", name="确认入库 2 行").click()
    expect(page.locator(".receipt", has_text="“22_event_right.csv”导入到提案办理：")).to_be_visible(timeout=SOON)
    number = list_imports(ledger)[0].number
    assert list_imports(ledger)[0].imported_by == "张三"

    open_page(page, f"{address}/data?import={number}")
    page.get_by_role("button", name="撤回这次导入").click()
    expect(page.locator(".receipt")).to_contain_text(f"试撤回第 {number} 次导入", timeout=SOON)
    settle(page)
    page.get_by_role("button", name="确认撤回").click()
    done = re.compile(f"^撤回第 {number} 次导入“22_event_right.csv”：移除新增 2 行，恢复原值 2 行。$")
    expect(page.locator(".receipt", has_text=done)).to_be_visible(timeout=SOON)
    events = TABLES["proposal_events"]
    with reading(ledger) as connection:
        days = connection.scalars(sa.select(events.c.occurred_at).order_by(events.c.occurred_at)).all()
    assert [day.date().isoformat() for day in days] == ["2025-03-01", "2025-05-01"]
    settle(page)
    expect(page.get_by_role("button", name="撤回这次导入")).to_have_count(0)


def test_an_empty_ledger_offers_divisions_templates_and_a_demonstration(
    tmp_path: Path, environment: dict[str, str], page: Page
) -> None:
    ledger = connect(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(ledger)
    own = {
        "ZX_DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
        "ZX_REFRESH_SECONDS": "1",
    }
    with serving(environment | own, free_port()) as address:
        open_page(page, f"{address}/data")
        assert not page.locator(".bar.red").count()
        page.get_by_role("button", name="准备模板").click()
        page.get_by_role("button", name="下载模板").wait_for(timeout=SOON)
        settle(page)
        with page.expect_download() as taken:
            page.get_by_role("button", name="下载模板").click()
        with ZipFile(taken.value.path()) as archive:
            assert len(archive.namelist()) == len(DATASETS) and "提案_proposals.xlsx" in archive.namelist()
        page.get_by_role("button", name="装入随附的区划").click()
        expect(page.locator(".receipt", has_text="装入区划 1,120 条")).to_be_visible(timeout=SOON)
        with reading(ledger) as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["regions"])) == 1120
        settle(page)
        page.get_by_role("button", name="试试演示数据").click()
        page.get_by_role("button", name="确认装入演示数据").click()
        expect(page.locator(".receipt", has_text="装入演示数据")).to_be_visible(timeout=3 * SOON)
    with reading(ledger) as connection:
        sources = set(connection.scalars(sa.select(TABLES["proposals"].c.source).distinct()))
    assert sources == {"演示数据"}
