"""Names, titles and notes from data are shown as they are written: no picture is fetched, no icon, link or markup appears,
nothing runs."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import free_port, needs_chromium, open_page, run, serving, turn
from tests.faults.payloads import PAYLOADS, hostile_installation
from ui.contents import CONTENTS
from ui.widgets import JOINER, plain
from zxdata.configuration import ROOT
from zxdata.views import VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What takes a label in Streamlit, and what writes Markdown.
LABELLED = {
    *("button", "caption", "checkbox", "color_picker", "date_input", "dialog", "download_button", "error", "expander"),
    *("feedback", "file_uploader", "form_submit_button", "header", "info", "link_button", "markdown", "menu_button"),
    *(
        "metric",
        "multiselect",
        "number_input",
        "page_link",
        "pills",
        "popover",
        "progress",
        "radio",
        "segmented_control",
    ),
    *("select_slider", "selectbox", "slider", "spinner", "status", "subheader", "success", "tabs", "text_area"),
    *("text_input", "time_input", "title", "toast", "toggle", "warning", "write"),
}
# What text from data became, if anything but text.
FOUND = """() => ({
  ran: window.pwned !== undefined,
  fetched: [...document.querySelectorAll("[src], [href], image")].map(e => e.getAttribute("src") ?? e.getAttribute("href"))
    .filter(at => at && (/^javascript:/.test(at) || /\\/\\/(www\\.)?x[./]/.test(at) || /^mailto:/.test(at))),
  icons: [...document.querySelectorAll("[data-testid=stIconMaterial]")].map(e => e.textContent).filter(n => n === "skull"),
  emoji: document.body.innerText.includes("💀"),
  markup: [...document.querySelectorAll("[data-testid=stMarkdownContainer]")].flatMap(label =>
    [...label.querySelectorAll("img, a, strong, em, del, code, h1, h2, h3, ul, ol, .katex, svg, span[class*=color]")]
      .map(e => e.outerHTML)),
})"""
NOTHING = {"ran": False, "fetched": [], "icons": [], "emoji": False, "markup": []}


def test_labels_are_written_only_where_they_are_made_plain() -> None:
    wrong = []
    for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        if path.name == "widgets.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in LABELLED and ast.unparse(node.value).startswith("st"):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("九龙坡区 2025-09-30", "九龙坡区 2025-09-30"),
        ("![i](http://x/a)", rf"!\[i\](http\:{JOINER}//x/a)"),
        (":material/skull:", rf"\:{JOINER}material/skull\:"),
        ("1. 甲\n2. 乙", r"1\. 甲 2. 乙"),
        ("- 甲", r"\- 甲"),
        ("a -> b", rf"a {JOINER}-\> b"),
    ],
)
def test_markdown_of_a_text_shows_the_text(text: str, written: str) -> None:
    assert plain(text) == written


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = hostile_installation(tmp_path_factory.mktemp("hostile"))
    environment = os.environ | {
        "ZX_DATABASE_URL": settings.database_url,
        "ZX_SNAPSHOT_DIR": str(settings.snapshot_dir),
        "ZX_TODAY": str(settings.today),
        "ZX_AUTH": "none",
    }
    with serving(environment, free_port()) as address:
        yield address


WALK = [
    *(entry.path for entry in CONTENTS),
    *(key.replace(".", "?part=", 1) for key in VIEWS if "." in key and not key.endswith(".head")),
    *(f"{entry.path}?screen=1" for entry in CONTENTS if entry.wall),
    "proposals?rows=proposals.submitted",
    "coverage?region=500107",
    "presentation?present=1",
]
SAMPLE = ["proposals?part=press", "presentation", "supervision", "consultation?part=topics"]


def check(page: Page, strangers: list[str], where: str) -> None:
    found: dict[str, Any] = page.evaluate(FOUND)
    assert (where, found) == (where, NOTHING)
    assert strangers == []


def open_all(page: Page) -> Iterator[str]:
    """Opens what is folded, one after the other."""
    for n in range(page.locator("[data-testid=stPopover] button").count()):
        page.keyboard.press("Escape")
        page.locator("[data-testid=stPopover] button").nth(n).click(force=True)
        page.wait_for_timeout(150)
        yield f"popover {n}"
    page.keyboard.press("Escape")
    for n in range(page.locator("[data-testid=stExpander] summary").count()):
        page.locator("[data-testid=stExpander] summary").nth(n).click(force=True)
    yield "expanders"


@pytest.mark.browser
@needs_chromium
def test_text_from_data_is_text_on_the_pages_that_show_most_of_it(
    hostile: str, page: Page, strangers: list[str]
) -> None:
    open_page(page, f"{hostile}/{SAMPLE[0]}")
    for path in SAMPLE:
        turn(page, f"{hostile}/{path}")
        check(page, strangers, path)
        for opened in open_all(page):
            check(page, strangers, f"{path} {opened}")
    shown = page.locator("body").inner_text()
    assert any(payload in shown for payload in PAYLOADS)  # it was there, as it is written


@pytest.mark.faults
@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("path", WALK, ids=lambda path: path or "overview")
def test_text_from_data_is_text_on_every_page_and_part(
    hostile: str, page: Page, strangers: list[str], path: str
) -> None:
    open_page(page, f"{hostile}/{path}", ".wall-head" if "screen=1" in path else "[data-testid=stApp] .head")
    check(page, strangers, path)
    for opened in open_all(page):
        check(page, strangers, f"{path} {opened}")


@pytest.mark.browser
@needs_chromium
def test_what_the_search_box_finds_is_text(hostile: str, page: Page, strangers: list[str]) -> None:
    open_page(page, f"{hostile}/")
    for sought in ("skull", "http", "pwned"):
        box = page.locator(".st-key-sought input")
        box.fill(sought)
        run(page, partial(box.press, "Enter"))
        assert page.locator("[class*=st-key-found-]").count() > 1
        check(page, strangers, f"find {sought}")
