"""A presentation to its last consequence: made of saved views, ordered, noted, shown by keys, taken along."""

import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pptx import Presentation

from tests.browsing import free_port, needs_chromium, open_page, query, run, serving, settle

pytestmark = [pytest.mark.browser, needs_chromium]
SOON = 30_000


def keep_view(page: Page, address: str, name: str) -> None:
    open_page(page, address)
    page.locator(".st-key-views button").first.click()
    field = page.locator(".st-key-view-name input")
    field.fill(name)
    field.press("Enter")
    settle(page)
    run(page, page.locator(".st-key-view-save button").click)
    page.get_by_text(f"已保存为“{name}”").wait_for(timeout=SOON)


def shows(page: Page, title: str) -> None:
    page.wait_for_function("title => document.querySelector('.slide h1')?.innerText === title", arg=title, timeout=SOON)
    settle(page)


def test_views_are_put_in_order_shown_by_keys_and_filed_as_one_deck(
    environment: dict[str, str], page: Page, tmp_path: Path
) -> None:
    shutil.copy(environment["ZX_DATABASE_URL"].removeprefix("sqlite:///"), tmp_path / "ledger.db")
    shutil.copytree(environment["ZX_SNAPSHOT_DIR"], tmp_path / "snapshot", symlinks=True)
    own = environment | {
        "ZX_DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
    }
    with serving(own, free_port()) as address:
        keep_view(page, f"{address}/supervision", "三色")
        keep_view(page, f"{address}/coverage?region=500107&part=life", "九龙坡的休眠阵地")

        open_page(page, f"{address}/presentation")
        field = page.locator(".st-key-presentation-name input")
        field.fill("九月主席会议")
        field.press("Enter")
        settle(page)
        run(page, page.locator(".st-key-presentation-make button").click)
        page.locator(".st-key-presented-0").wait_for(timeout=SOON)
        assert query(page)["present"] == ["九月主席会议"]
        first = page.locator(".st-key-presented-0 .finding p").first.inner_text().partition("　")[0]
        other = next(name for name in ("三色", "九龙坡的休眠阵地") if name != first)
        page.locator(".st-key-presentation-next input").click()
        run(page, page.get_by_role("option", name=other, exact=True).click)
        run(page, page.locator(".st-key-presentation-append button").click)
        page.locator(".st-key-presented-1").wait_for(timeout=SOON)
        if first != "三色":
            run(page, page.locator(".st-key-presented-up-1 button").click)
        assert page.locator(".st-key-presented-0 .finding p").first.inner_text().startswith("三色")
        said = page.locator(".st-key-presented-0 .finding p.quiet").inner_text()
        assert said.startswith("监督事项")
        note = page.locator(".st-key-note-1 input")
        note.fill("先说休眠最久的三处")
        run(page, lambda: note.press("Enter"))

        run(page, page.locator(".st-key-presentation-start button").click)
        shows(page, "三色")
        assert page.locator(".slide .said").inner_text() == said
        assert not page.locator(".st-key-nav").count() and page.locator(".board .cases").count() == 4
        page.keyboard.press("PageDown")
        shows(page, "九龙坡的休眠阵地")
        assert page.locator(".slide .note").inner_text() == "先说休眠最久的三处"
        assert query(page)["region"] == ["500107"] and query(page)["part"] == ["life"]
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        shows(page, "九龙坡的休眠阵地")
        page.keyboard.press("ArrowLeft")
        shows(page, "三色")
        # A question from the room: the click goes where it goes on the page, and the bar leads back.
        run(page, page.locator(".case").first.click)
        assert query(page)["slide"] == ["1"] and "matter" in query(page)
        run(page, page.get_by_role("button", name="回到这一屏").click)
        shows(page, "三色")
        assert "matter" not in query(page)
        run(page, page.get_by_role("button", name="结束汇报").click)
        page.locator(".st-key-presentation-start").wait_for(timeout=SOON)

        page.locator(".st-key-presentation-files button").first.click()
        with page.expect_download(timeout=90_000) as caught:
            page.get_by_role("button", name="PowerPoint 幻灯片").click()
        assert caught.value.suggested_filename == "九月主席会议_截至20250930.pptx"
        deck = Presentation(io.BytesIO(Path(caught.value.path()).read_bytes()))
        titles = [slide.shapes.title.text for slide in deck.slides]
        assert titles[0] == "九月主席会议" and titles.index("三色") < titles.index("九龙坡的休眠阵地")
        texts = ["\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in deck.slides]
        assert said in texts[titles.index("三色")]
        assert "先说休眠最久的三处" in texts[titles.index("九龙坡的休眠阵地")]
        assert any(shape.has_chart for slide in deck.slides for shape in slide.shapes)

        run(page, page.locator(".st-key-presentation-drop button").click)
        run(page, page.locator(".st-key-presentation-drop-not button").click)  # thought better of it
        assert page.locator(".st-key-presented-0").count() == 1
        run(page, page.locator(".st-key-presentation-drop button").click)
        run(page, page.locator(".st-key-presentation-drop-sure button").click)
        page.get_by_text("已删除“九月主席会议”").wait_for(timeout=SOON)
