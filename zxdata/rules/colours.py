"""Three colours and their reasons, the same for every table that has a clock.

done        finished on or before the due day
done_late   finished after it
red         not finished, past the due day
yellow      not finished, few working days left
green       not finished, more than that left
unknown     no due date, so nothing can be said
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_

ORDER = ("red", "yellow", "green", "done", "done_late", "unknown")


@dataclass(frozen=True)
class Judged:
    """The columns a colour needs, and the day of judgement.

    due is known from ``due_since`` on (null: always); ``due_n`` and ``today_n`` are working-day ordinals.
    """

    done_on: ColumnElement[Any]
    due_on: ColumnElement[Any]
    due_since: ColumnElement[Any]
    due_n: ColumnElement[Any]
    today: date
    today_n: int
    yellow_workdays: int

    @property
    def known(self) -> ColumnElement[bool]:
        return and_(self.due_on.is_not(None), or_(self.due_since.is_(None), self.due_since <= self.today))

    @property
    def finished(self) -> ColumnElement[bool]:
        return and_(self.done_on.is_not(None), self.done_on <= self.today)

    def colour(self) -> ColumnElement[str]:
        """The colour of each row as one SQL expression; one of ORDER."""
        return case(
            (~self.known, literal("unknown")),
            (and_(self.finished, self.done_on <= self.due_on), literal("done")),
            (self.finished, literal("done_late")),
            (self.due_on < self.today, literal("red")),
            (self.due_n - self.today_n <= self.yellow_workdays, literal("yellow")),
            else_=literal("green"),
        )


def reason(colour: str, due: date | None, done: date | None, left: int | None, guessed: bool = False) -> str:
    """Why a case has its colour, in words. ``left``: working days left (negative: over)."""
    if colour == "unknown" or due is None:
        return "缺少期限，无法判定" if done is None else f"{_day(done)}办结，缺少期限，无法判定是否按期"
    note = "（暂按周末推算）" if guessed else ""
    if colour == "done" and done:
        return f"期限{_day(due)}，{_day(done)}办结，按期"
    if colour == "done_late" and done:
        return f"期限{_day(due)}，{_day(done)}办结，逾期办结"
    if left is None:
        return f"期限{_day(due)}"
    if colour == "red":
        over = f"已超 {-left} 个工作日" if left else "已超，其间无工作日"
        return f"期限{_day(due)}，{over}{note}"
    return f"期限{_day(due)}，" + (f"剩 {left} 个工作日" if left else "今日到期") + note


def left_in_words(colour: str, left: int | None) -> str:
    """``超 17 日`` / ``剩 3 日`` / ``今日`` / ``—``; working days."""
    if left is None or colour in ("unknown", "done", "done_late"):
        return "—"
    if colour == "red":
        return f"超 {-left} 日"
    return f"剩 {left} 日" if left else "今日"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
