"""催办 is registered on the day that is shown, once the clerk has said so and signed for it."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsing import free_port, needs_chromium, open_page, run, serving

pytestmark = [pytest.mark.browser, needs_chromium]
PAST = "2025-08-29"


def test_letters_of_a_past_day_are_registered_on_that_day_after_a_question(
    environment: dict[str, str], page: Page, tmp_path: Path
) -> None:
    shutil.copy(environment["ZX_DATABASE_URL"].removeprefix("sqlite:///"), tmp_path / "ledger.db")
    shutil.copytree(environment["ZX_SNAPSHOT_DIR"], tmp_path / "snapshot", symlinks=True)
    own = environment | {
        "ZX_DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
    }

    def registered() -> list[tuple[str, str]]:
        """Day and clerk of what the cockpit wrote."""
        with sqlite3.connect(tmp_path / "ledger.db") as ledger:
            return ledger.execute("SELECT sent_on, sent_by FROM reminders WHERE source = '驾驶舱'").fetchall()

    with serving(own, free_port()) as address:
        open_page(page, f"{address}/supervision?part=press&as_of={PAST}")
        run(page, page.locator(".st-key-record-all button").click)
        said = page.locator(".st-key-register .receipt").inner_text()
        assert "2025年8月29日" in said and "只增不改" in said and registered() == []
        run(page, page.locator(".st-key-record-not button").click)
        assert registered() == []
        run(page, page.locator(".st-key-record-all button").click)
        run(page, page.locator(".st-key-record-confirm button").click)
        assert "要写明经办" in page.locator(".bar.red").inner_text() and registered() == []
        page.locator(".st-key-sent-by input").fill("提案委办公室")
        run(page, page.locator(".st-key-record-confirm button").click)
        page.get_by_text("登记了").wait_for(timeout=30_000)
        rows = int("".join(c for c in said.partition("条")[0] if c.isdigit()))
        assert registered() == [(PAST, "提案委办公室")] * rows and rows > 0
