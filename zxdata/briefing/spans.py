"""Gantt bars and strips of days → stacked bars in Excel's day numbers, with unseen bars where nothing was."""

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from zxdata.briefing.look import series_colour, tokens
from zxdata.figures import COLOURS, Figure, Gantt, Strips

EPOCH = date(1899, 12, 30)
Stretch = tuple[int, int, str]
Series = tuple[str, tuple[float, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Spans:
    """names: one a case; series: (name, days a case, colour a case; "" is unseen); first: the day number to start at."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    first: int


@singledispatch
def spans(figure: Figure) -> Spans:
    raise TypeError(type(figure).__name__)


@spans.register
def _(figure: Gantt) -> Spans:
    """One series a phase."""
    colours = _phase_colours(figure.phases)
    at = {(b.no, b.phase): (_number(b.since), _number(b.until), colours[b.phase]) for b in figure.bars.itertuples()}
    rounds = [(phase, [at.get((no, phase)) for no in figure.frame["no"]]) for phase in figure.phases]
    names = [f"{name}　{state}" for name, state in figure.frame[["name", "state"]].itertuples(index=False)]
    return _laid(names, rounds, figure.today)


@spans.register
def _(figure: Strips) -> Spans:
    """The nth series holds each case's nth stretch, in its own colour."""
    cases: dict[str, list[Stretch]] = {}
    names: dict[str, str] = {}
    for row in figure.frame.itertuples():
        shade = series_colour(row.colour, 0) if row.colour in COLOURS else ""
        cases.setdefault(row.no, []).append((_number(row.since), _number(row.until) + 1, shade))
        names[row.no] = f"{row.name}　{row.state}"
    most = max((len(held) for held in cases.values()), default=0)
    rounds = [(f"第 {n + 1} 段", [held[n] if n < len(held) else None for held in cases.values()]) for n in range(most)]
    return _laid(list(names.values()), rounds, figure.today)


def _laid(names: list[str], rounds: list[tuple[str, list[Stretch | None]]], today: date) -> Spans:
    """What lies before a stretch and after the one before it is an unseen bar of its own."""
    first = min((stretch[0] for _, held in rounds for stretch in held if stretch), default=_number(today))
    reached = [0] * len(names)
    series: list[Series] = []
    for label, held in rounds:
        gaps, lengths = [], []
        for n, stretch in enumerate(held):
            start, end, _ = stretch or (reached[n], reached[n], "")
            start = max(start, reached[n])
            gaps.append(float(start - reached[n]))
            lengths.append(float(max(end - start, 0)))
            reached[n] = max(start, end)
        if any(gaps):
            series.append(("起点" if not series else f"{label}之前", tuple(gaps), ("",) * len(names)))
        series.append((label, tuple(lengths), tuple(stretch[2] if stretch else "" for stretch in held)))
    return Spans(tuple(names), tuple(series), first)


def _phase_colours(phases: tuple[str, ...]) -> dict[str, str]:
    """Quiet to strong; what runs over is red."""
    found = tokens()
    shades = [found["hair"], found["axis"], found["stage"], found["accent"]]
    return {p: found["red"] if "超" in p else shades[min(n, 3)] for n, p in enumerate(phases)}


def _number(day: date) -> int:
    return (date(day.year, day.month, day.day) - EPOCH).days
