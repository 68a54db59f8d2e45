"""Records of two levels of 政协 in one ledger are told apart, and never added up unsaid."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.commands import configured
from tests.ledger_rows import at, day, matter, meeting, proposal, publish, put, region, settings_for
from ui import ask
from zxdata.access import Reader, Role
from zxdata.configuration import Settings
from zxdata.figures import Table
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.bodies import OF, UNTOLD
from zxdata.store import Store
from zxdata.views import VIEWS, view

CITY, DISTRICT = Settings().body, "政协九龙坡区委员会"
FILTERS = Filters(day("2025-09-30"))
REGIONS = [region("500000", "重庆市", "省"), region("500107", "九龙坡区", "区县", "500000")]


@pytest.fixture
def both(sqlite_ledger: Engine, tmp_path: Path) -> tuple[Store, Settings]:
    """Three proposals of the city, one of which says so, and two of a district; matters of the city alone."""
    put(
        sqlite_ledger,
        regions=REGIONS,
        proposals=[
            proposal("1", "2025-03-01", region="500107"),
            proposal("2", "2025-03-01", region="500107"),
            proposal("3", "2025-03-01", region="500107", body=CITY),
            proposal("4", "2025-03-01", region="500107", body=DISTRICT),
            proposal("5", "2025-03-01", region="500107", body=DISTRICT),
        ],
        proposal_events=[{"proposal_no": "4", "stage": "立案", "occurred_at": at("2025-04-01")}],
        supervisions=[matter("J1", "2025-03-01", region="500107")],
        consultations=[meeting("C1", "500107", "2025-03-01"), meeting("C2", "500107", "2025-03-01", body=DISTRICT)],
    )
    return publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)


def test_a_record_that_names_no_body_is_of_the_configured_one(both: tuple[Store, Settings]) -> None:
    store, _ = both
    keys = [METRICS["proposals.submitted"], METRICS["proposals.filed"]]
    with store.reading(Scope.whole()) as reading:
        frame = answer(reading, keys, ("body",), FILTERS, reading.version.rules).frame
        own = answer(reading, keys, (), FILTERS.only("body", DISTRICT), reading.version.rules)
    assert frame.to_dict("records") == [
        {"body": DISTRICT, "proposals.submitted": 2, "proposals.filed": 1},
        {"body": CITY, "proposals.submitted": 3, "proposals.filed": 0},
    ]
    assert own.value("proposals.submitted") == 2


def test_bodies_stand_beside_each_other_where_there_are_several(both: tuple[Store, Settings]) -> None:
    store, settings = both
    table = view(store, "proposals.comparison", FILTERS, Scope.whole(), settings).figure("levels", Table)
    assert [column.header for column in table.columns] == ["指标", CITY, DISTRICT]
    submitted = table.frame.set_index("metric").loc["proposals.submitted"]
    assert (submitted["body0"], submitted["body1"]) == ("3", "2")
    alone = view(store, "supervision.comparison", FILTERS, Scope.whole(), settings)
    assert "levels" not in {figure.key for figure in alone.figures}


@pytest.mark.parametrize(("key", "said"), [("proposals", True), ("overview", True), ("supervision", False)])
def test_a_page_says_that_it_adds_up_several_bodies(key: str, said: bool, both: tuple[Store, Settings]) -> None:
    store, settings = both
    found = view(store, key, FILTERS, Scope.whole(), settings)
    assert ("本页合计了 2 个机构的记录" in "".join(found.notices)) is said


def opened(key: str, settings: Settings, query: dict[str, list[str]], scope: Scope = Scope.whole()) -> ask.Asked:
    """What the address of a page asks, as its reader opens it."""
    with configured(settings.snapshot_dir.parent, str(settings.today)):
        return ask.asked(key, query, Reader("九", Role.READER, scope))


def test_pages_open_with_the_own_body_where_there_are_several_and_offer_the_others(
    both: tuple[Store, Settings],
) -> None:
    _, settings = both
    found = opened("proposals", settings, {})
    assert found.choices.values["body"] == (DISTRICT, CITY)
    assert found.question.filters.values("body") == (CITY,)
    assert opened("proposals", settings, {"body": [DISTRICT]}).question.filters.values("body") == (DISTRICT,)
    assert opened("proposals", settings, {"body": ["all"]}).question.filters.values("body") == ()
    unknown = opened("proposals", settings, {"body": ["政协某区委员会"]})
    assert unknown.question.filters.values("body") == () and "政协某区委员会" in "".join(unknown.notices)


def test_where_one_body_keeps_the_ledger_nothing_is_chosen_or_offered(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, regions=REGIONS, proposals=[proposal("1", "2025-03-01", region="500107")])
    publish(sqlite_ledger, tmp_path)
    found = opened("proposals", settings_for(sqlite_ledger, tmp_path), {})
    assert found.choices.values["body"] == () and found.question.filters.where == ()


@pytest.mark.parametrize("key", [key for key in VIEWS if key.partition(".")[0] in OF])
def test_every_part_answers_for_one_body_or_says_that_it_tells_them_together(
    key: str, both: tuple[Store, Settings]
) -> None:
    store, settings = both
    found = view(store, key, FILTERS.only("body", CITY), Scope.whole(), settings)
    together = "不按机构筛选" in "".join(found.notices)
    assert together or key not in UNTOLD
    assert together or found.question.filters.values("body") == (CITY,)
