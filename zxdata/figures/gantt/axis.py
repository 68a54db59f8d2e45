"""Where a day lies on the axis of cases on their way: the last year at full length, what is older closer together."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

YEAR = 365
CLOSER = 4


@dataclass(frozen=True)
class DayAxis:
    """From ``begin`` to ``end``. ``bend``: days before it lie ``CLOSER`` times as close; None where none does."""

    begin: date
    end: date
    bend: date | None

    @classmethod
    def over(cls, days: list[date], latest: date) -> "DayAxis":
        """An axis that holds the days; only what lies more than a year before ``latest`` is drawn closer."""
        begin, end, bend = min(days) - timedelta(2), max(days) + timedelta(4), latest - timedelta(YEAR)
        return cls(begin, end, bend if begin < bend else None)

    def at(self, day: date) -> date:
        """The day at whose place it is drawn."""
        if self.bend is None or day >= self.bend:
            return day
        return self.bend - timedelta((self.bend - day).days // CLOSER)

    def days(self, since: date, until: date) -> int:
        """How long a stretch is drawn."""
        return (self.at(until) - self.at(since)).days

    def months(self, apart: int) -> list[date]:
        """Firsts of months, drawn at least so many days apart; a January before any other, a year's before a quarter's."""
        firsts = [each.date() for each in pd.date_range(self.begin, self.end, freq="MS")]
        chosen: list[date] = []
        for step in (12, 6, 3, 2, 1):
            found = [each for each in firsts if (each.month - 1) % step == 0]
            # Once a finer step would crowd the full year, it is left out as a whole, so that the months stay even.
            wide = [each for each in found if self.bend is None or each >= self.bend]
            if step < 12 and any((b - a).days < apart for a, b in pairwise(wide)):
                break
            chosen = found
        shown: list[date] = []
        for each in reversed(chosen):
            if not shown or (self.at(shown[-1]) - self.at(each)).days >= apart:
                shown.append(each)
        return shown[::-1]
