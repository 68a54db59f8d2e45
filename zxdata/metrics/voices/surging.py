"""What is raised more than a year ago: by place and topic, against the same weeks of the year before.

Given how many there are in all, those of this year are binomial if a place and topic grew as the whole did (the exact
conditional test of two Poisson rates: J. Przyborowski and H. Wilenski, Biometrika 31, 1940). Over all places and topics
the share of false alarms among the alarms is held down (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995); what is so rare
that it could never be an alarm is not looked at (R. E. Tarone, Biometrics 46, 1990).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.answer import answer
from zxdata.metrics.chances import Binomial, adjusted
from zxdata.metrics.model import Metric
from zxdata.metrics.voices.cases import METRICS as CASES
from zxdata.periods import months_before
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.store import Reading

_COLLECTED: Metric = next(one for one in CASES if one.key == "voices.collected")


class Raised(NamedTuple):
    """Voices of a topic in a district (``code`` empty: everywhere) in the last weeks and in those of the year before.

    ``chance``: of as many or more if it grew as the whole did; ``adjusted``: for all that were looked at.
    """

    code: str
    district: str
    theme: str
    now: int
    before: int
    chance: float
    adjusted: float
    surge: bool


@dataclass(frozen=True, eq=False)
class Rises:
    """The least likely first; ``now``, ``before``: all voices of either span, ``since`` to the day asked for."""

    rises: Records[Raised]
    now: int
    before: int
    since: date
    since_before: date


def raised_more(reading: Reading, filters: Filters, rules: Rules) -> Rises:
    """Every place and topic with voices enough in both spans together, in the divisions of the day asked for."""
    surge, day = rules.voices.surge, filters.as_of
    last = months_before(day, 12)
    span = timedelta(days=7 * surge.weeks - 1)
    counted: dict[tuple[str, str, str], list[int]] = {}
    whole = []
    for n, until in enumerate((day, last)):
        asked = replace(filters, since=until - span, until=until, basis="cohort")
        total = 0
        for by in (("theme",), ("district", "theme")):
            frame = answer(reading, (_COLLECTED,), by, asked, rules).frame
            for row in frame.to_dict("records"):
                key = (str(row.get("district_code") or ""), str(row.get("district") or ""), str(row["theme"]))
                counted.setdefault(key, [0, 0])[n] = int(row["voices.collected"])
                total += int(row["voices.collected"]) if by == ("theme",) else 0
        whole.append(total)
    share = max(0.5, whole[0] / (whole[0] + whole[1])) if sum(whole) else 0.5
    told = {
        key: both
        for key, both in counted.items()
        if share ** sum(both) <= surge.chance and key[2] != UNFILLED and (key[0] or not key[1])
    }
    pairs = np.array(list(told.values())).reshape(-1, 2)
    chances = Binomial(pairs.sum(axis=1), share).at_least(pairs[:, 0])
    found = [
        Raised(*key, now, before, float(chance), float(fair), bool(fair <= surge.chance and now >= surge.least))
        for (key, (now, before)), chance, fair in zip(told.items(), chances, adjusted(chances), strict=True)
    ]
    found.sort(key=lambda each: (each.adjusted, each.chance, -each.now, each.code, each.theme))
    return Rises(Records(Raised, tuple(found)), whole[0], whole[1], day - span, last - span)
