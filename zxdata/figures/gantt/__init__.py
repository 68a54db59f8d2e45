"""Cases on their way, a bar a stage."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot
from zxdata.figures.layout import heights


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
    """Stages of cases. frame: no, name, due (date or None), colour, state (超 21 日 / 剩 4 日), one row a case; where a state may
    be long, also brief: what is said of it where there is room for few words.

    ``phases``: in their order. ``bars``: no, phase (the name of one), since, until (dates). ``marks``: single events: no, day,
    words. ``opens``: what a case is, where a click opens its card (proposal, matter). ``ended``: nothing runs any more,
    so the chart ends with its last bar and today is not drawn. ``signs``: (sign, what it means) of what stands in brief.
    """

    needs: ClassVar = {
        "frame": ("no", "name", "due", "colour", "state"),
        "bars": ("no", "phase", "since", "until"),
        "marks": ("no", "day", "words"),
    }

    bars: pd.DataFrame
    today: date
    phases: tuple[Phase, ...]
    marks: pd.DataFrame | None = None
    opens: str = ""
    ended: bool = False
    signs: tuple[tuple[str, str], ...] = ()


def _nothing_happened(figure: Gantt) -> bool:
    """No bar, no single event, no limit: only names, today and empty lanes."""
    marked = figure.marks is not None and len(figure.marks) > 0
    return not (len(figure.bars) or marked or figure.frame["due"].notna().any())


KIND = Kind(
    record=Gantt,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    advice=Slot(f"{__name__}.words.advice"),
    urgency=1,
    items=Slot("zxdata.figures.items.of_cases"),
    lead=Slot("zxdata.figures.items.to_case"),
    legend=Slot(f"{__name__}.screen.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    grows=True,
    blank=_nothing_happened,
    timeless=True,
    height=lambda figure: heights.of_rows(figure.frame["no"].nunique()),
    weight=lambda figure: 3.0,
    led_by={"opens": "Where a click leads: no file is clicked."},
    left_out={
        "sentences": {
            name: "A sentence tells how cases stand, not how they got there."
            for name in ("bars", "phases", "marks", "today", "ended", "signs")
        },
        "table": {"signs": "There is room for the whole states."},
        **{
            medium: {
                "marks": "A day is too narrow beside months; the table lists them.",
                "signs": "There is room for the whole states.",
            }
            for medium in ("slide", "sheet", "picture")
        },
    },
)
