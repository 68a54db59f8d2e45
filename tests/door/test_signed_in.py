"""Signing in and out in a real browser: what a reader sees, and what an office sees."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import DESK, settle
from tests.door.conftest import PASSWORD, Served
from zxdata.access import Role, accounts
from zxdata.access.acts_log import entries
from zxdata.errors import WrongUse

pytestmark = pytest.mark.browser


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(**DESK)
    yield opened
    opened.close()


def signed_in(window: BrowserContext, served: Served, name: str, address: str = "/data") -> Page:
    """Signed in by keyboard alone."""
    page = window.new_page()
    page.goto(f"{served.address}{address}")
    assert page.url.startswith(f"{served.address}/signin")
    expect(page.get_by_label("账号")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{served.address}{re.escape(address)}($|\?)"))
    expect(page.locator(".account")).to_contain_text(name, timeout=90_000)
    return page


def test_sign_out_in_one_tab_closes_the_page_in_another_with_a_sentence(window: BrowserContext, served: Served) -> None:
    open_page = signed_in(window, served, "王")
    other = window.new_page()
    other.goto(f"{served.address}/signout")
    expect(other.locator(".said")).to_have_text("已退出。")
    open_page.wait_for_url("**/signin?ended=1", timeout=20_000)
    expect(open_page.locator(".said")).to_contain_text("登录已结束")


def test_a_reader_sees_pages_and_is_offered_no_act(window: BrowserContext, served: Served) -> None:
    page = signed_in(window, served, "王")
    expect(page.locator(".st-key-upload")).to_be_visible(timeout=60_000)
    window.clear_cookies()
    _account(served, "读", Role.READER)
    _settle_password(served, "读")
    page = signed_in(window, served, "读")
    expect(page.locator(".head")).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-upload")).to_have_count(0)


def test_who_sees_one_district_is_not_told_that_the_ledger_is_empty(window: BrowserContext, served: Served) -> None:
    _account(served, "九业", Role.STAFF, ["500107"])
    _settle_password(served, "九业")
    page = signed_in(window, served, "九业")
    expect(page.get_by_text("从哪里开始：文件的先后和模板")).to_be_visible(timeout=60_000)
    settle(page)
    expect(page.locator(".st-key-make-templates")).to_be_hidden()
    page.get_by_text("从哪里开始：文件的先后和模板").click()
    expect(page.locator(".st-key-make-templates")).to_be_visible()
    expect(page.locator(".st-key-load-divisions, .st-key-try-demo")).to_have_count(0)


def test_what_one_account_has_uploaded_another_neither_sees_nor_commits(
    window: BrowserContext, served: Served, tmp_path: Path
) -> None:
    sheet = tmp_path / "事项.csv"
    sheet.write_text("事项编号,题目,提出日期,所属区划\nJ9,甲,2025-03-01,九龙坡区\n", encoding="utf-8")
    _account(served, "李", Role.STAFF)
    _settle_password(served, "李")
    page = signed_in(window, served, "王")
    page.locator(".st-key-upload input[type=file]").set_input_files(sheet)
    expect(page.get_by_role("button", name="确认入库 1 行")).to_be_visible(timeout=90_000)
    window.clear_cookies()
    page = signed_in(window, served, "李")
    expect(page.locator(".st-key-upload")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)
    assert "事项.csv" not in page.content()
    assert [e.subject for e in entries(served.settings) if e.act == "import"] == []


def test_the_auditor_reads_the_log_and_no_rows_of_cases(window: BrowserContext, served: Served) -> None:
    page = signed_in(window, served, "审", "/proposals")
    expect(page.locator(".st-key-office")).to_contain_text("操作日志", timeout=60_000)
    page.get_by_role("button", name="核对全部日志").click()
    expect(page.locator(".bar")).to_contain_text("日志完好", timeout=30_000)
    served.signed_in("王")
    page.get_by_label("字词").fill("审")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="导出这些日志").click()
    with page.expect_download(timeout=30_000) as saving:
        page.get_by_role("button", name="存成 CSV").click()
    address = saving.value.url
    head, *rows = csv.reader(window.request.get(address).text().splitlines())
    assert head[:3] == ["\ufeff序号", "时间", "谁"]
    assert rows and all("审" in "".join(row) for row in rows)
    assert any(e.who == "王" for e in entries(served.settings))  # whose acts the word leaves out
    another = served.signed_in("王").get(address)  # who has the address only
    assert (another.status_code, another.text) == (404, "没有这个地址。")
    assert page.locator(".st-key-tools, .st-key-pages").count() == 0


def test_accounts_are_opened_by_one_office_and_given_rights_by_another(window: BrowserContext, served: Served) -> None:
    page = signed_in(window, served, "系", "/")
    page.get_by_label("新账号").fill("赵")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="开立").click()
    expect(page.locator(".bar")).to_contain_text("首次口令", timeout=30_000)
    assert accounts.account(served.settings, "赵").role is None
    expect(page.get_by_role("button", name="授权")).to_have_count(0)
    entry = entries(served.settings)[-1]
    assert (entry.who, entry.act, entry.subject) == ("系", "accounts", "账号 赵")
    window.clear_cookies()
    page = signed_in(window, served, "安", "/")
    for label, typed, choice in (("账号", "赵", "赵"), ("角色", "业务", "业务"), ("数据范围", "坡", "九龙坡区")):
        box = page.get_by_label(label, exact=True).locator("visible=true").first
        box.click()
        box.fill(typed)
        page.get_by_role("option", name=choice, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="授权").click()
    expect(page.locator(".bar.green")).to_contain_text("“赵”：业务，九龙坡区。", timeout=30_000)
    given = accounts.account(served.settings, "赵")
    assert (given.role, given.regions, given.personal) == (Role.STAFF, ("500107",), False)


def test_the_pages_stand_in_one_row_beside_whoever_is_signed_in(window: BrowserContext, served: Served) -> None:
    _account(served, "欧阳建国", Role.STAFF)
    _settle_password(served, "欧阳建国")
    page = signed_in(window, served, "欧阳建国", "/coverage")
    for width in (1341, 1366, 1460, 1461):
        page.set_viewport_size({"width": width, "height": 768})
        expect(page.locator(".pages a").nth(10)).to_be_visible(timeout=30_000)
        tops = page.locator(".pages a").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
        assert len(tops) > 10 and len(set(tops)) == 1, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_long_name_of_the_cockpit_takes_two_lines_and_leaves_the_pages_in_one(
    window: BrowserContext, served: Served
) -> None:
    page = signed_in(window, served, "王", "/coverage")
    page.set_viewport_size({"width": 1341, "height": 768})
    expect(page.locator(".pages a").nth(10)).to_be_visible(timeout=30_000)
    brand = page.locator(".brand")
    for name, size in (
        ("政协金华市委员会履职驾驶舱", "brand"),
        ("中国人民政治协商会议某某市某某区委员会履职驾驶舱", "brand long"),
    ):
        brand.evaluate("(brand, [name, size]) => { brand.textContent = name; brand.className = size }", [name, size])
        tops = page.locator(".pages a").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
        assert len(set(tops)) == 1, name
        assert brand.evaluate("brand => brand.scrollHeight - brand.clientHeight") <= 4, name  # no third line is cut


def test_no_page_asks_anything_that_the_policy_forbids(window: BrowserContext, served: Served) -> None:
    said: list[str] = []
    page = window.new_page()
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.close()
    page = signed_in(window, served, "王", "/coverage")
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.reload()
    expect(page.locator(".head")).to_be_visible(timeout=60_000)
    assert said == []


def _account(served: Served, name: str, role: Role, regions: Sequence[str] = ()) -> None:
    """Added; there already where a test is tried a second time."""
    with suppress(WrongUse):
        accounts.add(served.settings, name, role, regions, password=PASSWORD, by="本机")


def _settle_password(served: Served, name: str) -> None:
    from sqlalchemy import update

    from zxdata.access.acts_log import own_tables
    from zxdata.ledger import writing
    from zxdata.ledger.access_tables import accounts as table

    with writing(own_tables(served.settings)) as connection:
        connection.execute(update(table).where(table.c.name == name).values(must_change=False))


def test_a_region_beyond_the_scope_stands_in_the_log_once(window: BrowserContext, served: Served) -> None:
    page = signed_in(window, served, "九", "/supervision?region=500108")
    expect(page.locator(".bar").first).to_be_visible(timeout=90_000)
    found = [(e.act, e.subject, e.result) for e in entries(served.settings) if e.who == "九"]
    assert found.count(("see", "区划 500108", "refused")) == 1
