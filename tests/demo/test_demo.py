"""Demonstration data: repeatable, plausible, true to the published figures, and never mistaken for real rows."""

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, and_, func, or_, select, text

from tests.demo.asked import STATIONS, at, number, open_stations
from tests.demonstration import TODAY, tables
from zxdata.datasets import DATASETS
from zxdata.demo import SOURCE, fill, size
from zxdata.demo.bulk import Bulk
from zxdata.demo.people import members
from zxdata.demo.proposals import proposals
from zxdata.demo.published import SOURCE as PUBLISHED
from zxdata.demo.published import targets
from zxdata.demo.timeline import Timeline
from zxdata.demo.words import words_of
from zxdata.demo.world import World
from zxdata.divisions import SOURCE as DIVISIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.ledger.tables import TABLES

# Datasets of which the demonstration holds no row.
EMPTY = ("calendar",)
CHANGE = date(2025, 11, 7)
# One day column a table on which its facts happened.
# fmt: off
HAPPENED = {
    "workstations": "opened_on", "workstation_members": "since", "activities": "held_on", "proposals": "submitted_on",
    "supervisions": "opened_on", "consultations": "held_on", "suggestions": "raised_on", "consultation_steps": "done_on",
    "follow_ups": "held_on", "reminders": "sent_on",
}
# fmt: on


Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def city(filled: Engine) -> Rows:
    return everything(filled)


def everything(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {
            dataset.name: [tuple(row) for row in connection.execute(select(TABLES[dataset.name]))]
            for dataset in DATASETS
        }


def assert_lishui_has_its_halls_and_posts(ledger: Engine) -> None:
    """In a ledger of Zhejiang."""
    lishui = func.substr(STATIONS.c.region, 1, 4) == "3311"
    assert number(ledger, open_stations(lishui, STATIONS.c.kind == "民生议事堂")) == 177
    assert number(ledger, open_stations(lishui, STATIONS.c.kind == "协商驿站")) == 1070
    assert number(ledger, select(func.count()).select_from(TABLES["regions"])) == 1489


def drawn(today: date, seed: int = 1) -> dict[str, list[Any]]:
    """The proposals of a demonstration that ends on this day."""
    settings = at(today)
    timeline = Timeline.of(settings.home, today)
    world = World(seed, timeline, words_of(settings.home), targets(timeline.regions))
    columns = proposals(world, 0, members(world), settings.zone)["proposals"]
    return {name: list(values) for name, values in columns.items()}


def test_another_seed_gives_other_rows() -> None:
    assert drawn(TODAY) == drawn(TODAY)
    assert drawn(TODAY, seed=2)["title"] != drawn(TODAY)["title"]


def test_postgresql_holds_what_sqlite_holds(city: Rows, postgresql_ledger: Engine) -> None:
    fill(postgresql_ledger, at(TODAY))
    there = everything(postgresql_ledger)
    assert {name: Counter(rows) for name, rows in there.items()} == {name: Counter(rows) for name, rows in city.items()}


def test_the_same_seed_and_day_give_the_same_rows_also_where_another_place_was_filled_in(
    city: Rows, sqlite_ledger: Engine
) -> None:
    fill(sqlite_ledger, at(TODAY, "330000"))
    assert_lishui_has_its_halls_and_posts(sqlite_ledger)
    told: list[tuple[str, int, float]] = []
    rows = fill(sqlite_ledger, at(TODAY), progress=lambda name, rows, speed: told.append((name, rows, speed)))
    found = everything(sqlite_ledger)
    assert found == city
    assert {name: len(rows) for name, rows in found.items()} == {"regions": 1120, **dict.fromkeys(EMPTY, 0), **rows}
    assert {name: count for name, count, _ in told} == rows
    assert all(speed > 0 for _, _, speed in told)


def test_a_multiple_begins_with_the_rows_of_the_city(city: Rows, sqlite_ledger: Engine) -> None:
    rows = fill(sqlite_ledger, at(TODAY), scale="2")
    double = everything(sqlite_ledger)
    assert rows["proposals"] == 2 * len(city["proposals"])
    assert set(city["proposals"]) < set(double["proposals"])
    assert double["workstations"] == city["workstations"]


def test_every_row_says_where_it_is_from(filled: Engine) -> None:
    expected = {"regions": {DIVISIONS}, "reported_figures": {PUBLISHED}} | {name: set[str]() for name in EMPTY}
    with filled.connect() as connection:
        for dataset in DATASETS:
            sources = set(connection.scalars(select(TABLES[dataset.name].c.source).distinct()))
            assert sources == expected.get(dataset.name, {SOURCE}), dataset.name


@pytest.mark.parametrize(("table", "column"), HAPPENED.items())
def test_nothing_happens_after_today(filled: Engine, table: str, column: str) -> None:
    assert number(filled, select(func.count()).where(TABLES[table].c[column] > TODAY)) == 0


@pytest.mark.parametrize("table", ["proposal_events", "supervision_events"])
def test_no_event_lies_ahead_of_today(filled: Engine, table: str) -> None:
    with filled.connect() as connection:
        moments = connection.scalars(select(TABLES[table].c.occurred_at)).all()
    assert max(moments).date() <= TODAY
    assert min(moments).date() < date(2025, 1, 1)
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=8)}


def test_it_ends_at_today_and_begins_three_years_before(filled: Engine) -> None:
    with filled.connect() as connection:
        first, last = connection.execute(
            select(func.min(TABLES["activities"].c.held_on), func.max(TABLES["activities"].c.held_on))
        ).one()
    assert date(2023, 3, 25) <= first <= date(2023, 4, 7)
    assert (TODAY - last).days <= 3


@pytest.mark.parametrize("today", [date(2023, 6, 1), date(2028, 2, 29), date(2034, 1, 1)])
def test_it_begins_before_2025_whatever_today_is(today: date) -> None:
    assert min(map(str, drawn(today)["submitted_on"])) < "2025"


@pytest.mark.parametrize("name", ["workstations", "proposals", "supervisions", "consultations"])
def test_every_region_was_valid_on_the_day_of_the_fact(filled: Engine, name: str) -> None:
    table, regions, day = TABLES[name], TABLES["regions"], TABLES[name].c[HAPPENED[name]]
    wrong = or_(regions.c.valid_from > day, regions.c.valid_to < day)
    joined = table.join(regions, regions.c.code == table.c.region)
    assert number(filled, select(func.count()).select_from(joined).where(wrong)) == 0
    retired = select(func.count()).select_from(joined).where(regions.c.valid_to.is_not(None), day < CHANGE)
    assert number(filled, retired) > 0


def test_the_city_has_the_size_of_a_city(filled: Engine) -> None:
    counts = {name: len(rows) for name, rows in everything(filled).items()}
    about = {
        "workstations": 2_000,
        "members": 7_000,
        "activities": 25_000,
        "proposals": 3_600,
        "supervisions": 1_200,
        "consultations": 5_000,
        "suggestions": 12_000,
        "proposal_events": 36_000,
    }
    assert {n: counts[n] for n in about} == pytest.approx(about, rel=0.12)


def test_standing_groups_supervise_together_and_members_act_by_name(filled: Engine) -> None:
    ask = partial(_column, filled)
    numbers = set(ask("select member_no from members"))
    groups = ask("select name from member_groups where kind = '监督力量' group by name having count(*) >= 10")
    assert len(groups) == 9
    joint = """select d.origin_no from duties d join member_groups g using (member_no)
        where g.kind = '监督力量' and d.origin = '监督' group by d.origin_no, d.held_on having count(distinct g.name) > 1"""
    assert ask(joint)  # two groups on one day
    late = """select d.duty_no from duties d join member_groups g using (member_no)
        where g.kind = '监督力量' and d.origin = '监督' and (d.held_on < g.since or d.held_on >= g.until)"""
    assert not ask(late)
    named = ask("select members from programme_records where members is not null")
    assert len(named) > 100 and {no for each in named for no in each.split("、")} <= numbers


def test_most_topics_are_discussed_before_anything_else_becomes_of_them(filled: Engine) -> None:
    ask = partial(_column, filled)
    assert 400 < ask("select count(*) from topic_events where stage = '商议'")[0] < 800
    early = """select d.topic_no from topic_events d join topics t using (topic_no)
        where d.stage = '商议' and substr(d.occurred_at, 1, 10) <= t.raised_on"""
    late = """select d.topic_no from topic_events d join topic_events e using (topic_no)
        where d.stage = '商议' and e.stage not in ('征集', '商议') and e.occurred_at <= d.occurred_at"""
    waiting = """select topic_no from topic_events group by topic_no
        having sum(stage = '商议') = 1 and sum(stage not in ('征集', '商议')) = 0"""
    assert not ask(early) and not ask(late) and len(ask(waiting)) > 10


def test_some_rows_are_dirty_so_that_there_is_something_to_find(filled: Engine) -> None:
    proposals, matters = TABLES["proposals"], TABLES["supervisions"]
    for column in (proposals.c.category, proposals.c.region, matters.c.unit, matters.c.due_on):
        assert number(filled, select(func.count()).select_from(column.table).where(column.is_(None))) > 0


def test_lateness_differs_by_unit(filled: Engine) -> None:
    events = TABLES["proposal_events"]
    lead = events.c.role == "主办"
    given = (
        select(events.c.proposal_no, events.c.unit, events.c.due_on).where(events.c.stage == "交办", lead).subquery()
    )
    late = func.date(func.substr(events.c.occurred_at, 1, 10)) > given.c.due_on
    shares = select(func.avg(late)).select_from(
        events.join(given, and_(events.c.proposal_no == given.c.proposal_no, events.c.unit == given.c.unit))
    )
    replies = shares.where(events.c.stage == "答复", lead).group_by(given.c.unit).having(func.count() > 60)
    with filled.connect() as connection:
        found = connection.scalars(replies).all()
    assert max(found) > 0.15
    assert min(found) < 0.05


def test_real_rows_are_never_mixed_with_invented_ones(sqlite_ledger: Engine) -> None:
    with sqlite_ledger.begin() as connection:
        connection.execute(TABLES["units"].insert(), {"unit_no": "U1", "name": "市教委", "source": "导入"})
    with pytest.raises(WrongUse, match="来源为“导入”的承办单位"):
        fill(sqlite_ledger, at(TODAY))
    assert number(sqlite_ledger, select(func.count()).select_from(TABLES["regions"])) == 0


def test_a_home_not_shipped_writes_nothing(sqlite_ledger: Engine) -> None:
    with pytest.raises(Unknown, match="110000"):
        fill(sqlite_ledger, at(TODAY, "110000"))
    assert all(not rows for rows in everything(sqlite_ledger).values())


@pytest.mark.parametrize("scale", ["", "0", "-3", "1.5", "huge", "二"])
def test_a_scale_that_means_nothing_is_refused(scale: str) -> None:
    with pytest.raises(WrongUse, match="正整数"):
        size(scale)


@pytest.mark.parametrize("way", ["_executemany", "_insert"])
def test_every_way_of_writing_stores_the_same(sqlite_ledger: Engine, way: str) -> None:
    written_at = datetime(2026, 3, 2, tzinfo=timezone.utc)
    calendar = TABLES["calendar"]
    with sqlite_ledger.begin() as connection:
        write = getattr(Bulk(connection, SOURCE, written_at, None), way)
        write(
            calendar, {"day": ["2027-01-01", "2027-01-04"], "is_workday": [False, True], "note": ["元旦", None]}, SOURCE
        )
        rows = connection.execute(select(calendar).order_by(calendar.c.day)).all()
    assert [tuple(row) for row in rows] == [
        (date(2027, 1, 1), False, "元旦", SOURCE, written_at),
        (date(2027, 1, 4), True, None, SOURCE, written_at),
    ]


def test_scores_are_written_as_numbers() -> None:
    """SQLite takes an integer of numpy for bytes, and says nothing."""
    scores = tables()["proposal_events"]["score"].dropna()
    assert {type(score) for score in scores} == {float} and scores.between(48, 100).all()


def _column(ledger: Engine, question: str) -> list[Any]:
    with ledger.connect() as connection:
        return list(connection.scalars(text(question)))
