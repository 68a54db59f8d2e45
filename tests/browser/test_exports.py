"""Files taken along from the page, in a real browser: one click each, opened again, with the numbers on screen."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browsing import needs_chromium, open_page
from tests.exports import read, saved
from zxdata.export.libreoffice import libreoffice

pytestmark = [pytest.mark.browser, needs_chromium]
SOON = 30_000


def test_one_click_saves_the_page_and_its_open_part_with_the_numbers_on_screen(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals?part=time&region=500107&from=2025-01-01&to=2025-06-30")
    indicators = page.locator(".st-key-cards .card, .strip .card").all()
    told = [(c.locator(".name > span").inner_text(), c.locator(".value > b").inner_text()) for c in indicators]
    assert len(told) == 10 and sum(value != "—" for _, value in told) > 5
    page.locator(".st-key-downloads button").first.click()
    offers = page.locator(".st-key-downloads-offers button")
    offers.first.wait_for(timeout=SOON)
    for name, kind in [("Word 简报", "docx"), ("PowerPoint 幻灯片", "pptx"), ("Excel 工作簿", "xlsx")]:
        path = saved(page, offers.filter(has_text=name).click)
        assert path.name == f"20250101至20250630九龙坡区提案办理·办理用时情况_截至20250630.{kind}"
        text = read(path)
        for title in ("办理用时", "多久能办复", "演示数据"):
            assert title in text, (kind, title)
        assert "期初在办到期末在办" not in text, kind  # of the part that is not open
        for card, value in told:
            line = rf"{re.escape(card)}\s*(无法计算|{re.escape(value)})"
            assert re.search(line, text), (kind, card, value)
    assert "已写好" in page.locator(".st-key-downloads-ready").inner_text()


def test_the_table_before_the_reader_is_the_one_in_the_csv(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals?part=list&page=4")
    page.locator(".st-key-downloads button").first.click()
    path = saved(page, page.locator(".st-key-downloads-offers button", has_text="CSV").click)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(read(path))))
    open_cases = page.locator(".strip .card", has=page.get_by_text("在办", exact=True)).locator(".value > b")
    assert 0 < len(rows) == int(open_cases.inner_text()) - 3 * 50


def test_a_pdf_is_offered_where_it_can_be_made_and_else_said_why_not(server: str, page: Page) -> None:
    open_page(page, f"{server}/supervision?part=press")
    page.locator(".st-key-downloads button").first.click()
    offers = page.locator(".st-key-downloads-offers button")
    offers.first.wait_for(timeout=SOON)
    if libreoffice():
        assert saved(page, offers.filter(has_text="PDF").click).read_bytes().startswith(b"%PDF-")
    else:
        assert offers.filter(has_text="PDF").count() == 0
        page.get_by_text("没有找到 LibreOffice").wait_for(timeout=SOON)


def test_the_rows_behind_a_number_are_saved_whole(server: str, page: Page) -> None:
    open_page(page, f"{server}/proposals?rows=proposals.filed")
    counted = int(page.locator(".meaning h3 b").inner_text().replace(",", ""))
    page.locator(".st-key-save-rows button").first.click()
    path = saved(page, page.locator(".st-key-save-rows-offers button", has_text="CSV").click)
    assert path.name == "近12个月立案的明细_截至20250930.csv"
    assert len(list(csv.reader(io.StringIO(read(path))))) == counted + 1


def test_every_drawn_figure_is_saved_as_a_vector_that_says_what_it_is(server: str, page: Page) -> None:
    open_page(page, f"{server}/coverage")
    figures = page.locator("[class*=st-key-figure-]", has=page.locator(".js-plotly-plot"))
    page.locator(".figure-head .save").nth(3).wait_for(state="attached", timeout=SOON)
    assert figures.count() == page.locator(".figure-head .save").count() >= 4
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        figure.hover()
        path = saved(page, figure.get_by_role("button", name="存为 SVG 矢量图").click)
        title, unit = (
            figure.locator(".figure-head h2").inner_text(),
            figure.locator(".figure-head > p").last.inner_text(),
        )
        assert path.name == f"{title}_截至20250930.svg"
        drawing = ElementTree.parse(path).getroot()
        told = "".join(drawing.itertext())
        for words in (title, unit, "阵地覆盖", "重庆市，2024年10月1日起", "版本 v", "演示数据"):
            assert words in told, (title, words)
        hosts = set(re.findall(r"https?://([^/\"]+)", path.read_text("utf-8")))
        assert hosts == {"www.w3.org"}
        if "排名" in title:
            assert all(name in told for name in ("城口县", "渝中区", "石柱", "彭水"))


def test_a_figure_is_saved_as_a_sharp_picture_in_the_colours_of_the_page(server: str, page: Page) -> None:
    open_page(page, f"{server}/supervision")
    figure = page.locator("[class*=st-key-figure-]", has=page.locator(".board"))
    figure.hover()
    path = saved(page, figure.get_by_role("button", name="存为 PNG 图片").click)
    box = figure.bounding_box()
    assert box is not None and path.suffix == ".png"
    with Image.open(path) as picture:
        assert picture.width == pytest.approx(2 * (box["width"] + 36), abs=2) and picture.height > 2 * box["height"]
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
    assert {(0xFA, 0xFA, 0xF7), (0xB3, 0x26, 0x1E), (0xBF, 0x83, 0x00)} <= colours
