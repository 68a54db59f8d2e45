"""Each filter of a page is a question that each of its parts answers."""

from functools import cache

import pytest

import zxdata as zx
from tests.demonstration import TODAY
from tests.ledger_rows import default_rules
from tests.neighbours import neighbours
from ui.contents import CONTENTS, entry
from zxdata.filter_choices import Choices
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS, view

PAGES = {e.key for e in CONTENTS if e.key not in ("data", "definitions")}
CHOSEN = {"proposals.card": (("case", "20230017"),), "coverage.station": (("station", "S00272"),)}
SHOWN = sorted(key for key in VIEWS if key.partition(".")[0] in PAGES)


@cache
def choices() -> Choices:
    return zx.choices(neighbours()[0].store, Filters(TODAY), Scope.whole(), default_rules())


@pytest.mark.parametrize("key", SHOWN)
def test_each_filter_of_a_page_is_answered_by_each_of_its_parts(key: str) -> None:
    """Two at a time, the first with the last, so that rarely both leave nothing. There are not several bodies in this
    ledger: tests/views/test_bodies.py asks that of every part."""
    own = neighbours()[0]
    asked = [dimension for dimension in entry(key).dimensions if dimension != "body"]
    for pair in {frozenset(pair) for pair in zip(asked, reversed(asked), strict=True)}:
        filtered = Filters(TODAY)
        for dimension in pair:
            filtered = filtered.only(dimension, "red" if dimension == "colour" else choices().values[dimension][0])
        found = view(own.store, key, filtered, Scope.whole(), own.settings, CHOSEN.get(key, ()))
        assert found.figures or found.table or found.indicators or found.notices, pair
