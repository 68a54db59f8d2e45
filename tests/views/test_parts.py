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
    drawn, table = shown("supervision.worth").figures[:2]
    assert set(drawn.frame["name"]) <= set(table.frame["district"])
    names = set(table.frame["district"])
    assert "酉阳县" in names and not any(name.endswith("自治县") for name in names)


@pytest.mark.parametrize("part", ["voices.index", "supervision.worth"])
def test_an_index_is_drawn_by_the_points_that_its_parts_bring(part: str) -> None:
    """Points of a part = its weight ÷ the weights that are known × what it scores, as printed in the table beside."""
    demo = demonstration()
    figures = shown(part).figures
    rules = read_rules(demo.settings.rules)
    indices = [index for index in rules.indices.values() if index.page == part.partition(".")[0]]
    assert len(figures) == 2 * len(indices)
    for index, drawn, table in zip(indices, figures[::2], figures[1::2], strict=True):
        points = drawn.frame.pivot(index="name", columns="series", values="value")
        ranked = table.frame[table.frame["rank"].notna()].set_index("district")
        assert len(points) == len(ranked) > 30
        assert list(dict.fromkeys(drawn.frame["name"])) == list(ranked.index)
        for name, row in ranked.iterrows():
            brought = points.loc[name].dropna()
            assert brought.sum() == pytest.approx(row["score"])
            scores = [row[f"score.{n}"] for n in range(len(index.parts))]
            known = sum(p.weight for p, score in zip(index.parts, scores, strict=True) if score is not None)
            by_hand = [
                p.weight / known * score for p, score in zip(index.parts, scores, strict=True) if score is not None
            ]
            assert sorted(brought) == pytest.approx(sorted(by_hand))
