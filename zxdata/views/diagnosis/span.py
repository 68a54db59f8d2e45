"""Which days a finding looks at: a month's own cases are not handled within the month, and what is late began before it."""

from dataclasses import replace
from datetime import date, timedelta

from zxdata.periods import months_before
from zxdata.views.asking import Asking

YEAR = "近12个月"
ONE_DAY = timedelta(days=1)


def whole_state(asking: Asking) -> Asking:
    """The state on the cut-off day, whenever it began."""
    return replace(asking, filters=replace(asking.filters, since=None, until=None))


def mature(asking: Asking) -> Asking:
    """The twelve months up to the cut-off in place of a shorter batch of cases, few of which can be decided yet."""
    since = asking.filters.since
    return asking if asking.happened or since is None or since <= _first(asking) else _year(asking)


def bounded(asking: Asking) -> Asking:
    """The twelve months up to the cut-off in place of no period at all."""
    return _year(asking) if asking.filters.since is None else asking


def span_in_words(asking: Asking) -> str:
    """How the period is called in a sentence on rates; nothing where there is none."""
    since = asking.filters.since
    return "" if since is None else YEAR if since == _first(asking) else "期内"


def _year(asking: Asking) -> Asking:
    return replace(asking, filters=replace(asking.filters, since=_first(asking), until=asking.day))


def _first(asking: Asking) -> date:
    """The first of the twelve months' days."""
    return months_before(asking.day, 12) + ONE_DAY
