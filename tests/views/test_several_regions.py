"""Whoever may see several regions, not all, reads of these, under their names, and of no whole that is larger."""

import pytest

import zxdata as zx
from tests.demonstration import TODAY, Demonstration
from zxdata.figures import Ranking, View
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS, view

TWO = Scope.of("500107", "500108")


def shown(demo: Demonstration, key: str, scope: Scope, region: str | None = None) -> View:
    return view(demo.store, key, Filters(TODAY, region), scope, demo.settings)


@pytest.mark.parametrize("key", [key for key in VIEWS if not key.endswith((".card", ".station"))])
def test_no_page_calls_two_districts_the_whole(key: str, demo: Demonstration) -> None:
    found = shown(demo, key, TWO)
    assert found.region_name == "九龙坡区、南岸区"
    assert found.subtitle.startswith("九龙坡区、南岸区，")
    assert "重庆市" not in found.headline


@pytest.mark.parametrize(
    ("scope", "region", "name"),
    [
        (TWO, "500108", "南岸区"),
        (Scope.of("500107"), None, "九龙坡区"),
        (Scope.of("500101", "500102", "500103", "500107"), None, "万州区、涪陵区、渝中区等 4 个区划"),
        (Scope.whole(), None, "重庆市"),
    ],
)
def test_a_page_is_called_by_what_it_tells_of(scope: Scope, region: str | None, name: str, demo: Demonstration) -> None:
    assert shown(demo, "proposals.colours", scope, region).region_name == name


@pytest.mark.parametrize(("scope", "name"), [(TWO, "合计"), (Scope.of("500107"), "全区"), (Scope.whole(), "全市")])
def test_the_line_beside_a_ranking_is_called_by_what_it_is_the_mean_of(
    scope: Scope, name: str, demo: Demonstration
) -> None:
    assert shown(demo, "proposals", scope).figure("units", Ranking).mean_name == name


def test_an_answer_in_words_names_the_two_districts_that_it_counts(demo: Demonstration) -> None:
    every = zx.ask(demo.store, "今年提案多少件", TWO, demo.settings, TODAY)
    one = [zx.ask(demo.store, f"{name}今年提案多少件", TWO, demo.settings, TODAY) for name in ("九龙坡区", "南岸区")]
    assert isinstance(every, zx.Answered) and every.sentence.startswith("九龙坡区、南岸区，")
    counted = []
    for each in (every, *one):
        assert isinstance(each, zx.Answered)
        counted.append(int(each.result.value("proposals.submitted") or 0))
    assert counted[0] == counted[1] + counted[2] > 0
