"""监督预警: what is red today, why, and what turns yellow next."""

from dataclasses import replace

from zxdata.figures import Board, Indicator, View
from zxdata.metrics.supervision.unusual import rises
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, since_last_week, under_own_words
from zxdata.views.clocked.colours import coloured
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
    found = coloured(asking, MATTERS)
    unusual = (rise.sentence for rise in rises(asking.reading, asking.filters, asking.rules)[:2])
    notices = (*found.notices, *filter(None, unusual))
    cards = _indicators(asking, found.board)
    return framed(asking, "supervision", TITLE, found.headline, cards, found.figures, found.table, notices)


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
