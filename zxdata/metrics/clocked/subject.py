"""Which fact's cases run against a clock, and by which of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, case, or_

from zxdata.metrics.expressions import AsOf, Condition, Expression, always
from zxdata.metrics.fact import Fact
from zxdata.metrics.model import AT_END, Count, Metric
from zxdata.periods import week_of
from zxdata.rules.book import Rules
from zxdata.rules.clock import Clock
from zxdata.rules.colours import Judged

Day = date | ColumnElement[date]


@dataclass(frozen=True, eq=False)
class ClockedCases:
    """The cases of a fact whose table has a row for each span of days (``span_from``, ``span_to``) in their life.

    subject    the kind of case, as the register of reminders names it (提案, 监督)
    clock      where the rule book has their clock
    begun      the column of the day from which a case exists; ``judged``: of the day from which it has a colour
    done       the column of the day on which it is finished, ``done_word`` what that is called
    left       the column of the day from which nobody has to finish it any more, and it has no colour
    due_since  the column of the day from which its due date is known
    unit       who has it in hand on the day
    events     what happened to it: no, stage, on_day, clock, unit, result, note; ``moving`` which of them move it on
    """

    fact: Fact
    table: Table
    events: Table
    subject: str
    clock: Callable[[Rules], Clock]
    begun: str
    done: str
    due_since: str
    unit: Expression
    judged: str = ""
    left: str = ""
    done_word: str = "办结"
    moving: Condition = always

    def alive(self, t: FromClause, day: Day) -> ColumnElement[bool]:
        return and_(t.c[self.begun] <= day, t.c.span_from <= day, day < t.c.span_to)

    def colour(self, t: FromClause, day: Day) -> ColumnElement[str]:
        """One of ORDER; missing before the case is judged at all."""
        shade: ColumnElement[Any] = Judged.of(t, day, self.done, self.due_since).colour()
        if self.left:
            shade = case((or_(t.c[self.done] <= day, t.c[self.left].is_(None), t.c[self.left] > day), shade))
        return case((t.c[self.judged] <= day, shade)) if self.judged else shade

    def coming_due(self, t: FromClause, day: Day) -> ColumnElement[bool]:
        """Judged and not done, with a limit that is known by the day and is not past."""
        waits = self.colour(t, day).in_(("red", "yellow", "green"))
        return and_(waits, Judged.of(t, day, self.done, self.due_since).known, t.c.due_on >= day)

    def due_by_sunday(self, t: FromClause, at: AsOf) -> ColumnElement[bool]:
        """Coming due in what is left of the week, the day itself among it."""
        return and_(self.coming_due(t, at.day), t.c.due_on <= week_of(at.day)[1])


def due_this_week(subject: str, of: ClockedCases, axis: str) -> Metric:
    """How many cases fall due this week. subject: the metrics' (proposals); axis: its cohort's date, in words."""
    return Metric(
        f"{subject}.due_this_week",
        "本周到期",
        of.fact.counter,
        f"判得出颜色而尚未{of.done_word}的，期限在截至日到当周星期日之间，两天都算在内；更早到期的不算。",
        Count(of.fact, of.due_by_sunday),
        axis,
        stock=True,
        decided=AT_END,
    )
