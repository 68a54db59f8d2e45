"""Gantt bars and strips of days → stacked bars in Excel's day numbers, with unseen bars where nothing was."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import singledispatch
from typing import Any

from zxdata.figures.base import Figure
from zxdata.figures.courses import Gantt, Phase, Strips
from zxdata.figures.palette import COLOURS, tokens

EPOCH = date(1899, 12, 30)
LIMIT = "期限"
DAY = timedelta(days=1)
Stretch = tuple[str, date, date]  # phase, since, until (the day after its last)
Series = tuple[str, tuple[float, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Spans:
    """names: one a case; series: (name, days a case, colour a case; "" is unseen).

    first, last: the day numbers that the axis begins and ends at; today: that of today, None where nothing runs;
    legend: what the colours stand for.
    """

    names: tuple[str, ...]
    series: tuple[Series, ...]
    first: int
    last: int
    today: int | None
    legend: tuple[tuple[str, str], ...]


@singledispatch
def spans(figure: Figure) -> Spans:
    raise TypeError(type(figure).__name__)


@spans.register
def _(figure: Gantt) -> Spans:
    """A series a phase, one more each time that cases go through it again. The day of the limit is a phase of its own.

    What runs over begins the day after.
    """
    phases = _with_limit(figure.phases)
    cases = []
    for row in figure.frame.itertuples():
        bars = figure.bars[figure.bars["no"] == row.no]
        held = [(b.phase, _day(b.since), _day(b.until)) for b in bars.itertuples()]
        cases.append(_marked(held, _day(row.due) if _is_day(row.due) else None))
    names = [f"{name}　{state}".strip() for name, state in figure.frame[["name", "state"]].itertuples(index=False)]
    today = None if figure.ended else figure.today
    return _laid(names, cases, tuple(phase.name for phase in phases), _phase_colours(phases), today)


@spans.register
def _(figure: Strips) -> Spans:
    """A series a colour from quiet to urgent, one more each time that cases come back to it."""
    cases: dict[str, list[Stretch]] = {}
    names: dict[str, str] = {}
    for row in figure.frame.itertuples():
        held = cases.setdefault(row.no, [])
        if row.colour in COLOURS:
            held.append((row.colour, _day(row.since), _day(row.until) + DAY))
        names[row.no] = f"{row.name}　{row.state}"
    states = tuple(state for state in reversed([*COLOURS]) if (figure.frame["colour"] == state).any())
    colours = {state: tokens().series(state, 0) for state in states}
    return _laid(list(names.values()), list(cases.values()), states, colours, figure.today)


def _marked(held: list[Stretch], due: date | None) -> list[Stretch]:
    """The stretches with the day of the limit cut out of them."""
    if due is None:
        return held
    found: list[Stretch] = [(LIMIT, due, due + DAY)]
    for phase, since, until in held:
        parts = ((since, min(until, due)), (max(since, due + DAY), until))
        found += [(phase, start, end) for start, end in parts if start < end]
    return found


def _laid(
    names: list[str], cases: list[list[Stretch]], phases: tuple[str, ...], colours: dict[str, str], today: date | None
) -> Spans:
    """Each case's stretches in the order of days; what lies before the first and between two is an unseen bar."""
    days = [day for held in cases for _, since, until in held for day in (since, until)]
    first = min(days, default=today or EPOCH)
    seen = {phase for held in cases for phase, *_ in held}
    slots = [_slotted(held, phases) for held in cases]
    reached, series = [EPOCH] * len(cases), []
    for slot in sorted({slot for held in slots for slot in held}):
        turn, phase = slot[0], phases[slot[1]]
        gaps, lengths = [], []
        for n, held in enumerate(slots):
            since, until = held.get(slot, (reached[n], reached[n]))
            since = max(since, reached[n])
            gaps.append(float((since - reached[n]).days))
            lengths.append(float(max((until - since).days, 0)))
            reached[n] = max(since, until)
        name = f"{_word(phase)}{f'（第 {turn + 1} 轮）' if turn else ''}"
        if any(gaps):
            series.append((f"{name}之前", tuple(gaps), ("",) * len(cases)))
        series.append((name, tuple(lengths), tuple(colours[phase] if length else "" for length in lengths)))
    last = max([*days, *([today] if today else [])], default=first) + 2 * DAY
    return Spans(
        tuple(names),
        tuple(series),
        _number(first),
        _number(last),
        _number(today) if today else None,
        tuple((_word(phase), colours[phase]) for phase in phases if phase in seen),
    )


def _slotted(held: list[Stretch], phases: tuple[str, ...]) -> dict[tuple[int, int], tuple[date, date]]:
    """(turn, phase) → days: a phase that comes no later in order than the one before it opens a new turn."""
    found: dict[tuple[int, int], tuple[date, date]] = {}
    turn, at = 0, -1
    for phase, since, until in sorted(held, key=lambda each: (each[1], phases.index(each[0]))):
        position = phases.index(phase)
        turn, at = turn + (position <= at), position
        found[turn, position] = (since, until)
    return found


def _with_limit(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    at = next((n for n, phase in enumerate(phases) if phase.over), len(phases))
    return (*phases[:at], Phase(LIMIT), *phases[at:])


def _phase_colours(phases: tuple[Phase, ...]) -> dict[str, str]:
    """Quiet to strong; what runs over is red, the limit is ink."""
    found = tokens()
    own = {LIMIT: found.t1} | {phase.name: found.red for phase in phases if phase.over}
    quiet = (phase.name for phase in phases if phase.name not in own)
    shades = (found.hair, found.axis, found.stage, found.accent)
    return {phase: shades[min(n, 3)] for n, phase in enumerate(quiet)} | own


def _word(phase: str) -> str:
    return COLOURS[phase][1] if phase in COLOURS else phase


def _is_day(value: Any) -> bool:
    return value is not None and value == value


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)


def _number(day: date) -> int:
    return (day - EPOCH).days
