"""What had become of a proposal or a supervision matter by a day, told event by event."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import pandas as pd
from chinese_calendar import is_workday

from tests.reference.tables import Row
from zxdata.datasets import PROPOSAL_STAGES

ORDER = {stage: n for n, stage in enumerate(PROPOSAL_STAGES)}
SEVERITY = {"不满意": 3, "基本满意": 2, "满意": 0}


@cache
def months_later(day: date, months: int) -> date:
    later: date = (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
    return later


def works(day: date, overrides: dict[date, bool]) -> bool:
    return overrides[day] if day in overrides else _works_officially(day)


@cache
def _works_officially(day: date) -> bool:
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def colour_of(due: date | None, done: date | None, today: date, overrides: dict[date, bool], yellow: int = 7) -> str:
    if due is None:
        return "unknown"
    if done:
        return "done" if done <= due else "done_late"
    if today > due:
        return "red"
    left = sum(works(today + timedelta(n), overrides) for n in range(1, (due - today).days + 1))
    return "yellow" if left <= yellow else "green"


def local_day(moment: datetime) -> date:
    return moment.date()  # the ledger's type hands moments out in the body's time zone


@dataclass
class Handling:
    """The tenure of one lead unit."""

    unit: str | None
    since: date
    due: date
    replied_on: date | None = None
    outcome: str | None = None
    rated_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)

    @property
    def satisfaction(self) -> str | None:
        return max(self.words.values(), key=lambda w: (SEVERITY.get(w, 1), w), default=None)


def handling(events: list[Row], names: dict[str, str]) -> Handling | None:
    """The tenure in force after ``events``. Who leads is decided by the last word of each day."""
    now: Handling | None = None
    for day, happened in groupby(
        sorted(events, key=lambda e: local_day(e["occurred_at"])), lambda e: local_day(e["occurred_at"])
    ):
        today = sorted(happened, key=lambda e: (ORDER[e["stage"]], e["occurred_at"], names.get(e["unit"] or "", "")))
        orders = [e for e in today if e["stage"] in ("交办", "改派") and _leads(e)]
        if orders:
            unit = next((e["unit"] for e in reversed(orders) if e["unit"]), None)
            if now is None or unit != now.unit:
                now = Handling(unit, day, months_later(day, 3))
        if now:
            _follow(now, day, [e for e in today if _led_by(now, e)])
    return now


def _follow(now: Handling, day: date, events: list[Row]) -> None:
    said: list[tuple[Any, ...]] = []
    for event in events:
        if event["stage"] == "延期":
            due = event["due_on"] or months_later(now.since, 6)
        elif event["stage"] in ("交办", "改派") and _leads(event):
            due = event["due_on"] or (months_later(day, 3) if day == now.since else None)
        else:
            continue
        if due:
            said.append((ORDER[event["stage"]], event["occurred_at"], due))
    if said:
        now.due = max(said)[-1]
    replies = [e for e in events if e["stage"] == "答复"]
    if replies:
        now.replied_on = now.replied_on or day
        told = [(e["occurred_at"], e["result"]) for e in replies if e["result"]]
        now.outcome = max(told)[1] if told else now.outcome
    ratings = [e for e in events if e["stage"] == "评价" and e["result"] not in (None, "未反馈")]
    for event in sorted(ratings, key=lambda e: (e["occurred_at"], SEVERITY.get(e["result"], 1), e["result"])):
        now.words[event["rater"] or ""] = event["result"]
        now.rated_on = now.rated_on or day


def _leads(event: Row) -> bool:
    return event["role"] in (None, "主办")


def _led_by(now: Handling, event: Row) -> bool:
    if event["unit"] and now.unit:
        return bool(event["unit"] == now.unit)
    return _leads(event)


def closed_on(events: list[Row]) -> date | None:
    """销号 of a matter, unless 退回重办 came after it."""
    reopened = max((e["occurred_at"] for e in events if e["stage"] == "退回重办"), default=None)
    closed = [e["occurred_at"] for e in events if e["stage"] == "销号"]
    return min((local_day(at) for at in closed if reopened is None or at > reopened), default=None)
