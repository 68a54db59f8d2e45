"""One cell corrected wherever a case is shown, by clicks, down to the ledger and back."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browsing import free_port, needs_chromium, open_page, run, serving, settle
from zxdata.datasets import BY_NAME
from zxdata.imports import list_imports
from zxdata.ledger import TABLES, connect, reading, upgrade, writing

pytestmark = [pytest.mark.browser, needs_chromium]
SOON = 60_000
DAY = date(2025, 3, 5)
ROWS: dict[str, dict[str, Any]] = {
    "regions": {"code": "990101", "name": "某区", "level": "区县"},
    "proposals": {"proposal_no": "A1", "title": "旧题", "submitted_on": DAY, "region": "990101"},
    "supervisions": {"matter_no": "B1", "title": "旧题", "opened_on": DAY, "region": "990101"},
    "consultations": {"consultation_no": "C1", "title": "旧题", "held_on": DAY, "region": "990101"},
    "workstations": {"station_no": "D1", "name": "旧题", "kind": "委员工作站", "region": "990101", "opened_on": DAY},
    "suggestions": {"suggestion_no": "E1", "origin": "协商", "origin_no": "C1", "text": "旧题", "raised_on": DAY},
}
# What is corrected where: dataset, its column, the address that shows the case, on a card or in a row.
PLACES = [
    ("proposals", "title", "/proposals?case=A1", "card"),
    ("supervisions", "title", "/supervision?part=replay&matter=B1", "card"),
    ("workstations", "name", "/coverage?part=points&station=D1", "card"),
    ("proposals", "title", "/proposals?rows=proposals.submitted", "row"),
    ("consultations", "title", "/consultation?rows=consultation.meetings", "row"),
    ("suggestions", "text", "/consultation?rows=consultation.suggestions", "row"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[tuple[str, sa.Engine]]:
    folder = tmp_path_factory.mktemp("correcting")
    ledger = connect(f"sqlite:///{folder / 'ledger.db'}")
    upgrade(ledger)
    with writing(ledger) as connection:
        for name, row in ROWS.items():
            connection.execute(TABLES[name].insert(), row)
    own = {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": "2025-09-30",
        "ZX_HOME": "990101",
    }
    with serving(environment | own, free_port()) as address:
        yield address, ledger


def _held(ledger: sa.Engine, dataset: str, column: str) -> str:
    with reading(ledger) as connection:
        return str(connection.scalar(sa.select(TABLES[dataset].c[column])))


@pytest.mark.parametrize(("dataset", "column", "address", "place"), PLACES)
def test_a_cell_is_corrected_where_its_case_is_shown_and_the_correction_withdrawn(
    dataset: str, column: str, address: str, place: str, office: tuple[str, sa.Engine], page: Page
) -> None:
    host, ledger = office
    open_page(page, f"{host}{address}")
    if place == "row":
        grid = page.locator(".st-key-rows-panel [data-testid=stDataFrame]")
        grid.scroll_into_view_if_needed()
        grid.click(position={"x": 12, "y": 45})  # the box before the first row
        settle(page)
    else:
        page.get_by_text("更正一格").first.click()
    form = page.locator(f".st-key-correction-{place}")
    form.wait_for(timeout=SOON)
    header = BY_NAME[dataset].column(column).header
    settle(page)
    if BY_NAME[dataset].columns[1].name != column:  # the first that can be corrected is chosen from the start
        form.get_by_label("改哪一格").click()
        run(page, page.get_by_role("option", name=header, exact=True).click)
    box = form.get_by_label("改成")
    expect(box).to_have_value("旧题", timeout=SOON)
    box.fill("新题")
    box.press("Enter")
    settle(page)
    form.get_by_role("button", name="更正").click()
    expect(page.locator(".receipt", has_text="已更正，记为第")).to_be_visible(timeout=SOON)
    assert _held(ledger, dataset, column) == "新题"
    number = list_imports(ledger)[0].number
    open_page(page, f"{host}/data?import={number}")
    run(page, page.get_by_role("button", name="撤回这次导入").click)
    page.get_by_role("button", name="确认撤回").click()
    done = re.compile(f"^撤回第 {number} 次导入")
    expect(page.locator(".receipt", has_text=done)).to_be_visible(timeout=SOON)
    assert _held(ledger, dataset, column) == "旧题"
