"""监督预警: what is red today, why, and what turns yellow next."""

from dataclasses import replace

from zxdata.figures import Board, Figure, Indicator, View
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.metrics.supervision.unusual import rises
from zxdata.rules.colours import OPEN
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS
from zxdata.views.clocked.board import (
    ROWS_A_COLOUR,
    board,
    doubt,
    headline,
    open_in_all,
    since_last_week,
    under_own_words,
)
from zxdata.views.clocked.coming import ROWS_IN_TABLE, by_district, case_table, coming, history, turning_next
from zxdata.views.clocked.subject import frame_of
from zxdata.views.frame import framed

TITLE, LASTING = "监督预警", "supervision.lasting_rate"
INDICATORS = (
    "supervision.matters",
    "supervision.red",
    "supervision.yellow",
    "supervision.on_time_rate",
    "supervision.closed_rate",
    LASTING,
)


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    cards = _indicators(asking, board(asking, MATTERS, ROWS_A_COLOUR))
    return framed(asking, "supervision.head", TITLE, "", cards, (), None)


def view(asking: Asking) -> View:
    """The page's first part."""
    cases = frame_of(cases_by_colour(asking.reading, MATTERS.cases, asking.filters, asking.rules, OPEN, ROWS_IN_TABLE))
    found = board(asking, MATTERS, ROWS_A_COLOUR, cases)
    figures: tuple[Figure, ...] = (
        found,
        history(asking, MATTERS),
        coming(asking, MATTERS),
        turning_next(asking, MATTERS),
        by_district(asking, MATTERS),
    )
    unusual = (rise.sentence for rise in rises(asking.reading, asking.filters, asking.rules)[:2])
    notices = tuple(filter(None, (doubt(asking, MATTERS, found), *unusual)))
    said, cards = headline(asking, MATTERS, found), _indicators(asking, found)
    return framed(
        asking, "supervision", TITLE, said, cards, figures, case_table(MATTERS, cases, open_in_all(found)), notices
    )


def _indicators(asking: Asking, found: Board) -> tuple[Indicator, ...]:
    going = sum(found.counts.get(c, 0) for c in ("red", "yellow", "green"))
    months = asking.rules.supervision.lasting_months
    indicators = asking.indicators(
        INDICATORS,
        {
            "supervision.matters": f"在办 {going:,} 件，{asking.colours.word('unknown')} {found.counts.get('unknown', 0):,} 件",
            "supervision.red": since_last_week(found, "red"),
            "supervision.yellow": f"剩 {asking.rules.supervision.yellow_words}，{since_last_week(found, 'yellow')}",
        },
    )
    return tuple(_watched(c, months) for c in under_own_words(indicators, asking.colours))


def _watched(card: Indicator, months: int) -> Indicator:
    return replace(card, base=f"{card.base}，{months} 个月内未退回") if card.metric == LASTING else card
