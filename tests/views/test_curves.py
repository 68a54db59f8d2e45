"""How far a curve of 多久能办复 is drawn: while enough are observed, and at least to its median."""

import numpy as np
import pytest

from tests.demonstration import TODAY, demonstration
from zxdata.filters import Filters, Scope
from zxdata.metrics.survival import curve
from zxdata.rules.book import read_rules
from zxdata.views.asking import Asking
from zxdata.views.proposals.curves import curves


@pytest.mark.parametrize(
    ("ended", "censored", "drawn"),
    [
        ([1] * 20, [0] * 20, range(1, 11)),  # 20 at risk on day 1, 15 on day 6; half have ended on day 10
        ([1] * 4, [0] * 4, range(1, 3)),  # never 15; half have ended on day 2
        ([1] * 5 + [0] * 15, [0] * 5 + [1] * 15, range(1, 7)),  # no half: to day 6, when 15 are left
        ([0] * 4, [1] * 4, range(1, 2)),  # nothing has ended
    ],
)
def test_a_curve_is_drawn_while_fifteen_are_observed_and_to_its_median(
    ended: list[int], censored: list[int], drawn: range
) -> None:
    """One ends, or is last seen, on each day from the first."""
    built = demonstration()
    days = np.arange(1.0, len(ended) + 1)
    found = curve(days, np.array(ended, float), np.array(censored, float))
    with built.store.reading(Scope.whole()) as reading:
        asking = Asking(reading, Filters(TODAY), read_rules(built.settings.rules), built.settings)
        figure = curves(asking, {"甲": found}, "多久能办复", "")
    assert figure.frame["days"].tolist() == list(drawn)
