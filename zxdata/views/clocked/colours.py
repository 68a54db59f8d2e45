"""三色: the board of a subject's open cases, how it moved, what turns next, and where they are."""

from dataclasses import dataclass

from zxdata.figures import Board, Figure, Table, View
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.rules.colours import OPEN
from zxdata.views.asking import Asking
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
from zxdata.views.clocked.subject import Subject, frame_of
from zxdata.views.frame import framed

INDICATORS = ("open", "red", "yellow", "green", "on_time_rate")


@dataclass(frozen=True, eq=False)
class Coloured:
    """The open cases of a subject by colour: the board, beside it what moved and what turns next, all of them as a table,
    the sentence above and what must be doubted."""

    board: Board
    figures: tuple[Figure, ...]
    table: Table
    headline: str
    notices: tuple[str, ...]


def coloured(asking: Asking, of: Subject) -> Coloured:
    cases = frame_of(cases_by_colour(asking.reading, of.cases, asking.filters, asking.rules, OPEN, ROWS_IN_TABLE))
    found = board(asking, of, ROWS_A_COLOUR, cases)
    return Coloured(
        found,
        (found, history(asking, of), coming(asking, of), turning_next(asking, of), by_district(asking, of)),
        case_table(of, cases, open_in_all(found)),
        headline(asking, of, found),
        tuple(filter(None, (doubt(asking, of, found),))),
    )


def view(asking: Asking, of: Subject) -> View:
    found = coloured(asking, of)
    near = of.cases.clock(asking.rules).yellow_words
    bases = {
        of.metric("red"): since_last_week(found.board, "red"),
        of.metric("yellow"): f"剩 {near}，{since_last_week(found.board, 'yellow')}",
    }
    cards = under_own_words(asking.indicators(map(of.metric, INDICATORS), bases), asking.colours)
    key, title = f"{of.key}.colours", f"{of.title}·三色"
    return framed(asking, key, title, found.headline, cards, found.figures, found.table, found.notices)
