"""Signed-in readers of districts in a real browser, on a ledger in which every text tells whose it is."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import DESK, SETTLED, free_port, serving
from tests.canaries import MARKS, PERSONAL, canaries, foreign
from tests.door.conftest import KEY, environment
from tests.neighbours import OWN
from tests.odd_rows import NEIGHBOUR
from zxdata.access import Reader, Role, sessions
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.ledger import connect
from zxdata.workspace.saved_views import save

pytestmark = pytest.mark.browser
SEEN = (
    "",
    "proposals?part=list",
    "proposals?part=colours&rows=proposals.submitted",
    "supervision?part=list",
    "consultation?part=outcomes",
    "voices?part=sources",
    "members?part=spread",
    "data?part=doubts",
    f"supervision?region={NEIGHBOUR}&compare=1",
    "proposals?find=密",
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    of = canaries()
    of.ledger.dispose()
    folder = tmp_path_factory.mktemp("canaries")
    shutil.copytree(of.folder, folder / "copy", symlinks=True)
    settings = of.settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder / 'copy' / 'ledger.db'}",
            "snapshot_dir": folder / "copy" / "snapshot",
            "auth": "local",
            "secret_key": KEY,
        }
    )
    save(connect(settings.database_url), f"{MARKS[NEIGHBOUR]}的视图", "supervision", f"region={NEIGHBOUR}", "乙区")
    with serving(environment(settings), free_port()) as address:
        yield address, settings


def signed_in(browser: Browser, address: str, settings: Settings, scope: Scope) -> BrowserContext:
    window = browser.new_context(**DESK)
    cookie = sessions.begin(settings, Reader("甲", Role.READER, scope), "127.0.0.1", "测试")
    window.add_cookies([{"name": "cockpit_session", "value": cookie, "url": address}])
    return window


def told(page: Page, address: str, place: str) -> str:
    """All that a page says: what is drawn, what may be chosen, and what its figures carry for the browser."""
    page.goto(f"{address}/{place}")
    page.wait_for_selector(".head, .st-key-found", timeout=120_000)
    page.wait_for_function(SETTLED, timeout=120_000)
    plots = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map((p) => JSON.stringify([p.data, p.layout]))"
    )
    for box in page.locator(".st-key-filters [data-baseweb=select]").all()[:3]:
        box.click()
        page.wait_for_timeout(150)
        plots.append(page.locator("[role=listbox]").all_inner_texts().__repr__())
        page.keyboard.press("Escape")
    return page.content() + "".join(plots)


def test_no_page_in_a_districts_browser_tells_of_another(browser: Browser, guarded: tuple[str, Settings]) -> None:
    address, settings = guarded
    window = signed_in(browser, address, settings, Scope.of(OWN))
    page, seen = window.new_page(), {}
    for place in SEEN:
        text = told(page, address, place)
        seen[place] = text
    window.close()
    assert {place: foreign(text, OWN) for place, text in seen.items() if foreign(text, OWN)} == {}
    assert MARKS[OWN] in "".join(seen.values()) and PERSONAL not in "".join(seen.values())
