"""Stretches of days, case by case → stacked bars in Excel's day numbers, with unseen bars where nothing was."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from zxdata.figures.grid import Grid, grid_of

EPOCH = date(1899, 12, 30)
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


def lay(
    names: list[str],
    cases: list[list[Stretch]],
    phases: tuple[str, ...],
    colours: dict[str, str],
    today: date | None,
    word: Callable[[str], str] = str,
) -> Spans:
    """Each case's stretches in the order of days; what lies before the first and between two is an unseen bar.
    ``word``: what a phase is called."""
    days = [day for held in cases for _, since, until in held for day in (since, until)]
    first = min(days, default=today or EPOCH)
    seen = {phase for held in cases for phase, *_ in held}
    slots = [_slotted(held, phases) for held in cases]
    reached, series = [EPOCH] * len(cases), []
    for slot in sorted({slot for held in slots for slot in held}):
        phase, time = phases[slot[1]], slot[2]
        gaps, lengths = [], []
        for n, held in enumerate(slots):
            since, until = held.get(slot, (reached[n], reached[n]))
            since = max(since, reached[n])
            gaps.append(float((since - reached[n]).days))
            lengths.append(float(max((until - since).days, 0)))
            reached[n] = max(since, until)
        name = f"{word(phase)}{f'（第 {time} 次）' if time > 1 else ''}"
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
        tuple((word(phase), colours[phase]) for phase in phases if phase in seen),
    )


def _slotted(held: list[Stretch], phases: tuple[str, ...]) -> dict[tuple[int, int, int], tuple[date, date]]:
    """(turn, phase, which time the case goes through it) → days: a phase that comes no later in order than the one
    before it opens a new turn.
    """
    found: dict[tuple[int, int, int], tuple[date, date]] = {}
    turn, at, times = 0, -1, Counter[str]()
    for phase, since, until in sorted(held, key=lambda each: (each[1], phases.index(each[0]))):
        position = phases.index(phase)
        turn, at = turn + (position <= at), position
        times[phase] += 1
        found[turn, position, times[phase]] = (since, until)
    return found


def as_day(value: date) -> date:
    return date(value.year, value.month, value.day)


def _number(day: date) -> int:
    return (day - EPOCH).days


def of_spans(laid_out: Spans) -> Grid:
    """The table of the stacked chart: the stretches in days."""
    columns = {f"s{n}": lengths for n, (_, lengths, _) in enumerate(laid_out.series)}
    heads = ((f"s{n}", name, "integer") for n, (name, _, _) in enumerate(laid_out.series))
    return grid_of(pd.DataFrame({"name": laid_out.names, **columns}), ("name", "名称", "text"), *heads)
