"""民主监督年度报告: what was supervised in a year, how it was put right, by whom, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.views import outcomes as rated
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, since_last_week, under_own_words
from zxdata.views.compared import compared
from zxdata.views.frame import framed
from zxdata.views.indices import index_figures
from zxdata.views.supervision import closing, outcomes

TITLE = "民主监督年度报告"
ADOPTION = closing.ADOPTION
INDICATORS = (
    "supervision.matters",
    "supervision.closed_rate",
    "supervision.on_time_rate",
    "supervision.red",
    ADOPTION,
    "supervision.recommendations",
    "supervision.endorsements",
)
HANDLED = {
    "supervision.matters": "监督事项",
    "supervision.closed_rate": "办结率",
    "supervision.on_time_rate": "按期整改率",
    "supervision.lasting_rate": "整改巩固率",
    "supervision.red": "仍超期",
}
DISTRICTS = {**HANDLED, ADOPTION: "采纳率"}
UNDEFINED = "率的分母为 0 的为 —"


def view(asking: Asking) -> View:
    """The calendar year in which the period ends, up to the cut-off day. Outputs and endorsements have no form and no unit:
    filters by them are let go, so that all figures tell of the same cases.
    """
    own, said = asking.letting_go("成果、批示", "form", "channel", "category", "unit", "leader", "colour")
    own = replace(own, filters=replace(own.filters, since=date(own.day.year, 1, 1), until=own.day))
    left = board(own, MATTERS, ROWS_A_COLOUR)
    cards = own.indicators(INDICATORS, {"supervision.red": since_last_week(left, "red")})
    figures: tuple[Figure, ...] = (
        outcomes.by_month(own),
        handled(own, "form", "监督形式", "各种形式办得怎样"),
        handled(own, "channel", "来源", "各种来源办得怎样"),
        handled(own, "unit", "责任单位", "各责任单位办得怎样"),
        replace(compared(own, "监督", DISTRICTS), title="各区县办得怎样", note=UNDEFINED),
        closing.adopted(own),
        rated.scores(own, "监督", "监督三项评分", "同一评价人的同一维度只计最近一次"),
        outcomes.unsatisfied(own),
        rated.conversions(own, "supervision.conversions", own.filters),
        *indices(own),
        outcomes.direct(own),
        outcomes.library(own),
        left,
    )
    return framed(own, "annual", TITLE, headline(own), under_own_words(cards, own.colours), figures, None, said)


def headline(asking: Asking) -> str:
    """How much was raised and put right in the year, and whether what was suggested was adopted as far as it is to be."""
    found = asking.answer(["supervision.matters", "supervision.closed_rate", ADOPTION])
    closed, adopted = found.value("supervision.closed_rate.numerator"), found.value(ADOPTION)
    raised = words.clause(f"{asking.day.year} 年提出监督事项", found.value("supervision.matters"), "integer", "件")
    done = words.clause("办结", closed, "integer", "件")
    if adopted is None:
        return words.joined(raised, done, "没有已答复的监督意见" if raised else "")
    line = asking.rules.targets.get(ADOPTION)
    judged = ""
    if line:
        judged = f"，{'达到' if adopted >= line.least else '没有达到'} {words.percent(line.least, 0)} 的目标"
    return words.joined(raised, done, aside=f"监督意见采纳率 {words.percent(adopted)}{judged}")


def handled(asking: Asking, dimension: str, name: str, title: str, keys: Mapping[str, str] = HANDLED) -> Table:
    """Matters by one dimension, the most of them first, and how they were put right."""
    frame = asking.answer(keys, by=(dimension,)).frame
    first = next(iter(keys))
    frame = frame[(frame[first] > 0) & (frame[dimension] != UNFILLED)]
    frame = frame.sort_values(first, ascending=False, kind="stable").reset_index(drop=True)
    columns = (
        TableColumn(dimension, name),
        *(TableColumn(key, head, metric(key).value_format) for key, head in keys.items()),
    )
    return Table(
        key=f"by_{dimension}",
        title=title,
        aid=f"{len(frame)} 个，件数多的在前",
        note=UNDEFINED,
        frame=frame[[c.name for c in columns]],
        columns=columns,
        empty="这一年没有监督事项。",
    )


def indices(asking: Asking) -> tuple[Figure, ...]:
    """参与度、实效性、影响力: what each is made of; values and weights stand on 监督预警·评价."""
    found = (each for each in asking.rules.indices.items() if each[1].page == "supervision")
    return tuple(index_figures(asking, key, index).made_of for key, index in found)
