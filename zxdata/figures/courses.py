"""Figures of how things go: over time, stage by stage, case by case."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from zxdata.figures.base import Figure


@dataclass(frozen=True, eq=False, kw_only=True)
class Sankey(Figure):
    """What goes from where to where. frame: source, target, value, kind (forward, return or again).

    ``option``: the option that a click on a band sets to ``source→target`` ("" for none); ``selected``: that value.
    """

    option: str = ""
    selected: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Survival(Figure):
    """Kaplan–Meier curves. frame: series, days, open_share (0..1), lower, upper, at_risk.

    ``medians``: (series, days or None, n). First series is the accent. ``limit_days``: dotted line or None;
    ``extended_days``: the limit after 延期, a second one. ``dimension``: what a series is one value of ("" for none).
    """

    series: tuple[str, ...]
    medians: tuple[tuple[str, float | None, int], ...]
    limit_days: float | None
    extended_days: float | None = None
    dimension: str = ""


@dataclass(frozen=True)
class Phase:
    """A stretch of a case's way by its name; ``over``: what lies beyond the limit."""

    name: str
    over: bool = False


def phases(*names: str, over: str) -> tuple[Phase, ...]:
    """The phases of those names in their order; ``over`` is the one beyond the limit."""
    return tuple(Phase(name, name == over) for name in names)


@dataclass(frozen=True, eq=False, kw_only=True)
class Gantt(Figure):
    """Stages of cases. frame: no, name, due (date or None), colour, state (超 21 日 / 剩 4 日), one row a case.

    ``phases``: in their order. ``bars``: no, phase (the name of one), since, until (dates). ``marks``: single events: no, day,
    words. ``opens``: what a case is, where a click opens its card (proposal, matter). ``ended``: nothing runs any more,
    so the chart ends with its last bar and today is not drawn.
    """

    bars: pd.DataFrame
    today: date
    phases: tuple[Phase, ...]
    marks: pd.DataFrame | None = None
    opens: str = ""
    ended: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Strips(Figure):
    """Cases as bands of days. frame: no, name, state, colour, since, until (its last day); one row a stretch.

    ``marks``: no, day, word — what happened to a case on that day. ``opens``: as of a Gantt.
    """

    marks: pd.DataFrame
    today: date
    opens: str = ""
