"""The page of 系统管理 in a real browser: rules changed and a mapping renamed to the last consequence."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browsing import DESK
from tests.door.conftest import RULES, Served
from tests.door.test_signed_in import signed_in
from tests.intake.office_sheets import ANSWERS, PROPOSALS, settled
from zxdata.access.acts_log import entries, verify
from zxdata.ledger import connect
from zxdata.revising.mappings import keep_mapping, kept_mappings, mappings_history
from zxdata.revising.rules_file import rules_history

pytestmark = pytest.mark.browser
CHANGED = RULES.replace("yellow_days = 2", "yellow_days = 10")


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(**DESK)
    yield opened
    opened.close()


def yellow(served: Served, seconds: float = 0) -> int:
    """How many matters the interface calls yellow; asked again until there is one, for so many seconds."""
    session, until = served.signed_in(), time.monotonic() + seconds
    while True:
        said = session.get(f"{served.address}/api/v1/query", params={"metric": "supervision.yellow"})
        found = int(said.json()["rows"][0]["supervision.yellow"])
        if found or time.monotonic() > until:
            return found
        time.sleep(1)


def test_a_changed_rule_is_tried_kept_and_taken_up_by_the_running_server(
    window: BrowserContext, served: Served
) -> None:
    served.settings.rules.write_text(RULES, encoding="utf-8")
    assert yellow(served) == 0
    page = signed_in(window, served, "系", "/")
    page.get_by_role("radio", name="规则").or_(page.get_by_text("规则", exact=True)).first.click()
    box = page.get_by_label("规则", exact=True).and_(page.locator("textarea"))
    expect(box).to_have_value(RULES, timeout=60_000)
    box.fill(RULES.replace("2", "-2"))
    page.get_by_role("button", name="检查并试算").click()
    expect(page.locator(".bar")).to_contain_text("不能小于 0", timeout=60_000)
    box.fill(CHANGED)
    page.get_by_role("button", name="检查并试算").click()
    expect(page.locator(".st-key-office")).to_contain_text("合计：监督 1 件转黄", timeout=90_000)
    page.get_by_role("button", name="保存这些规则").click()
    expect(page.locator(".bar")).to_contain_text("规则已保存，改 1 条", timeout=60_000)
    assert served.settings.rules.read_text(encoding="utf-8") == CHANGED
    latest = rules_history(served.settings)[0]
    assert (latest.change, latest.text, latest.made_by) == ("保存", CHANGED, "系")
    entry = entries(served.settings)[-1]
    assert (entry.who, entry.act, entry.subject, entry.note) == ("系", "rules", "规则文件 本会.toml", "改 1 条规则")
    assert yellow(served, seconds=60) == 1
    assert verify(served.settings) == []


def test_a_mapping_is_renamed_and_dropped_after_it_was_asked_twice(window: BrowserContext, served: Served) -> None:
    mapping = settled(connect(served.settings.database_url), PROPOSALS, **ANSWERS)
    keep_mapping(served.settings, mapping, "提案台账", by="王")
    page = signed_in(window, served, "系", "/")
    page.get_by_text("对照", exact=True).first.click()
    page.get_by_label("新名字").fill("提案委台账")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="改名").click()
    expect(page.locator(".bar")).to_contain_text("已改名为“提案委台账”", timeout=60_000)
    assert [each.mapping.name for each in kept_mappings(served.settings)] == ["提案委台账"]
    page.get_by_role("button", name="删去", exact=True).click()
    assert len(kept_mappings(served.settings)) == 1
    page.get_by_role("button", name="删去对照“提案委台账”").click()
    expect(page.locator(".bar")).to_contain_text("已删去", timeout=60_000)
    assert kept_mappings(served.settings) == ()
    assert [r.change for r in mappings_history(served.settings)] == ["删去", "改名", "保存"]
    assert [e.note for e in entries(served.settings) if e.act == "mappings"] == ["保存", "由“提案台账”改名", "删去"]
