"""清单行动: what is late today, why, what turns next, and how far each list has come."""

from zxdata import words
from zxdata.figures import Board, Indicator, Table, View
from zxdata.views.asking import Asking
from zxdata.views.clocked import ITEMS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, since_last_week, under_own_words
from zxdata.views.clocked.colours import coloured
from zxdata.views.frame import framed
from zxdata.views.programmes.completeness import completeness

TITLE = "清单行动"
INDICATORS = (
    "programmes.items",
    "programmes.done_rate",
    "programmes.red",
    "programmes.yellow",
    "programmes.on_time_rate",
    "programmes.reached_rate",
)


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    cards = _indicators(asking, board(asking, ITEMS, ROWS_A_COLOUR))
    return framed(asking, "programmes.head", TITLE, "", cards, (), None)


def view(asking: Asking) -> View:
    """The page's first part."""
    found = coloured(asking, ITEMS)
    cards, figures = _indicators(asking, found.board), (*found.figures, by_kind(asking))
    return framed(asking, "programmes", TITLE, found.headline, cards, figures, found.table, found.notices)


def by_kind(asking: Asking) -> Table:
    """Each kind of list, the longest first."""
    return completeness(
        asking,
        "kind",
        lambda frame: frame.sort_values("programmes.items", ascending=False, kind="stable"),
        "completeness",
        "各类清单完成了多少",
        "完成率不论有没有期限；没有一项设期限的清单不判色",
        "所选条件下没有清单事项。",
    )


def _indicators(asking: Asking, found: Board) -> tuple[Indicator, ...]:
    going = sum(found.counts.get(c, 0) for c in ("red", "yellow", "green"))
    unlimited = asking.answer(["programmes.unlimited"]).value("programmes.unlimited") or 0
    cards = asking.indicators(
        INDICATORS,
        {
            "programmes.items": f"在办 {going:,} 件，不设期限 {words.number(unlimited, 'integer')} 件",
            "programmes.red": since_last_week(found, "red"),
            "programmes.yellow": f"剩 {asking.rules.programmes.yellow_words}，{since_last_week(found, 'yellow')}",
        },
    )
    return under_own_words(cards, asking.colours)
