"""民主监督年度报告: of the calendar year, on supervision alone, and not once more what the diagnosis says."""

from datetime import date

import pytest

from tests.demonstration import EARLIER, demonstration, tables
from zxdata.export import documents
from zxdata.figures import Table, View, sentences_of
from zxdata.filters import Filters, Scope
from zxdata.views import view

YEAR = Filters(date(2024, 12, 31), since=date(2024, 1, 1), until=date(2024, 12, 31), basis="period")


@pytest.fixture(scope="module")
def shown() -> View:
    shared = demonstration(EARLIER)
    return view(shared.store, "annual", YEAR, Scope.whole(), shared.settings)


def test_the_report_counts_what_was_raised_in_the_year_and_by_which_form(shown: View) -> None:
    """Counted again in the raw table: a matter is of the year in which it was raised."""
    matters = tables(EARLIER)["supervisions"]
    raised = matters[[day is not None and day.year == 2024 for day in matters["opened_on"]]]
    assert f"2024 年提出监督事项 {len(raised)} 件" in shown.headline
    by_form = shown.figure("by_form", Table).frame.set_index("form")["supervision.matters"]
    assert by_form.to_dict() == raised["form"].dropna().value_counts().to_dict()


def test_the_report_of_a_quarter_is_of_its_year_so_far(shown: View) -> None:
    shared = demonstration(EARLIER)
    quarter = Filters(date(2025, 6, 30), since=date(2025, 4, 1), until=date(2025, 6, 30), basis="period")
    found = view(shared.store, "annual", quarter, Scope.whole(), shared.settings)
    assert (found.question.filters.since, found.question.filters.until) == (date(2025, 1, 1), date(2025, 6, 30))
    assert found.headline.startswith("2025 年") and found.headline != shown.headline


def test_the_report_says_nothing_that_the_diagnosis_says(shown: View) -> None:
    shared = demonstration(EARLIER)
    diagnosis = view(shared.store, "diagnosis", YEAR, Scope.whole(), shared.settings)
    assert diagnosis.title == "智能诊断报告" and shown.title == "民主监督年度报告"
    assert {each.title for each in shown.figures}.isdisjoint(each.title for each in diagnosis.figures)
    told = {said for figure in diagnosis.figures for said in sentences_of(figure)}
    assert told.isdisjoint(said for figure in shown.figures for said in sentences_of(figure))
    assert {card.metric.partition(".")[0] for card in shown.indicators} == {"supervision"}


@pytest.mark.parametrize(
    ("since", "until", "yearly"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), date(2024, 3, 31), False),
        (date(2024, 12, 1), date(2024, 12, 31), False),
        (date(2023, 7, 1), date(2024, 6, 30), False),
    ],
)
def test_the_report_is_written_with_the_briefs_of_a_whole_year(since: date, until: date, yearly: bool) -> None:
    written = [each.title for each in documents(Filters(until, since=since, until=until))]
    assert ("民主监督年度报告" in written) == yearly and "智能诊断报告" in written
