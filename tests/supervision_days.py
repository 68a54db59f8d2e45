"""Supervision retold day by day in plain Python: the other way to a colour, and random histories to try it on."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import chinese_calendar
from dateutil.relativedelta import relativedelta
from sqlalchemy import Engine

from tests.ledger_rows import put, region, unit
from zxdata.configuration import Settings, load_settings
from zxdata.rules.clock import Clock, Idle, Pause

ONE = timedelta(days=1)
REGIONS = (("500000", "重庆市", "省"), ("500107", "九龙坡区", "区县", "500000"), ("500108", "南岸区", "区县", "500000"))
UNITS = {"U1": "市教育委员会", "U2": "市公安局"}


@dataclass(frozen=True)
class Matter:
    """events: (stage, day) in the order they happened."""

    no: str
    opened: date
    due: date | None
    events: tuple[tuple[str, date], ...] = ()
    region: str = "500107"
    unit: str | None = "U1"


@lru_cache(maxsize=1)
def _counted() -> dict[date, int]:
    """How many working days there have been by the end of each day, 2024 to 2026."""
    days = [date(2024, 1, 1) + n * ONE for n in range(3 * 365 + 1)]
    return dict(zip(days, accumulate(map(chinese_calendar.is_workday, days)), strict=True))


def workdays(after: date, through: date) -> int:
    """Working days after the one day up to and including the other; negative the other way round."""
    return _counted()[through] - _counted()[after]


def days_of(matter: Matter, clock: Clock, last: date) -> Iterator[tuple[date, str]]:
    """The colour on each day since it was raised, walking forward, knowing nothing of the days to come."""
    due, started = matter.due, matter.opened if matter.due else None
    closed = closed_due = held = recovered = None
    shift = 0
    paused: list[tuple[date, date]] = []
    progressed, stage, was_red = matter.opened, "", False
    limit = (due - matter.opened).days if due else 0
    day = matter.opened
    while day <= last:
        reopened = False
        for name, on in matter.events:
            if on == day:
                progressed, stage = day, name
                if name == "交办" and started is None:
                    started, due = day, limit_of(clock, day)
                    limit = (due - day).days
                elif name == "销号" and closed is None:
                    closed = day
                elif name == "退回重办":
                    closed, reopened = None, True
        stands = started is not None and closed is None and any(_stopped(p, matter, day) for p in clock.pauses)
        if held is not None and (reopened or not stands):
            shift += (day - held).days
            paused.append((held, day))
            held = None
        if stands and held is None:
            held = day
        if closed == day:
            closed_due = due + shift * ONE if due else None
        now = held or day
        ends = due + shift * ONE if due else None
        idle_shift = sum(max(0, (e - max(s, progressed)).days) for s, e in paused)
        since = progressed + idle_shift * ONE
        red = (ends is not None and ends < now) or any(_idle(r, stage, since, now, "red") for r in clock.idle)
        if was_red and closed is None and not red:
            recovered = day
        calm = recovered is not None and workdays(recovered, day) < clock.recovery_workdays
        warned = ends is not None and _near(clock, now, ends, limit)
        if closed is not None:
            shade = "unknown" if closed_due is None else "done" if closed <= closed_due else "done_late"
        elif red:
            shade = "red"
        elif warned or calm or any(_idle(r, stage, since, now, "yellow") for r in clock.idle):
            shade = "yellow"
        else:
            shade = "unknown" if ends is None else "green"
        yield day, shade
        was_red = shade == "red"
        day += ONE


def limit_of(clock: Clock, start: date) -> date:
    if clock.limit_days is not None:
        return start + clock.limit_days * ONE
    if clock.limit_workdays is None:
        due: date = start + relativedelta(months=clock.limit_months)
        return due
    return next(d for n in range(1, 4000) if workdays(start, d := start + n * ONE) == clock.limit_workdays)


def _near(clock: Clock, now: date, ends: date, limit: int) -> bool:
    if clock.yellow_share is not None:
        return (ends - now).days <= int(clock.yellow_share * max(0, limit))
    if clock.yellow_days is not None:
        return (ends - now).days <= clock.yellow_days
    return workdays(now, ends) <= clock.yellow_workdays


def _idle(rule: Idle, stage: str, since: date, now: date, colour: str) -> bool:
    if rule.after not in ("", stage or "提出"):
        return False
    days: int | None = getattr(rule, f"{colour}_days")
    working: int | None = getattr(rule, f"{colour}_workdays")
    if days is not None:
        return (now - since).days >= days
    return working is not None and workdays(since, now) >= working


def _stopped(pause: Pause, matter: Matter, day: date) -> bool:
    """The clock stands at the end of the day: from the eve of a dated pause, from the day of a stage."""
    if pause.since and pause.until:
        return pause.since - ONE <= day < pause.until
    begun = [on for name, on in matter.events if name == pause.from_stage and on <= day]
    return any(not [on for name, on in matter.events if name == pause.to_stage and b <= on <= day] for b in begun)


def histories(seed: int, count: int, first: date, last: date) -> list[Matter]:
    """Random matters: with and without due dates, early and late, closed, sent back, left alone, in two districts."""
    dice = random.Random(seed)
    found = []
    for n in range(count):
        opened = first + dice.randrange((last - first).days) * ONE
        due = None if dice.random() < 0.3 else opened + dice.randrange(0, 120) * ONE
        events, day = [], opened
        for stage in ("交办", "签收", "反馈", "整改", "评估", "销号", "退回重办", "整改", "评估", "销号"):
            if dice.random() < 0.12:
                continue
            if dice.random() < 0.12:
                break
            day += dice.randrange(1, 40) * ONE
            events.append((stage, day))
        known = tuple((stage, on) for stage, on in events if on <= last)
        found.append(
            Matter(f"J{n:04}", opened, due, known, dice.choice(["500107", "500108"]), dice.choice(["U1", "U2", None]))
        )
    return found


def write(engine: Engine, matters: Iterable[Matter]) -> None:
    """The matters as an empty ledger's rows, written as any other system may."""
    matters = list(matters)
    put(
        engine,
        regions=[region(code, *rest) for code, *rest in REGIONS],
        units=[unit(no, name) for no, name in UNITS.items()],
        supervisions=[
            {
                "matter_no": m.no,
                "title": f"事项{m.no}",
                "opened_on": m.opened,
                "due_on": m.due,
                "region": m.region,
                "unit": m.unit,
            }
            for m in matters
        ],
        supervision_events=[
            {"matter_no": m.no, "stage": stage, "unit": m.unit, "occurred_at": datetime.combine(on, time(8, minute))}
            for m in matters
            for minute, (stage, on) in enumerate(m.events)
        ],
    )


def settings_for(engine: Engine, folder: Path, today: date, rules: str = "") -> Settings:
    """Settings of an installation on this ledger, with ``rules`` as its rules file (empty: the shipped one)."""
    given = {}
    if rules:
        given["rules"] = folder / "rules.toml"
        given["rules"].write_text(rules, encoding="utf-8")
    url = engine.url.render_as_string(hide_password=False)
    return load_settings(database_url=url, snapshot_dir=folder / "snapshot", today=today, **given)
