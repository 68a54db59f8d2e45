"""A figure alone in the page of another site: drawn for its frame, within the rights of its token, nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from playwright.sync_api import Page

from tests.browsing import free_port, needs_chromium, serving
from tests.door.conftest import KEY
from zxdata.access import Role, tokens
from zxdata.configuration import load_settings

pytestmark = [pytest.mark.browser, needs_chromium]
FRAME = '<!doctype html><meta charset="utf-8"><h1>门户</h1><iframe src="{0}" width="{1}" height="{2}"></iframe>'
SIZES = ((1200, 600), (640, 400), (340, 260))


@contextmanager
def portal(folder: Path) -> Iterator[str]:
    """Another site: pages of a folder under an origin of their own."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()


@pytest.fixture(scope="module")
def embedded(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, Callable[[str, str, int, int], str]]]:
    """A cockpit that one site may embed and another may not; the token of a district; how a site's page is made."""
    folder = tmp_path_factory.mktemp("portals")
    with portal(folder) as allowed, portal(folder) as other:
        own = environment | {"ZX_AUTH": "local", "ZX_SECRET_KEY": KEY, "ZX_FRAME_ANCESTORS": allowed}
        address = environment["ZX_DATABASE_URL"]
        settings = load_settings(database_url=address, auth="local", secret_key=KEY)
        secret = tokens.add(settings, "门户", Role.READER, ("500107",), by="本机")

        def page_of(site: str, figure: str, width: int, height: int) -> str:
            name = f"{abs(hash((site, figure, width, height)))}.html"
            (folder / name).write_text(FRAME.format(figure, width, height), "utf-8")
            return f"{allowed if site == 'allowed' else other}/{name}"

        with serving(own, free_port()) as served:
            yield served, secret, page_of


def test_a_figure_fits_its_frame_and_keeps_what_is_said_of_it(embedded: Any, page: Page) -> None:
    served, secret, page_of = embedded
    figure = f"{served}/embed/figure?view=proposals&figure=trend&token={secret}"
    for width, height in SIZES:
        page.goto(page_of("allowed", figure, width, height))
        frame = page.frames[-1]
        frame.wait_for_selector(".plot .main-svg", timeout=60_000)
        drawn = frame.locator(".plot .main-svg").first.bounding_box()
        size = frame.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size == [width, height] and drawn is not None
        assert width - 40 < drawn["width"] < width and height / 3 < drawn["height"] < height
        said = frame.locator("body").inner_text()
        assert all(words in said for words in ("截至2025年9月30日", "演示数据", "件／月"))
        assert not frame.locator("nav, button, a").count()


def test_a_site_that_is_not_named_sees_nothing(embedded: Any, page: Page) -> None:
    served, secret, page_of = embedded
    page.goto(page_of("other", f"{served}/embed/figure?view=proposals&figure=trend&token={secret}", 640, 400))
    page.wait_for_load_state("networkidle")
    assert not any(frame.url.startswith(served) for frame in page.frames)


def test_a_figure_alone_is_answered_within_the_rights_of_who_asks(embedded: Any) -> None:
    served, secret, _ = embedded
    at = f"{served}/embed/figure"
    asked = {"view": "proposals", "figure": "trend"}
    assert requests.get(at, asked).status_code == requests.get(at, asked | {"token": "x"}).status_code == 401
    mine = requests.get(at, asked | {"token": secret})
    bearer = requests.get(at, asked, headers={"Authorization": f"Bearer {secret}"})
    assert (mine.status_code, bearer.status_code) == (200, 200) and "<span>九龙坡区</span>" in mine.text
    beyond = requests.get(at, asked | {"token": secret, "region": "500103"})
    nowhere = requests.get(at, asked | {"token": secret, "region": "599999"})
    assert "没有名为“500103”的区划" in beyond.text and "没有名为“599999”的区划" in nowhere.text
    assert (
        requests.get(f"{served}/proposals?screen=1", headers={"Accept": "text/html"}, allow_redirects=False).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"view": "proposals", "figure": "tren"}, 404, "trend"),
        ({"view": "proposal", "figure": "trend"}, 404, "proposals"),
        ({"figure": "trend"}, 400, "view="),
        ({"view": "proposals", "figure": "<script>alert(1)</script>"}, 404, "&lt;script&gt;"),
        ({"view": "data", "figure": "trend", "from": "去年"}, 404, "没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(embedded: Any, asked: dict[str, str], status: int, words: str) -> None:
    served, secret, _ = embedded
    found = requests.get(f"{served}/embed/figure", asked | {"token": secret})
    assert found.status_code == status and words in found.text and "alert(1)</script>" not in found.text
