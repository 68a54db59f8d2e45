"""One proposal's clocks, run event by event: when each began, when it stood still, when it stopped, when it was due."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zxdata.rules.calendar import WorkCalendar
from zxdata.rules.procedure import Limit, Procedure, Timed

LEAD = "主办"
EXTENDED = "延期"
SECOND_ROUND = "二次办理"
GIVEN = ("交办", "改派")


@dataclass(frozen=True)
class Happening:
    """One event, in the order they happened. A unit without a role leads."""

    stage: str
    on_day: date
    unit: str | None = None
    role: str | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Run:
    """One run of one clock. ``unit``: whose it is, None for the whole proposal's. ``until`` None: it still runs.

    pauses: the days on which it stood still, as (first, day of resuming or None). from_ledger: the ledger wrote the due date.
    """

    clock: str
    unit: str | None
    role: str | None
    since: date
    until: date | None = None
    due_on: date | None = None
    from_ledger: bool = False
    pauses: tuple[tuple[date, date | None], ...] = ()

    def late(self, today: date) -> bool:
        """Stopped after its due day, or past it and running; on the due day it is in time."""
        return self.due_on is not None and (self.until or today) > self.due_on

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None


def runs(
    events: Iterable[Happening], procedure: Procedure, main: Limit, extended: Limit, calendar: WorkCalendar
) -> tuple[Run, ...]:
    """Every run of every clock. ``main``: the limit of the lead unit's reply; ``extended``: that after 延期."""
    found: list[Run] = []
    first_given: date | None = None
    returned_on: date | None = None
    paused = timedelta()
    for event in events:
        leads = (event.role or LEAD) == LEAD
        if leads and first_given is None and event.stage in GIVEN:
            first_given = event.on_day
        if leads and event.stage == "退办":
            returned_on = event.on_day
        elif leads and event.stage in GIVEN and returned_on is not None:
            paused += (event.on_day - returned_on) * (procedure.returned == "pause")
            returned_on = None
        for clock in procedure.clocks:
            if not (leads if not clock.roles else (event.role or LEAD) in clock.roles):
                continue
            limit: Limit = main if clock.main else clock
            _stop(found, clock, event)
            _hold(found, clock, event)
            _extend(found, clock, event, extended if clock.main else None, calendar)
            if event.stage in clock.starts:
                goes_on = clock.main and procedure.reassigned == "continue"
                due = limit.after(first_given or event.on_day if goes_on else event.on_day, calendar)
                _start(found, clock, event, due + paused if due and goes_on else due)
    return tuple(found)


def _mine(run: Run, clock: Timed, event: Happening) -> bool:
    if run.until is not None or run.clock != clock.name:
        return False
    return not clock.roles or event.unit is None or run.unit is None or run.unit == event.unit


def _stop(found: list[Run], clock: Timed, event: Happening) -> None:
    """A reply counts for the unit that gave it; a new lead unit ends the clock of the one before."""
    taken_over = bool(clock.roles) and clock.roles == (LEAD,) and event.stage in clock.starts
    for n, run in enumerate(found):
        mine = _mine(run, clock, event)
        if (mine and event.stage in clock.stops) or (
            taken_over and run.until is None and run.clock == clock.name and run.unit != event.unit
        ):
            found[n] = replace(run, until=event.on_day)


def _hold(found: list[Run], clock: Timed, event: Happening) -> None:
    for n, run in enumerate(found):
        if not _mine(run, clock, event):
            continue
        if event.stage in clock.resumes and run.paused:
            since = run.pauses[-1][0]
            due = run.due_on
            if due is not None and not run.from_ledger:
                due += event.on_day - since
            found[n] = replace(run, pauses=(*run.pauses[:-1], (since, event.on_day)), due_on=due)
        elif event.stage in clock.holds and not run.paused:
            found[n] = replace(run, pauses=(*run.pauses, (event.on_day, None)))


def _extend(found: list[Run], clock: Timed, event: Happening, extended: Limit | None, calendar: WorkCalendar) -> None:
    if event.stage != EXTENDED or not (clock.roles and clock.awaits_reply):
        return
    for n, run in enumerate(found):
        if _mine(run, clock, event):
            due = event.due_on or (extended.after(run.since, calendar) if extended else run.due_on)
            found[n] = replace(run, due_on=due, from_ledger=event.due_on is not None)


def _start(found: list[Run], clock: Timed, event: Happening, due: date | None) -> None:
    """A clock that runs already is not started again by the same unit, though a new due date is heeded."""
    from_ledger = event.due_on if clock.awaits_reply else None
    for n, run in enumerate(found):
        if _mine(run, clock, event):
            if from_ledger:
                found[n] = replace(run, due_on=from_ledger, from_ledger=True)
            return
    unit, role = (event.unit, event.role or LEAD) if clock.roles else (None, None)
    found.append(
        Run(clock.name, unit, role, event.on_day, due_on=from_ledger or due, from_ledger=from_ledger is not None)
    )
