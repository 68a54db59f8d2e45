"""Offices' own sheets in a real browser: from an empty ledger to the right numbers, by clicks that are counted."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import free_port, needs_chromium, open_page, run, serving, settle
from zxdata.divisions import load_home
from zxdata.ledger import connect, upgrade

pytestmark = [pytest.mark.browser, needs_chromium]
DATA = Path(__file__).parent.parent / "intake" / "data"
SOON = 60_000
MINUTES = 10  # what an office may take for both sheets


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[str]:
    """A cockpit over a ledger that holds divisions and nothing else."""
    folder = tmp_path_factory.mktemp("own_sheets")
    ledger = connect(f"sqlite:///{folder / 'ledger.db'}")
    upgrade(ledger)
    load_home(ledger, "500000")
    own = {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_REFRESH_SECONDS": "1",
        "ZX_TODAY": "2025-09-30",
    }
    with serving(environment | own, free_port()) as address:
        yield address


class Clerk:
    """Someone at the page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def gives(self, file: Path) -> None:
        self.clicks += 1
        self.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
        self.page.get_by_text("每一列读作什么").wait_for(timeout=SOON)
        settle(self.page)

    def answers(self, question: str, choice: str) -> None:
        self.clicks += 1
        asked = self.page.locator("[data-testid=stButtonGroup]", has_text=question)
        run(self.page, asked.get_by_text(choice, exact=True).click)

    def confirms(self, words: str) -> None:
        self.clicks += 1
        self.page.get_by_role("button", name=words).click()
        self.page.locator(".receipt.done").wait_for(timeout=SOON)

    def previewed(self) -> dict[str, str]:
        """Card → number and unit, before anything is written."""
        settle(self.page)
        cards = self.page.locator(".strip .card")
        texts = [cards.nth(at) for at in range(cards.count())]
        return {
            card.locator(".name span").first.inner_text(): card.locator(".value").inner_text().replace("\n", "")
            for card in texts
        }


def _rows(page: Page, address: str, number: str, expected: int) -> None:
    """The number behind which the page lists its rows, once the snapshot has followed."""
    for _ in range(20):
        open_page(page, f"{address}?rows={number}")
        if page.locator(".st-key-rows-panel .meaning b", has_text=str(expected)).count():
            break
    expect(page.locator(".st-key-rows-panel .meaning b").first).to_have_text(str(expected))


def test_the_ledgers_an_office_keeps_are_on_screen_within_ten_minutes(
    office: str, page: Page, record_property: Callable[[str, object], None]
) -> None:
    began = time.monotonic()
    open_page(page, f"{office}/data")
    clerk = Clerk(page)
    clerk.gives(DATA / "提案台账.xlsx")
    assert page.get_by_text("请先回答上面的问题").count() == 1
    clerk.answers("表里没有提案的提交日期", "按“立案时间”记")
    clerk.answers("表里没有评价的时间", "按“办复时间”记")
    clerk.answers("没有写年份", "按标题，2025 年")
    clerk.answers("几个主办单位", "第一个主办，其余会办")
    clerk.answers("不在承办单位表里", "都作为新的承办单位登记")
    assert clerk.previewed() == {"承办单位": "11个", "提案": "6件", "提案办理": "26个节点", "关联": "1条"}
    assert page.get_by_text("台账还是空的").count() == 1 and page.get_by_text("还没有导入过").count() == 1
    clerk.confirms("确认入库 6 件")
    assert clerk.clicks == 7
    settle(page)  # the whole page tells of it at once, before the snapshot has followed
    assert not page.get_by_text("台账还是空的").count() and not page.get_by_text("还没有导入过").count()
    assert not page.get_by_role("button", name="确认入库").count()
    page.reload()
    settle(page)
    clerk.gives(DATA / "监督台账.xlsx")
    clerk.answers("表里没有监督事项的提出日期", "按“交办日期”记")
    clerk.answers("没有写年份", "按标题，2025 年")
    clerk.answers("只写到月", "按当月 1 日")
    clerk.answers("不在承办单位表里", "都作为新的承办单位登记")
    assert clerk.previewed() == {"承办单位": "1个", "监督事项": "4项", "监督进展": "6个节点"}
    clerk.confirms("确认入库 4 项")
    assert clerk.clicks == 13
    _rows(page, f"{office}/supervision", "supervision.red", 2)
    _rows(page, f"{office}/proposals", "proposals.overdue", 2)
    _rows(page, f"{office}/proposals", "proposals.replied", 3)
    minutes = (time.monotonic() - began) / 60
    record_property("minutes", round(minutes, 2))
    assert minutes < MINUTES

    open_page(page, f"{office}/data")  # the same sheet again is taken by the kept mapping without a question
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(DATA / "提案台账.xlsx")
    expect(page.get_by_text("按保存的对照“提案台账”读")).to_be_visible(timeout=SOON)
    settle(page)
    assert not page.locator("[data-testid=stButtonGroup]", has_text="年份").count()
    expect(page.get_by_role("button", name="确认入库 0 件")).to_be_disabled()


def test_a_column_is_given_another_meaning_by_its_select_box(office: str, page: Page) -> None:
    open_page(page, f"{office}/data")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(DATA / "监督台账.xlsx")
    kept, fields = page.get_by_role("button", name="重新对照"), page.get_by_text("每一列读作什么")
    expect(kept.or_(fields)).to_be_visible(timeout=SOON)
    if kept.count():
        kept.click()
    fields.wait_for(timeout=SOON)
    settle(page)
    box = page.get_by_role("combobox", name="销号日期")
    box.click()
    run(page, page.get_by_role("option", name="不读", exact=True).click)
    expect(page.get_by_text("没有读的列：销号日期")).to_be_visible(timeout=SOON)
