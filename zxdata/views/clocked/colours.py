"""三色: the board of a subject's open cases, how it moved, what turns next, and where they are."""

from zxdata.figures import Figure, View
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


def view(asking: Asking, of: Subject) -> View:
    cases = frame_of(cases_by_colour(asking.reading, of.cases, asking.filters, asking.rules, OPEN, ROWS_IN_TABLE))
    found = board(asking, of, ROWS_A_COLOUR, cases)
    near = of.cases.clock(asking.rules).yellow_words
    bases = {
        of.metric("red"): since_last_week(found, "red"),
        of.metric("yellow"): f"剩 {near}，{since_last_week(found, 'yellow')}",
    }
    cards = under_own_words(asking.indicators(map(of.metric, INDICATORS), bases), asking.colours)
    figures: tuple[Figure, ...] = (
        found,
        history(asking, of),
        coming(asking, of),
        turning_next(asking, of),
        by_district(asking, of),
    )
    notices = tuple(filter(None, (doubt(asking, of, found),)))
    said = headline(asking, of, found)
    return framed(
        asking,
        f"{of.key}.colours",
        f"{of.title}·三色",
        said,
        cards,
        figures,
        case_table(of, cases, open_in_all(found)),
        notices,
    )
