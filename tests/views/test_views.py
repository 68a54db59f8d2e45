"""What views show equals what questions answer, on demonstration data."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pandas as pd
import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.configuration import Settings
from zxdata.figures import Choosable, Figure
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.metrics.clocked import ClockedCases
from zxdata.metrics.clocked.replay import colours_by_day
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals.cases import PROPOSALS
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.colours import ORDER
from zxdata.store import Reading, Store
from zxdata.views import view
from zxdata.words import number

WHOLE = Scope.whole()


@pytest.fixture
def settings() -> Settings:
    return demonstration().settings


@pytest.fixture
def store() -> Store:
    return demonstration().store


@pytest.fixture
def rules(settings: Settings) -> Rules:
    return read_rules(settings.rules)


@pytest.fixture
def reading(store: Store) -> Iterator[Reading]:
    with store.reading(WHOLE) as found:
        yield found


@pytest.mark.parametrize("key", ["overview", "coverage", "proposals", "supervision", "consultation"])
def test_a_card_shows_the_answer_of_its_metric(
    key: str, store: Store, settings: Settings, reading: Reading, rules: Rules
) -> None:
    filters = Filters(TODAY, since=date(2025, 1, 1))
    indicators = view(store, key, filters, WHOLE, settings).indicators
    assert indicators
    for indicator in indicators:
        of = metric(indicator.metric)
        now = answer(reading, [of], (), filters, rules).value(indicator.metric)
        assert indicator.value == number(now, of.value_format)
        assert indicator.definition == of.definition


def test_a_ranking_never_calls_a_small_unit_out_of_bounds_by_chance(store: Store, settings: Settings) -> None:
    ranked = view(store, "coverage", Filters(TODAY), WHOLE, settings).figure("ranking").frame
    assert ((ranked["outside"] == "worse") == (ranked["value"] < ranked["lower"])).all()
    assert ((ranked["outside"] == "better") == (ranked["value"] > ranked["upper"])).all()
    assert ranked["value"].is_monotonic_increasing
    assert ranked.loc[ranked["rank"] == 1, "value"].min() == ranked["value"].max()


def test_a_map_drilled_to_a_district_keeps_its_siblings(store: Store, settings: Settings) -> None:
    drilled = view(store, "coverage", Filters(TODAY, region="500107"), WHOLE, settings)
    assert drilled.demo and len(drilled.figure("map").frame) == 37
    assert drilled.figure("map", Choosable).selected == "500107"
    assert drilled.table is not None
    assert len(drilled.table.frame) >= 11  # the townships of the district


@pytest.mark.parametrize("key", ["overview", "coverage"])
def test_districts_are_compared_once_for_all_who_choose_one(key: str, settings: Settings) -> None:
    with closing(Store(settings.snapshot_dir)) as store, closing(Store(settings.snapshot_dir)) as fresh:
        one, other = (view(store, key, Filters(TODAY, region=code), WHOLE, settings) for code in ("500107", "500102"))
        alone = view(fresh, key, Filters(TODAY, region="500102"), WHOLE, settings)
        narrow = view(store, key, Filters(TODAY, region="500102"), Scope(("500102",)), settings)
        later = view(store, key, Filters(TODAY - timedelta(days=90), region="500102"), WHOLE, settings)
    for name in ("map", "ranking"):
        assert one.figure(name).common is other.figure(name).common
        assert tuple(view.figure(name, Choosable).selected for view in (one, other)) == ("500107", "500102")
        pd.testing.assert_frame_equal(other.figure(name).frame, alone.figure(name).frame)
        assert other.figure(name).common is not later.figure(name).common
        assert_only_published_beside_its_own(narrow.figure(name), alone.figure(name), "500102")


def assert_only_published_beside_its_own(narrow: Figure, whole: Figure, own: str) -> None:
    """Of coverage.township_rate two districts rest on fewer cases than are published, or would tell of the other."""
    numbers = ["value", "numerator", "denominator"]
    told, known = (figure.frame.set_index("code") for figure in (narrow, whole))
    assert narrow.metric == "coverage.township_rate"
    assert told.index[told["own"]].tolist() == [own]
    pd.testing.assert_series_equal(told.loc[own, numbers], known.loc[own, numbers])
    published = told[told["value"].notna()]
    assert len(published) == len(known) - 2
    assert set(known.index) - set(published.index) == {"500103", "500104"}  # 11 and 8 townships
    pd.testing.assert_frame_equal(published[numbers], known.loc[published.index, numbers])
    assert not told.loc[told["withheld"], numbers].notna().any(axis=None)
    colours = told.columns.intersection(["red", "yellow"])
    assert not told.loc[~told["own"], colours].fillna(0).any(axis=None)  # whose number is not published
    assert "渝中区、大渡口区" in narrow.note


def test_the_waterfall_adds_up(store: Store, settings: Settings) -> None:
    frame = view(store, "proposals", Filters(TODAY), WHOLE, settings).figure("waterfall").frame
    level = 0.0
    for row in frame.itertuples():
        if row.standing:
            assert level in (0.0, row.value)
            level = float(row.value)
        else:
            level += float(row.value)


@pytest.mark.parametrize(("subject", "of"), [("supervision", MATTERS), ("proposals", PROPOSALS)])
def test_the_replay_of_colours_equals_judging_every_day(
    subject: str, of: ClockedCases, reading: Reading, rules: Rules
) -> None:
    since = TODAY - timedelta(days=60)
    every = colours_by_day(reading, of, Filters(TODAY), rules, since)
    history = {(each.day, each.colour): each.count for each in every}
    for day in pd.date_range(since, TODAY, freq="13D").date:
        for colour in ORDER:
            judged = answer(reading, [METRICS[f"{subject}.{colour}"]], (), Filters(day), rules)
            assert history[day, colour] == judged.value(f"{subject}.{colour}")


@pytest.mark.parametrize("key", ["coverage.solved", "consultation.solved"])
def test_the_rows_behind_a_sum_add_up_to_it(key: str, reading: Reading, rules: Rules) -> None:
    filters = Filters(TODAY, region="500109")
    rows = listing(reading, METRICS[key], filters, rules).frame
    assert rows["solved"].sum() == answer(reading, [METRICS[key]], (), filters, rules).value(key) != 0
