"""Periods that have a name, each up to the cut-off day."""

from datetime import date

ALL = "all"
"""The URL's word for no period, on a page whose own default is one."""


def presets(as_of: date, term_from: date | None = None) -> dict[str, tuple[date | None, date | None]]:
    """Name → first and last day; an open end is the cut-off day. 本届 where the first day of the term is known."""
    quarter = as_of.replace(month=as_of.month - (as_of.month - 1) % 3, day=1)
    year_ago = as_of.replace(year=as_of.year - 1, day=min(as_of.day, 28))
    next_month = date(year_ago.year + year_ago.month // 12, year_ago.month % 12 + 1, 1)
    return {
        "不限期间": (None, None),
        "本月": (as_of.replace(day=1), None),
        "本季": (quarter, None),
        "今年": (as_of.replace(month=1, day=1), None),
        "近12个月": (next_month, None),
        **({"本届": (term_from, None)} if term_from else {}),
    }
