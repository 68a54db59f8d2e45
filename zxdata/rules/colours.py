"""Three colours and their reasons, the same for every table that has a clock.

done        finished on or before the due day
done_late   finished after it
red         not finished, and a rule's day for red has come
yellow      not finished, and a rule's day for yellow has come
green       not finished, neither has come
unknown     no due date, so nothing can be said

The snapshot holds for each case the two days on which its clock turns it yellow and red; a colour is then a
comparison of days. ``turned_by`` numbers the rule: 0 the due date, n the nth idle rule.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, literal, or_

from zxdata import words
from zxdata.rules.clock import Clock
from zxdata.rules.evaluation import Target
from zxdata.rules.palette import ORDER, Palette

__all__ = [
    "OPEN",
    "ORDER",
    "CaseState",
    "Judged",
    "left_in_words",
    "rated",
    "reason",
    "rule_in_words",
    "state_in_words",
]
OPEN = ("red", "yellow", "green", "unknown")

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Judged:
    """The columns a colour needs, and the day of judgement (a day, or a column of days).

    The due date is known from ``due_since`` on (null: always); ``calm_to``: yellow before it after a recovery.
    ``in_time``: of a clock that counts instants, whether it was finished by its moment.
    """

    done_on: ColumnElement[Any]
    due_on: ColumnElement[Any]
    due_since: ColumnElement[Any]
    yellow_on: ColumnElement[Any]
    red_on: ColumnElement[Any]
    calm_to: ColumnElement[Any]
    today: date | ColumnElement[Any]
    in_time: ColumnElement[Any] | None = None

    @classmethod
    def of(cls, t: FromClause, today: date | ColumnElement[Any], done: str, due_since: str) -> "Judged":
        """A fact's own clock; ``done`` and ``due_since`` name its columns."""
        c = t.c
        return cls(c[done], c.due_on, c[due_since], c.yellow_on, c.red_on, c.calm_to, today, c.get("in_time"))

    @property
    def known(self) -> ColumnElement[bool]:
        return and_(self.due_on.is_not(None), or_(self.due_since.is_(None), self.due_since <= self.today))

    @property
    def finished(self) -> ColumnElement[bool]:
        return and_(self.done_on.is_not(None), self.done_on <= self.today)

    @property
    def punctual(self) -> ColumnElement[bool]:
        return self.done_on <= self.due_on if self.in_time is None else self.in_time

    def colour(self) -> ColumnElement[str]:
        """The colour of each row as one SQL expression; one of ORDER."""
        return case(
            (and_(self.finished, ~self.known), literal("unknown")),
            (and_(self.finished, self.punctual), literal("done")),
            (self.finished, literal("done_late")),
            (self.red_on <= self.today, literal("red")),
            (or_(self.yellow_on <= self.today, self.calm_to > self.today), literal("yellow")),
            (~self.known, literal("unknown")),
            else_=literal("green"),
        )


@dataclass(frozen=True)
class CaseState:
    """What explains one case's colour on a day.

    left: working days left (negative: over); by: the number of the rule that turned it; idle: its last progress as
    (stage, day); held: the day its clock stopped; guessed: the due day lies in a year without a calendar; done_word: what
    finishes it.
    """

    colour: str
    due: date | None = None
    done: date | None = None
    left: int | None = None
    guessed: bool = False
    by: int | None = None
    idle: tuple[str, date] | None = None
    held: date | None = None
    done_word: str = "办结"


def reason(case: CaseState, today: date, *, counted: bool = True) -> str:
    """Why a case has its colour on ``today``, in words: dates, days left or over, what stands still.

    ``counted``: with the number of days; without it where ``left_in_words`` stands beside.
    """
    due = _day(case.due, today) if case.due else ""
    if case.done is not None:
        text = f"{_day(case.done, today)}{case.done_word}"
        if not due:
            return f"{text}，缺少期限，无法判定是否按期"
        return f"期限{due}，{text}，{'按期' if case.colour == 'done' else f'逾期{case.done_word}'}"
    if case.by and case.idle:
        stage, since = case.idle
        text = f"{_day(since, today)}{stage or '提出'}后{f' {(today - since).days} 日' if counted else ''}无进展"
        return f"{text}；{f'期限{due}' if due else '缺少期限'}"
    if not due:
        return "缺少期限，无法判定"
    left = f"，{_count(case, today)}" if counted and case.left is not None else ""
    if case.held:
        return f"期限{due}，{_day(case.held, today)}起暂停计时{left}"
    rests = case.left == 0 and case.due is not None and case.due > today
    text = (rest_day_in_words(case.due, today, counted=counted) if rests and case.due else f"期限{due}{left}") + (
        "（暂按周末推算）" if case.guessed and case.left is not None else ""
    )
    return f"{text}，刚刚转好" if case.colour == "yellow" and case.by is None else text


def _count(case: CaseState, today: date) -> str:
    left = case.left or 0
    if case.colour == "red":
        return f"已超 {-left} 个工作日" if left else "已超，其间无工作日"
    return "今日到期" if case.due == today else f"剩 {left} 个工作日"


def rule_in_words(case: CaseState, clock: Clock, palette: Palette) -> str:
    """The rule that gave the colour: ``剩 7 个工作日及以内为黄``."""
    yellow, red = palette.yellow.word, palette.red.word
    if case.colour == "unknown":
        return "缺少期限不判色"
    if case.done is not None:
        return f"期限当日及以前{case.done_word}为按期"
    if case.by:
        return clock.idle[case.by - 1].words(yellow, red)
    if case.colour == "red":
        return f"期限次日起未{case.done_word}为{red}"
    if case.colour == "yellow" and case.by is None:
        return f"由{red}转好，先{yellow} {clock.recovery_workdays} 个工作日"
    return f"剩 {clock.yellow_words}为{yellow}"


def left_in_words(colour: str, left: int | None, *, due_today: bool) -> str:
    """``超 17 日`` / ``剩 3 日`` / ``今日到期`` / ``—``; working days, none of which may be left before a weekend's end."""
    if left is None or colour in ("unknown", "done", "done_late"):
        return "—"
    if left < 0 or (colour == "red" and left == 0):
        return f"超 {-left} 日"
    return "今日到期" if due_today else f"剩 {left} 日"


def rest_day_in_words(due: date, today: date, *, counted: bool = True) -> str:
    """``8月10日（周日）到期，剩 0 个工作日``: what is due on a day off before the next working day."""
    return f"{_day(due, today)}（周{WEEKDAYS[due.weekday()]}）到期{'，剩 0 个工作日' if counted else ''}"


def state_in_words(colour: str, left: int | None, due: date | None, today: date) -> str:
    """``left_in_words`` where there is room to say which day off a case is due on."""
    if colour in ("yellow", "green") and left == 0 and due is not None and due > today:
        return rest_day_in_words(due, today)
    return left_in_words(colour, left, due_today=due == today)


def rated(value: float | None, target: Target) -> str:
    """The colour of a rate against its target; unknown where there is no rate."""
    if value is None or words.missing(value):
        return "unknown"
    if value < target.least:
        return "red"
    return "yellow" if value < target.least + target.margin else "green"


def _day(day: date, today: date) -> str:
    """Without its year where that is today's."""
    return f"{'' if day.year == today.year else f'{day.year}年'}{day.month}月{day.day}日"
