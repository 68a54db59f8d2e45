"""What is said of a township in which little or nothing happened, in a ledger that is full of what others did."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY, Demonstration
from tests.ledger_rows import matter, publish, put, settings_for
from zxdata.filters import Filters, Scope
from zxdata.views import view

TOWNSHIP = "500107001"
FULL = ["topics", "party_units", "members", "interfaces", "contacts"]


@pytest.mark.parametrize(
    ("key", "headline"),
    [
        ("consultation.agenda", "所选条件下没有议题。"),
        ("consultation.outcomes", "所选条件下没有已答复的建议。"),
        ("supervision", "杨家坪街道没有在办的监督事项。"),
        ("supervision.closing", "所选条件下没有进入闭环的事项。"),
        ("members", "所选条件下没有参加评定的委员。"),
        ("party", "所选条件下没有党员委员。"),
        ("party.organisations", "所选条件下没有开放的党组织。"),
        ("voices.visits", "联系群众 0 人次。"),
        ("data.interfaces", "接口不分区划，选了区划时不列。"),
    ],
)
def test_what_others_have_is_not_said_to_be_missing_from_the_ledger(
    demo: Demonstration, key: str, headline: str
) -> None:
    assert view(demo.store, key, Filters(TODAY, region=TOWNSHIP), Scope.whole(), demo.settings).headline == headline


@pytest.mark.parametrize("dataset", FULL)
def test_the_ledger_itself_has_them(demo: Demonstration, dataset: str) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        rows = reading.connection.exec_driver_sql(
            f"select sum(row_count) from arrived where dataset = '{dataset}'"
        ).scalar_one()
    assert rows > 0


def test_a_district_is_told_of_its_own_months_without_supervision(demo: Demonstration) -> None:
    """By hand from the figure of the whole: the months of one row, not of all 38."""
    whole = view(demo.store, "supervision.spread", Filters(TODAY), Scope.whole(), demo.settings)
    cells = whole.figure("months").frame
    own = cells[(cells["row"] == "九龙坡区") & (cells["text"] == "缺")]
    asked = Filters(TODAY, region="500107")
    said = view(demo.store, "supervision.spread", asked, Scope.whole(), demo.settings).headline
    assert 0 < len(own) < 12 and said.endswith(f"；九龙坡区有 {len(own)} 个月缺监督。")


def test_colours_of_nothing_open_are_words_and_not_an_empty_frame(demo: Demonstration) -> None:
    found = view(demo.store, "proposals.replay", Filters(TODAY, region=TOWNSHIP), Scope.whole(), demo.settings)
    assert found.figure("area").empty == "近 180 日没有在办的提案。"


@pytest.mark.parametrize(
    ("opened", "headline"),
    [
        (["2025-10-26"], "截至2025年9月30日，台账里还没有监督事项；按模板“监督事项”导入后显示。"),
        (["2025-09-26"], "政协重庆市委员会没有超期的监督事项，也没有临期的。"),
    ],
)
def test_what_is_open_and_in_time_is_said_to_be_so(
    sqlite_ledger: Engine, tmp_path: Path, opened: list[str], headline: str
) -> None:
    put(sqlite_ledger, supervisions=[matter(str(n), when) for n, when in enumerate(opened)])
    store = publish(sqlite_ledger, tmp_path)
    settings = settings_for(sqlite_ledger, tmp_path)
    assert view(store, "supervision", Filters(date(2025, 9, 30)), Scope.whole(), settings).headline == headline


def test_where_no_district_has_all_its_storeys_none_is_said_to(demo: Demonstration) -> None:
    shown = view(demo.store, "coverage.layers", Filters(TODAY), Scope.whole(), demo.settings)
    complete = [row.split(" / ") for row in shown.figure("districts").frame["complete"]]
    assert [built for built, wanted in complete if built == wanted] == []
    assert shown.headline == f"{len(complete)} 个区县都还没有建齐各层。"


@pytest.mark.parametrize("asked", [Filters(date(2019, 1, 1)), Filters(date(2019, 1, 1), region="500107")])
def test_before_the_first_matter_no_number_of_months_is_told(demo: Demonstration, asked: Filters) -> None:
    said = view(demo.store, "supervision.spread", asked, Scope.whole(), demo.settings).headline
    assert said == "截至2019年1月1日，台账里还没有监督事项；按模板“监督事项”导入后显示。"


@pytest.mark.parametrize(
    ("asked", "scope"),
    [(Filters(TODAY, region="500107"), Scope.whole()), (Filters(TODAY), Scope.of("500107"))],
    ids=["a district asked for", "a reader of a district"],
)
def test_where_interfaces_are_not_counted_they_are_missing_and_not_nought(
    demo: Demonstration, asked: Filters, scope: Scope
) -> None:
    shown = view(demo.store, "data.interfaces", asked, scope, demo.settings)
    assert [card.value for card in shown.indicators] == ["—", "—", "—"]
