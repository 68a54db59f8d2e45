"""The rows that a click opens are as many as the number that was clicked."""

import pandas as pd
import pytest

import zxdata as zx
from tests.demonstration import EARLIER, demonstration
from tests.ui.marks import as_url, charts, drawn, filters, here, led, number, shown
from ui import drill, url
from zxdata.figures import (
    Bars,
    Board,
    ColumnsFigure,
    Sankey,
    Stacked,
    Table,
)
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.rules.book import read_rules

# View and figure whose marks open the rows that they count.
OPENING = [
    "consultation platforms",
    "consultation.people spread",
    "consultation.steps method1",
    "consultation.steps method2",
    "consultation.steps method3",
    "consultation.steps method4",
    "members kinds",
    "members spread",
    "members.learning modes",
    "members.relations kinds",
    "members.spread spread",
    "overview late_units",
    "party.bases onsite",
    "party.bases online",
    "party.organisations kinds",
    "programmes due",
    "programmes.company roles",
    "proposals.colours districts",
    "proposals.colours due",
    "proposals.oversight replies",
    "proposals.review grounds",
    "proposals.review kinds",
    "proposals.review returns",
    "proposals.rounds outcomes",
    "proposals.rounds mutual",
    "proposals.units roles",
    "supervision due",
    "supervision districts",
    "supervision.closing clocks",
    "supervision.closing cadences",
    "supervision.outcomes became",
    "supervision.spread form",
    "supervision.spread category",
    "voices.colours due",
    "voices.grading grades",
    "voices.grading themes",
    "voices.grading by_theme",
    "voices.reports levels",
    "voices.visits kinds",
]
# What adds up a column of its rows, where others count them.
SUMMED = {"party.base_visits": "visits", "party.base_visits_online": "visits"}


def opened(step: drill.Step, asked: Filters | None = None) -> pd.DataFrame:
    """The rows that a click opens, of the question as its address narrows it."""
    demo = demonstration(EARLIER)
    rules = read_rules(demo.settings.rules)
    within = asked or url.within(as_url(step.query), filters())
    return zx.rows(demo.store, str(step.query["rows"]), within, Scope.whole(), rules).frame


def test_the_figures_whose_marks_open_rows_are_those_named_here() -> None:
    opening = {
        name
        for name, key, found in charts()
        if isinstance(found, Bars | Stacked | ColumnsFigure)
        and "metric" not in found.frame
        and any(step.query.get("within") for _, step in led(shown(key), found))
        and metric(found.metric).value_format == "integer"
    }
    assert opening == set(OPENING)


@pytest.mark.parametrize("name", OPENING)
def test_rows_opened_within_a_mark_are_as_many_as_its_number(name: str) -> None:
    key, found = drawn(name)
    narrowed = [(m, s) for m, s in led(shown(key), found) if s.query.get("within")]
    assert narrowed
    for mark, step in narrowed[:2]:
        rows = opened(step)
        counted = rows[SUMMED[found.metric]].sum() if found.metric in SUMMED else len(rows)
        assert counted == number(found, mark), mark.label


@pytest.mark.parametrize(
    ("key", "table", "counted"),
    [
        ("coverage.members", "sector", "coverage.members"),
        ("coverage.members", "groups", "coverage.members_grouped"),
        ("consultation.people", "sector", "members"),
    ],
)
def test_a_row_that_filters_nothing_opens_as_many_rows_as_it_says(key: str, table: str, counted: str) -> None:
    found = shown(key).figure(table)
    assert len(found.frame) >= 3
    for said, (mark, step) in list(zip(found.frame[counted], led(shown(key), found), strict=True))[:3]:
        assert len(opened(step)) == said, mark.label


@pytest.mark.parametrize("key", ["consultation.outcomes", "supervision.outcomes"])
def test_a_mean_opens_the_ratings_that_it_is_the_mean_of(key: str) -> None:
    found = shown(key).figure("scores")
    assert len(led(shown(key), found)) == len(found.frame) >= 3
    for said, (mark, step) in list(zip(found.frame["value"], led(shown(key), found), strict=True))[:3]:
        rows = opened(step)
        assert len(rows) > 1 and rows["score"].mean() == pytest.approx(said), mark.label


def test_each_answer_of_proposers_opens_as_many_proposals_as_its_bar() -> None:
    found = shown("proposals.rounds").figure("answers")
    assert len(led(shown("proposals.rounds"), found)) == len(found.frame) >= 4
    for said, (mark, step) in zip(found.frame["value"], led(shown("proposals.rounds"), found), strict=True):
        assert len(opened(step, filters())) == said, mark.label


def test_a_class_of_topics_lists_the_texts_it_counts() -> None:
    classes = next(f for f in shown("consultation.topics").figures if f.key == "classes")
    last = led(shown("consultation.topics"), classes)[-2:]
    assert len(last) == 2
    for mark, step in last:
        after = shown("consultation.topics", options=(("topic", "".join(step.query["topic"] or ())),))
        texts = next(f for f in after.figures if f.key == "topical")
        assert texts.aid.startswith(f"{number(classes, mark):,.0f} 段") and len(texts.frame) > 0
        again = drill.step(next(f for f in after.figures if f.key == "classes"), mark.carried, here(after.key))
        assert again == drill.Step("", {"topic": None}), "what is chosen again is let go"


def test_a_band_of_the_flow_lists_the_proposals_it_is_as_wide_as() -> None:
    sankey = next(f for f in shown("proposals.flow").figures if isinstance(f, Sankey))
    first = led(shown("proposals.flow"), sankey)[:3]
    assert len(first) == 3
    for mark, step in first:
        source, target = mark.carried
        wide = sankey.frame[(sankey.frame["source"] == source) & (sankey.frame["target"] == target)]["value"].item()
        after = shown("proposals.flow", options=(("step", str(step.query["step"])),))
        passed = next(f for f in after.figures if f.key == "passed")
        assert len(passed.frame) == passed.frame["no"].nunique() == wide


def test_a_cell_of_the_flips_lists_the_matters_it_counts() -> None:
    flips = next(f for f in shown("supervision.replay").figures if f.key == "flips")
    assert led(shown("supervision.replay"), flips)
    for mark, step in led(shown("supervision.replay"), flips):
        row, column = mark.carried
        counted = flips.frame[(flips.frame["row"] == row) & (flips.frame["column"] == column)]["value"].item()
        listed = next(
            f
            for f in shown("supervision.replay", options=(("flip", str(step.query["flip"])),)).figures
            if f.key == "changed"
        )
        assert isinstance(listed, Table) and len(listed.frame) == min(counted, 300), mark.label


def test_a_colour_of_the_board_has_as_many_rows_as_it_says() -> None:
    board = next(f for f in shown("supervision").figures if isinstance(f, Board))
    demo = demonstration(EARLIER)
    rules = read_rules(demo.settings.rules)
    counted = {c: len(zx.rows(demo.store, m, filters(), Scope.whole(), rules).frame) for c, m in board.metrics.items()}
    assert counted == {c: board.counts[c] for c in board.metrics} and counted["red"] > 0


def test_a_band_from_a_channel_opens_the_rows_it_is_as_wide_as() -> None:
    flow = shown("voices.became").figure("flow")
    assert len(led(shown("voices.became"), flow)) == len(flow.frame) >= 3
    for wide, (mark, step) in list(zip(flow.frame["value"], led(shown("voices.became"), flow), strict=True))[:3]:
        assert len(opened(step)) == wide, mark.label
