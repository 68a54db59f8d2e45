"""What stands over every part of a page, and what a part holds: whole registers, no panes without data."""

import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.rules.book import read_rules
from zxdata.views import view
from zxdata.views.measurable import measurable

WHOLE = Scope.whole()


def shown(key: str, filters: Filters = Filters(TODAY), **options: str) -> View:
    demo = demonstration()
    return view(demo.store, key, filters, WHOLE, demo.settings, tuple(sorted(options.items())))


@pytest.mark.parametrize("subject", ["coverage", "proposals", "supervision", "consultation"])
def test_the_head_of_a_page_has_the_cards_of_its_landing_and_nothing_else(subject: str) -> None:
    filters = Filters(TODAY, region="500107")
    head, landing = shown(f"{subject}.head", filters), shown(subject, filters)
    assert head.indicators == landing.indicators and len(head.indicators) == 6
    assert (head.title, head.subtitle) == (landing.title, landing.subtitle)
    assert head.figures == () and head.table is None


def test_the_register_of_second_rounds_holds_what_its_cards_count_the_owed_first() -> None:
    found = shown("proposals.rounds")
    assert found.table is not None
    cards = {card.metric: int(card.value.replace(",", "")) for card in found.indicators[:2]}
    rows = found.table.frame
    assert len(rows) == sum(cards.values()) > 500
    assert list(rows["state"][: cards["proposals.second_round_missing"]].unique()) == ["应转未转"]
    later = rows["state"].map(["应转未转", "仍未采纳", "二次办理中", "二次后采纳"].index)
    assert later.is_monotonic_increasing


def test_a_measure_without_data_is_not_offered_and_opens_no_panes() -> None:
    """The demonstration knows no population: 每万人协商 has no denominator."""
    demo = demonstration()
    offered = measurable(demo.store, "consultation", Filters(TODAY), WHOLE, read_rules(demo.settings.rules))
    assert list(offered) == ["per_100", "meetings", "per_township", "adoption", "implementation"]
    asked = shown("consultation", measure="per_10k")
    assert {"map", "ranking", "funnel"} <= asked.absent
    assert any("算不出来" in notice for notice in asked.notices)
    assert {"map", "ranking", "funnel"} <= {figure.key for figure in shown("consultation", measure="per_100").figures}


def test_districts_stand_in_the_indices_under_their_short_names() -> None:
    names = set(shown("supervision.worth").figures[0].frame["district"])
    assert "酉阳县" in names and not any(name.endswith("自治县") for name in names)
