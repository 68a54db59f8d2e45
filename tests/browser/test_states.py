"""What a reader sees where there is nothing to read yet, or a run takes long."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsing import free_port, needs_chromium, open_page, serving

pytestmark = [pytest.mark.browser, needs_chromium]


def test_a_first_start_without_its_ledger_says_why_and_comes_by_itself(
    environment: dict[str, str], page: Page, tmp_path: Path
) -> None:
    own = environment | {
        "ZX_DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
    }
    with serving(own, free_port()) as address:
        open_page(page, f"{address}/?screen=1", ".st-key-opening .bar")
        said = page.locator(".st-key-opening").inner_text()
        assert "政协履职决策驾驶舱" in said and "zxdata init" in said and "自动显示" in said
        shutil.copy(environment["ZX_DATABASE_URL"].removeprefix("sqlite:///"), tmp_path / "ledger.db")
        page.wait_for_selector(".wall-foot", timeout=60_000)
        assert not page.locator(".st-key-opening").count()


def test_a_wall_whose_ledger_is_away_keeps_its_picture_and_its_clock(environment: dict[str, str], page: Page) -> None:
    away = f"postgresql://cockpit@127.0.0.1:1/{'ledger_of_the_whole_city' * 4}"
    with serving(environment | {"ZX_DATABASE_URL": away, "ZX_REFRESH_SECONDS": "1"}, free_port()) as address:
        open_page(page, f"{address}/?screen=1", ".wall-foot")
        page.wait_for_function(
            "document.querySelector('.wall-head .fresh').innerText.includes('数据停在')", timeout=60_000
        )
        assert "连不上共享数据库" in page.locator(".wall-head .fresh").inner_text()
        clock = page.locator("#clock").bounding_box()
        assert clock is not None and clock["x"] + clock["width"] <= 1920 - 36
        assert page.locator(".wall-cards .card").count() == 6


def test_a_desk_says_by_itself_that_the_ledger_is_away_and_back(
    environment: dict[str, str], page: Page, tmp_path: Path
) -> None:
    ledger, aside = tmp_path / "ledger.db", tmp_path / "aside.db"
    shutil.copy(environment["ZX_DATABASE_URL"].removeprefix("sqlite:///"), ledger)
    own = environment | {
        "ZX_DATABASE_URL": f"sqlite:///{ledger}",
        "ZX_SNAPSHOT_DIR": str(tmp_path / "snapshot"),
        "ZX_REFRESH_SECONDS": "1",
    }
    with serving(own, free_port()) as address:
        open_page(page, f"{address}/data", ".fresh")
        assert "入库" in page.locator(".fresh").inner_text()
        ledger.rename(aside)
        page.wait_for_selector("text=数据停在", timeout=60_000)
        assert "▲" in page.locator(".fresh").inner_text()
        aside.rename(ledger)
        page.wait_for_function(
            "!document.body.innerText.includes('数据停在') && document.querySelector('.fresh').innerText.includes('●')",
            timeout=60_000,
        )


def test_a_chart_has_its_room_and_its_hairlines_before_its_library(server: str, page: Page) -> None:
    page.route("**/plotly*", lambda route: None)
    open_page(page, f"{server}/proposals")
    page.wait_for_function(
        "[...document.querySelectorAll('.chart')].filter((box) => box.clientHeight > 150).length > 2"
    )
    looks = page.evaluate(
        "[...document.querySelectorAll('.chart')].map((box) => [box.childElementCount, getComputedStyle(box).backgroundImage])"
    )
    assert all(inside == 0 and "repeating-linear-gradient" in image for inside, image in looks)
