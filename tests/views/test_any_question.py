"""Every view answers whatever is asked of it: a district, a township, one that is no more, a day before everything."""

from datetime import date

import pytest

from tests.demonstration import TODAY
from tests.neighbours import neighbours
from zxdata import words
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS, view


@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.parametrize(
    "filters",
    [
        Filters(TODAY, region="500107", since=date(2026, 1, 1), until=TODAY),
        Filters(TODAY, region="500107007"),
        Filters(date(2025, 6, 30), region="500112"),
        Filters(date(2019, 1, 1)),
    ],
    ids=["district this year", "township", "retired district", "before the ledger began"],
)
def test_every_view_shows_any_question(key: str, filters: Filters) -> None:
    own = neighbours()[0]
    shown = view(own.store, key, filters, Scope.whole(), own.settings)
    assert shown.as_of == filters.as_of
    assert shown.version == own.store.version
    assert len({f.key for f in shown.figures}) == len(shown.figures)
    assert f" {words.MISSING}" not in shown.headline, "a sentence leaves out what nobody knows"
    empty = [figure.empty for figure in shown.figures]
    assert [each for each in (shown.headline, *empty) if "台账里还没有" in each and "截至" not in each] == [], (
        "what others have is there"
    )
    assert [each for each in empty if each.startswith("每")] == [], "where there is nobody, not everybody has done it"
    for figure in shown.figures:
        assert figure.title and figure.unit_line
        assert "[[" not in f"{figure.title}{figure.aid}{figure.note}{figure.empty}", figure.key
