"""What everyone may learn of districts that are not their own."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from zxdata.filters import Filters
from zxdata.periods import months_before
from zxdata.rules.clock import Section
from zxdata.rules.evaluation import METRIC


class Published(Section):
    """``metrics``: those whose numbers of each district, and of the whole, are told to readers of any district.

    ``least``: a number that rests on fewer cases is withheld, and as many others as are needed for nobody to work it out
    from the total (primary and complementary suppression: Statistics Netherlands, Handbook on Statistical Disclosure
    Control, chapter 4).
    """

    metrics: tuple[Annotated[str, Field(pattern=METRIC)], ...] = ()
    least: int = Field(10, ge=1, le=10_000)

    def told(self, filters: Filters, today: date) -> bool:
        """Whether others' numbers are told under these filters: the difference of two answers that are nearly alike
        would tell of single cases, so nothing is filtered but by place, the day is the present one or the last of a
        month, and a period begins with a month or twelve months before its end.
        """
        day, since, until = filters.as_of, filters.since, filters.until
        return (
            not filters.where
            and (day == today or _last_of_month(day))
            and (since is None or since.day == 1 or since == months_before(day, 12) + timedelta(days=1))
            and (until is None or until == day or _last_of_month(until))
        )


def _last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
