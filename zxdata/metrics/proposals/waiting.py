"""Proposals that wait for a reply: the rows and bars of a Gantt chart, by time left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.proposals.cases import PROPOSAL, waits
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.calendar import GUESSED, GUESSED_SIGN
from zxdata.rules.colours import left_in_words, state_in_words
from zxdata.snapshot.facts import proposal
from zxdata.store import Reading

OVER = "超期"
PHASES = ("审查立案", "交办签收", "承办", OVER)
OPEN = "proposals.open"
ORDERS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "最急": (proposal.c.due_on.asc().nulls_last(), proposal.c.no),
    "将到期": (proposal.c.due_on.asc().nulls_last(), proposal.c.no),
    "最久": (proposal.c.assigned_on, proposal.c.no),
    "最新": (proposal.c.assigned_on.desc(), proposal.c.no),
}


class WaitingCase(NamedTuple):
    """One proposal that waits. ``left``: working days to its due day, negative beyond it, None without one; ``state``:
    the same in words; ``brief``: where there is room for the number of days alone.
    """

    no: str
    name: str
    unit: str | None
    category: str | None
    assigned_on: date | None
    due: date | None
    left: int | None
    colour: str
    state: str
    brief: str


class Stretch(NamedTuple):
    """One of PHASES of the life of proposal ``no``, to the day on which the next begins."""

    no: str
    phase: str
    since: date
    until: date


@dataclass(frozen=True, eq=False)
class Waiting:
    """Some of the proposals that wait, in their order, and their stretches; ``whole``: how many wait in all."""

    cases: Records[WaitingCase]
    stretches: Records[Stretch]
    whole: int


class _Open(NamedTuple):
    no: str
    name: str
    unit: str | None
    category: str | None
    submitted_on: date
    handed_on: date
    accepted_on: date | None
    assigned_on: date | None
    due: date | None
    due_n: int | None
    colour: str


def listed(reading: Reading, filters: Filters, rules: Rules, order: str, limit: int, skip: int = 0) -> Waiting:
    """``limit`` of them in one of ORDERS, after the first ``skip``."""
    asked = _asked(reading, filters, rules)
    if order == "将到期":
        asked = asked.where(proposal.c.due_on >= filters.as_of)
        whole = int(reading.rows(select(func.count()).select_from(asked.subquery("asked")))[0][0])
    else:
        due = _by_due_day(reading, filters, rules)
        whole = sum(due.values())
        if order == "最急" and (until := _until(due, skip + limit)):
            asked = asked.where(proposal.c.due_on <= until)
    found = reading.records(_Open, asked.order_by(*ORDERS[order]).limit(limit).offset(skip))
    return _waiting(reading, filters.as_of, found.rows, whole)


def _by_due_day(reading: Reading, filters: Filters, rules: Rules) -> dict[str, int]:
    """How many wait by due day, as ISO text or UNFILLED."""
    counted = answer(reading, [metric(OPEN)], ("due",), filters, rules).frame
    return {str(due): int(n) for due, n in zip(counted["due"], counted[OPEN], strict=True)}


def _until(due: Mapping[str, int], first: int) -> date | None:
    """The day by which at least the ``first`` of them fall due; None where fewer have a due day."""
    seen = 0
    for day in sorted(due.keys() - {UNFILLED}):
        seen += due[day]
        if seen >= first:
            return date.fromisoformat(day)
    return None


def _asked(reading: Reading, filters: Filters, rules: Rules) -> Select[Any]:
    at = as_of(reading, filters, rules)
    t = proposal
    return select(
        t.c.no,
        t.c.title.label("name"),
        t.c.unit,
        t.c.category,
        t.c.submitted_on,
        t.c.handed_on,
        t.c.accepted_on,
        t.c.assigned_on,
        t.c.due_on.label("due"),
        t.c.due_n,
        PROPOSAL.dims["colour"](t, at).label("colour"),
    ).where(*conditions(reading, PROPOSAL, t, at, ()), waits(t, at))


def _waiting(reading: Reading, today: date, rows: tuple[_Open, ...], whole: int) -> Waiting:
    cases = tuple(_case(reading, row, today) for row in rows)
    stretches = tuple(stretch for row in rows for stretch in _stretches(row, today))
    return Waiting(Records(WaitingCase, cases), Records(Stretch, stretches), whole)


def _case(reading: Reading, row: _Open, today: date) -> WaitingCase:
    left = None if row.due_n is None else row.due_n - reading.version.on(today).ordinal
    state = state_in_words(row.colour, left, row.due, today)
    brief = left_in_words(row.colour, left, due_today=row.due == today)
    if row.due is not None and reading.version.on(row.due).guessed:
        state, brief = f"{state}（{GUESSED}）", brief + GUESSED_SIGN
    return WaitingCase(
        row.no, row.name, row.unit, row.category, row.assigned_on, row.due, left, row.colour, state, brief
    )


def _stretches(row: _Open, today: date) -> Iterator[Stretch]:
    """Those that take a day at least; the last is what lies beyond the due day."""
    handed, due = row.handed_on, row.due or today
    accepted = row.accepted_on if row.accepted_on and handed <= row.accepted_on <= today else handed
    for phase, since, until in (
        (PHASES[0], row.submitted_on, handed),
        (PHASES[1], handed, accepted),
        (PHASES[2], accepted, max(min(today, due), accepted)),
        (OVER, due, today),
    ):
        if since < until:
            yield Stretch(row.no, phase, since, until)
