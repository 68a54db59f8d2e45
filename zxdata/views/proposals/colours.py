"""三色: the board of proposals that wait for a reply, how it moved, what turns next, and where they are."""

from zxdata.figures import Figure, View
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.rules.colours import OPEN
from zxdata.views.asking import Asking
from zxdata.views.clocked import PROPOSALS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, doubt, headline, since_last_week, under_own_words
from zxdata.views.clocked.coming import ROWS_IN_TABLE, by_district, case_table, coming, history, turning_next
from zxdata.views.clocked.subject import frame_of
from zxdata.views.frame import framed

INDICATORS = ("proposals.open", "proposals.red", "proposals.yellow", "proposals.green", "proposals.on_time_rate")


def view(asking: Asking) -> View:
    cases = frame_of(
        cases_by_colour(asking.reading, PROPOSALS.cases, asking.filters, asking.rules, OPEN, ROWS_IN_TABLE)
    )
    found = board(asking, PROPOSALS, ROWS_A_COLOUR, cases)
    indicators = asking.indicators(
        INDICATORS,
        {
            "proposals.red": since_last_week(found, "red"),
            "proposals.yellow": f"剩 {asking.rules.proposals.yellow_words}，{since_last_week(found, 'yellow')}",
        },
    )
    indicators = under_own_words(indicators, asking.colours)
    figures: tuple[Figure, ...] = (
        found,
        history(asking, PROPOSALS),
        coming(asking, PROPOSALS),
        turning_next(asking, PROPOSALS),
        by_district(asking, PROPOSALS),
    )
    table = case_table(PROPOSALS, cases)
    notices = tuple(filter(None, (doubt(asking, PROPOSALS, found),)))
    return framed(
        asking,
        "proposals.colours",
        "提案办理·三色",
        headline(asking, PROPOSALS, found),
        indicators,
        figures,
        table,
        notices,
    )
