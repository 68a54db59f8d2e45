"""Documents to take along: of which period they are, how they are named, and that a page goes with its open part."""

from dataclasses import replace
from datetime import date

import pytest

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_view
from zxdata.export import export_name
from zxdata.filters import Filters, Question, Scope
from zxdata.periods import period_of, read_period, recent_periods

TODAY = date(2026, 2, 10)


def asked(since: str, until: str = "", as_of: date = TODAY) -> Filters:
    return Filters(as_of, since=date.fromisoformat(since), until=date.fromisoformat(until) if until else None)


def test_recent_periods_go_back_across_the_turn_of_the_year() -> None:
    names = [p.name for p in recent_periods(TODAY, months=3, quarters=2, years=2)]
    assert names == ["2026年2月", "2026年1月", "2025年12月", "2026年第一季度", "2025年第四季度", "2026年", "2025年"]


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (asked("2025-09-01", "2025-09-30"), "2025年9月"),
        (asked("2025-07-01", "2025-09-30"), "2025年第三季度"),
        (asked("2025-01-01", "2025-12-31"), "2025年"),
        (asked("2026-02-01"), "2026年2月"),
        (asked("2026-01-01"), "2026年第一季度"),
        (asked("2026-01-01", as_of=date(2026, 1, 20)), "2026年1月"),
        (asked("2025-09-01"), ""),
        (asked("2025-09-02", "2025-09-30"), ""),
        (asked("2025-08-01", "2025-09-30"), ""),
        (Filters(TODAY), ""),
    ],
)
def test_filters_that_are_a_month_a_quarter_or_a_year_are_named_so(filters: Filters, name: str) -> None:
    found = period_of(filters)
    assert (found.name if found else "") == name


def test_a_file_is_named_by_its_period_its_region_its_subject_and_cut_off() -> None:
    quarter = read_period("2025-Q3")
    filters = Filters(date(2025, 9, 30), since=quarter.since, until=quarter.until, basis="period")
    page = replace(sample_view.view("proposals"), region_name="九龙坡区")

    def named(filters: Filters) -> str:
        return export_name(replace(page, question=Question(filters, Scope.whole())), "docx")

    assert named(filters) == "2025年第三季度提案办理情况_截至20250930.docx"
    chosen = replace(filters, region="500107")
    assert named(chosen) == "2025年第三季度九龙坡区提案办理情况_截至20250930.docx"
    assert named(replace(chosen, basis="cohort")) == "2025年第三季度九龙坡区提案办理情况（按批次）_截至20250930.docx"
    assert named(replace(chosen, since=None, until=None)) == "九龙坡区提案办理情况_截至20250930.docx"
    assert named(replace(filters, since=date(2024, 10, 1), until=None)) == "近12个月提案办理情况_截至20250930.docx"
    assert named(replace(filters, since=date(2025, 7, 2))) == "20250702至20250930提案办理情况_截至20250930.docx"


def test_a_page_is_taken_along_with_its_open_part() -> None:
    page = sample_view.view("proposals")
    bars, rows = sample.bars(), districts.table()
    part = replace(
        page, title="办理用时", headline="中位 60 天。", figures=(bars, rows), table=None, notices=("只含办结",)
    )
    whole = page.with_part(part)
    assert whole.title == f"{page.title}·办理用时"
    assert whole.headline == f"{page.headline}中位 60 天。"
    assert whole.figures == (*page.figures, bars)
    assert whole.table is rows
    assert whole.indicators == page.indicators
    assert whole.notices == (*page.notices, "只含办结")
    assert page.with_part(replace(part, figures=(bars,))).table is page.table
