"""数据归集 in a real browser: a file chosen, its preview read, confirmed, and its rows found where they belong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browsing import CHROMIUM, free_port, open_page, serving, settle
from zxdata.divisions import load_home
from zxdata.ledger import TABLES, connect, reading, upgrade

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium 未安装：apt-get install chromium fonts-noto-cjk"),
]
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
