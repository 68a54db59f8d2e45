"""The URL is the state of a page: what it says is what is asked, and what it cannot say is named."""

from datetime import date

from ui import url
from ui.contents import CONTENTS, entry
from zxdata.filters import Filters
from zxdata.periods import presets
from zxdata.rules.opening import Opening

TODAY = date(2025, 9, 30)


def read(page: str = "proposals", **query: str | list[str]) -> url.Asked:
    return url.read({k: [v] if isinstance(v, str) else v for k, v in query.items()}, entry(page), TODAY)


def test_a_link_reads_as_the_filters_it_was_written_from() -> None:
    filters = Filters(as_of=date(2025, 6, 30), since=date(2025, 1, 1), until=date(2025, 3, 31))
    filters = filters.only("category", "教育", "卫生").only("unit", "市教委")
    query = url.write(filters, TODAY)
    assert query == {
        "from": "2025-01-01",
        "to": "2025-03-31",
        "as_of": "2025-06-30",
        "category": ["教育", "卫生"],
        "unit": ["市教委"],
    }
    asked = url.read({k: [v] if isinstance(v, str) else v for k, v in query.items()}, entry("proposals"), TODAY)
    assert asked.filters == filters and asked.notices == ()


def test_an_empty_url_asks_for_everything_up_to_today() -> None:
    asked = read()
    assert asked.filters == Filters(as_of=TODAY) and asked.region == "" and not asked.notices
    assert url.write(asked.filters, TODAY) == {}


def test_what_cannot_be_used_is_named_and_ignored() -> None:
    asked = read(**{"as_of": "2025-13-01", "from": "yesterday", "tier": "红", "sectr": "经济界"})
    assert asked.filters == Filters(as_of=TODAY)
    assert len(asked.notices) == 4
    for said in ("2025-13-01", "yesterday", "红", "sectr"):
        assert any(said in notice for notice in asked.notices)


def test_a_day_before_all_that_can_be_asked_is_named_and_ignored() -> None:
    asked = read(**{"from": "1999-12-31", "as_of": "0001-01-01"})
    assert asked.filters == Filters(as_of=TODAY)
    assert asked.notices == (
        "链接中的 as_of=“0001-01-01”早于能查的第一天 2000-01-01，已忽略。",
        "链接中的 from=“1999-12-31”早于能查的第一天 2000-01-01，已忽略。",
    )


def test_a_day_that_has_not_come_is_not_a_cut_off() -> None:
    asked = read(as_of="2026-01-01")
    assert asked.filters.as_of == TODAY and "2026年1月1日" in asked.notices[0]


def test_a_period_that_ends_before_it_begins_is_no_period() -> None:
    asked = read(**{"from": "2025-05-01", "to": "2025-01-01"})
    assert (asked.filters.since, asked.filters.until) == (None, None) and len(asked.notices) == 1


def test_a_page_only_obeys_the_dimensions_it_shows() -> None:
    asked = read("coverage", unit="市教委", kind="委员工作站")
    assert asked.filters.where == (("kind", ("委员工作站",)),)
    assert "市教委" in asked.notices[0]


def test_modes_of_the_screen_are_no_filters() -> None:
    assert read(screen="1", rotate="20", theme="dark", embed="true").notices == ()


def test_presets_end_with_the_cut_off_day() -> None:
    assert presets(TODAY)["近12个月"] == (date(2024, 10, 1), None)
    assert presets(TODAY)["本季"] == (date(2025, 7, 1), None)
    assert presets(date(2024, 2, 29))["近12个月"] == (date(2023, 3, 1), None)


def test_every_page_has_its_script() -> None:
    assert all(e.script.is_file() for e in CONTENTS)
    assert [e.path for e in CONTENTS] == [
        "",
        "coverage",
        "proposals",
        "supervision",
        "consultation",
        "voices",
        "programmes",
        "members",
        "party",
        "briefing",
        "presentation",
        "data",
        "definitions",
    ]


def test_a_view_without_a_page_of_its_own_is_shown_on_another() -> None:
    assert entry("diagnosis") == entry("statistics") == entry("briefing")
    assert read("diagnosis").filters.since == date(2025, 9, 1)


def opened(
    page: str = "proposals", opening: Opening | None = None, term: date | None = None, **query: str
) -> url.Asked:
    return url.read({k: [v] for k, v in query.items()}, entry(page), TODAY, opening or Opening(), term)


def test_a_page_opens_with_the_period_and_the_basis_of_the_rules() -> None:
    assert opened().filters == Filters(TODAY, since=date(2024, 10, 1), basis="period")
    assert opened("data").filters == Filters(TODAY, basis="period")  # a page without a period
    term = date(2023, 1, 10)
    assert opened(opening=Opening(period="本届"), term=term).filters.since == term
    assert opened(opening=Opening(period="本届")).filters.since == date(2024, 10, 1)  # no term is known
    assert opened(opening=Opening(period="不限期间", basis="cohort")).filters == Filters(TODAY)


def test_a_period_is_asked_for_by_its_name() -> None:
    assert opened(period="今年").filters.since == date(2025, 1, 1)
    assert opened(period="近12个月").filters.since == date(2024, 10, 1)
    for unbounded in ("不限期间", "all"):
        assert opened(period=unbounded).filters == Filters(TODAY, basis="period")
    asked = opened(period="近一年")
    assert asked.filters.since == date(2024, 10, 1) and "近一年" in asked.notices[0] and "今年" in asked.notices[0]


def test_days_written_out_go_before_a_named_period() -> None:
    asked = url.read({"period": ["今年"], "from": ["2025-05-01"]}, entry("proposals"), TODAY, Opening())
    assert asked.filters.since == date(2025, 5, 1) and not asked.notices


def test_the_basis_is_read_written_and_a_strange_one_named() -> None:
    assert opened(basis="cohort").filters.basis == "cohort"
    asked = opened(basis="batch")
    assert asked.filters.basis == "period" and "batch" in asked.notices[0]
    assert url.write(opened(basis="cohort").filters, TODAY, basis="period")["basis"] == "cohort"
    assert "basis" not in url.write(opened().filters, TODAY, basis="period")


def test_an_option_of_a_page_is_read_though_numbers_can_be_cut_by_what_it_is_called() -> None:
    assert read("coverage", measure="rate", mode="load").options == (("measure", "rate"), ("mode", "load"))
    assert read("voices", measure="on_time") == url.Asked(Filters(TODAY), (("measure", "on_time"),), "", ())
