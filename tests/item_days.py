"""Items of checklists retold day by day in plain Python, and random histories to try it on."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Engine

from tests.ledger_rows import put, region
from tests.supervision_days import ONE, REGIONS, _idle, _near, workdays
from zxdata.rules.clock import Clock

LIMITED, UNLIMITED = "有期限", "无期限"


@dataclass(frozen=True)
class Event:
    stage: str
    day: date
    quantity: float | None = None
    due: date | None = None


@dataclass(frozen=True)
class Item:
    """events: in the order they happened, none before ``since``. One of UNLIMITED has no due date of its own."""

    no: str
    since: date
    due: date | None
    events: tuple[Event, ...] = ()
    target: float | None = None
    qualifier: str | None = None
    checklist: str = LIMITED
    region: str = "500107"
    owner: str | None = "办公厅"


def days_of(item: Item, clock: Clock, last: date) -> Iterator[tuple[date, str]]:
    """The colour on each day since it began, walking forward, knowing nothing of the days to come; days on which it is not
    judged are left out.
    """
    due, done, recovered = item.due, None, None
    sent_back, was_red, total = False, False, 0.0
    progressed, stage, day = item.since, "", item.since
    while day <= last:
        for event in (e for e in item.events if e.day == day):
            progressed, stage = day, event.stage
            total += event.quantity or 0
            if event.stage == "延期" and event.due:
                due = event.due
            elif event.stage == "完成":
                done = done or day
            elif event.stage == "退回":
                done, sent_back = None, True
        if done is None and not sent_back and item.target and not item.qualifier and total >= item.target:
            done = day
        red = (due is not None and due < day) or any(_idle(r, stage, progressed, day, "red") for r in clock.idle)
        if was_red and done is None and not red:
            recovered = day
        calm = recovered is not None and workdays(recovered, day) < clock.recovery_workdays
        if done is not None:
            shade = "unknown" if due is None else "done" if done <= due else "done_late"
        elif red:
            shade = "red"
        elif (
            calm
            or _warned(item, clock, due, day)
            or any(_idle(r, stage, progressed, day, "yellow") for r in clock.idle)
        ):
            shade = "yellow"
        else:
            shade = "unknown" if due is None else "green"
        if item.checklist == LIMITED or due is not None:
            yield day, shade
        was_red = shade == "red"
        day += ONE


def _warned(item: Item, clock: Clock, due: date | None, day: date) -> bool:
    return due is not None and _near(clock, day, due, (due - item.since).days)


def histories(seed: int, count: int, first: date, last: date) -> list[Item]:
    """Random items: with and without limits and targets, put off, sent back, done by a word or by their number."""
    dice = random.Random(seed)
    found = []
    for n in range(count):
        since = first + dice.randrange((last - first).days) * ONE
        checklist = UNLIMITED if dice.random() < 0.2 else LIMITED
        due = None if checklist == UNLIMITED or dice.random() < 0.15 else since + dice.randrange(0, 120) * ONE
        events, day = [], since
        for _ in range(dice.randrange(0, 8)):
            day += dice.randrange(1, 30) * ONE
            stage = dice.choice(("启动", "进展", "进展", "进展", "完成", "退回", "延期"))
            amount = float(dice.randrange(1, 4)) if stage in ("进展", "完成") and dice.random() < 0.7 else None
            moved = day + dice.randrange(0, 60) * ONE if stage == "延期" and dice.random() < 0.8 else None
            events.append(Event(stage, day, amount, moved))
        known = tuple(event for event in events if event.day <= last)
        target = float(dice.randrange(1, 7)) if dice.random() < 0.5 else None
        found.append(
            Item(
                f"S{n:04}",
                since,
                due,
                known,
                target,
                dice.choice((None, None, "余")) if target else None,
                checklist,
                dice.choice(("500107", "500108")),
                dice.choice(("办公厅", "研究室", None)),
            )
        )
    return found


def write(engine: Engine, items: Iterable[Item]) -> None:
    """The items as an empty ledger's rows; a checklist of each kind in each district."""
    items = list(items)
    lists = {(i.checklist, i.region) for i in items}
    put(
        engine,
        regions=[region(code, *rest) for code, *rest in REGIONS],
        checklists=[
            {"checklist_no": f"{kind}{place}", "name": kind, "kind": kind, "region": place} for kind, place in lists
        ],
        checklist_items=[
            {"item_no": i.no, "checklist_no": f"{i.checklist}{i.region}", "title": f"事项{i.no}", "owner": i.owner}
            | {"since": i.since, "due_on": i.due, "target": i.target, "qualifier": i.qualifier}
            for i in items
        ],
        checklist_events=[
            {"item_no": i.no, "stage": e.stage, "occurred_at": datetime.combine(e.day, time(8, n))}
            | {"quantity": e.quantity, "due_on": e.due}
            for i in items
            for n, e in enumerate(i.events)
        ],
    )
