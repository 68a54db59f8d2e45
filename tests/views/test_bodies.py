"""Records of two levels of 政协 in one ledger are told apart, and never added up unsaid."""

from dataclasses import replace
from pathlib import Path
from typing import Any

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
from zxdata.metrics.bodies import OF, UNTOLD, bodies
from zxdata.store import Store
from zxdata.views import VIEWS, view
from zxdata.views.drill_through import drill_through

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


def test_bodies_are_named_alike_from_the_facts_and_once_these_are_held_in_memory(both: tuple[Store, Settings]) -> None:
    store, _ = both
    with store.reading(Scope.whole()) as reading:

        def named(**asked: Any) -> tuple[str, ...]:
            return bodies(reading, replace(FILTERS, **asked), reading.version.rules, "proposals")

        for n in range(1, 6):
            assert named(since=day(f"2025-01-0{n}")) == (DISTRICT, CITY)
            assert named(since=day(f"2025-04-0{n}")) == ()
            assert named(since=day(f"2025-01-0{n}"), where=(("body", (DISTRICT,)),)) == (DISTRICT,)
        assert reading.version.materialised.size > 0


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


@pytest.mark.parametrize("key", ["proposals.comparison", "overview"])
def test_both_levels_stand_beside_each_other_although_the_page_shows_its_own(
    key: str, both: tuple[Store, Settings]
) -> None:
    store, settings = both
    found = view(store, key, FILTERS.only("body", CITY), Scope.whole(), settings)
    table = found.figure("levels", Table)
    submitted = table.frame.set_index("metric").loc["proposals.submitted"]
    assert (submitted["body0"], submitted["body1"]) == ("3", "2")


def test_the_overview_counts_its_own_body_and_says_what_it_cannot_tell_apart(both: tuple[Store, Settings]) -> None:
    store, settings = both
    own, others, together = (
        view(store, "overview", filters, Scope.whole(), settings)
        for filters in (FILTERS.only("body", CITY), FILTERS.only("body", DISTRICT), FILTERS)
    )
    meetings = [
        next(each.value for each in found.indicators if each.metric == "consultation.meetings")
        for found in (own, others, together)
    ]
    assert meetings == ["1", "1", "2"]
    assert "民情、委员、清单和党建的数不分机构" in "".join(own.notices)
    assert "不分机构" not in "".join(together.notices)


def test_a_suggestion_is_of_the_body_of_its_meeting_and_a_topic_of_its_own(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    raised = {"origin": "协商", "raised_on": day("2025-03-02")}
    put(
        sqlite_ledger,
        regions=REGIONS,
        consultations=[meeting("C1", "500107", "2025-03-01"), meeting("C2", "500107", "2025-03-01", body=DISTRICT)],
        suggestions=[
            raised | {"suggestion_no": "S1", "origin_no": "C1"},
            raised | {"suggestion_no": "S2", "origin_no": "C2"},
            raised | {"suggestion_no": "S3", "origin_no": "C2"},
        ],
        topics=[{"topic_no": "T1", "title": "甲", "channel": "码", "raised_on": day("2025-03-01"), "body": DISTRICT}],
    )
    keys = [METRICS["consultation.suggestions"], METRICS["consultation.topics"]]
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        frame = answer(reading, keys, ("body",), FILTERS, reading.version.rules).frame
    assert frame.to_dict("records") == [
        {"body": DISTRICT, "consultation.suggestions": 2, "consultation.topics": 1},
        {"body": CITY, "consultation.suggestions": 1, "consultation.topics": 0},
    ]


def test_behind_a_number_that_tells_no_body_stand_all_its_rows_and_it_says_so(both: tuple[Store, Settings]) -> None:
    store, _ = both
    found = drill_through(store, "coverage.stations", FILTERS.only("body", CITY), Scope.whole(), store.rules())
    assert ("机构", "记录不分机构，合计全部") in found.meaning
    own = drill_through(store, "consultation.meetings", FILTERS.only("body", CITY), Scope.whole(), store.rules())
    assert len(own.rows.frame) == 1 and "机构" not in dict(own.meaning)
