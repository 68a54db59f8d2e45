"""Cases as bands of days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Strips(Figure):
    """Cases as bands of days. frame: no, name, state, colour, since, until (its last day); one row a stretch.

    ``marks``: no, day, word — what happened to a case on that day. ``opens``: as of a Gantt.
    """

    needs: ClassVar = {"frame": ("no", "name", "state", "colour", "since", "until"), "marks": ("no", "day", "word")}

    marks: pd.DataFrame
    today: date
    opens: str = ""


KIND = Kind(
    record=Strips,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot("zxdata.figures.items.of_cases"),
    lead=Slot("zxdata.figures.items.to_case"),
    legend=without("The state of each case stands at its end."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    grows=True,
    height=lambda figure: heights.of_rows(figure.frame["no"].nunique()),
    led_by={"opens": "Where a click leads: no file is clicked."},
    left_out={
        "sentences": {name: "A sentence tells how cases stand today." for name in ("marks", "today")},
        **{
            medium: {"marks": "A day is too narrow beside months; the table lists them."}
            for medium in ("slide", "sheet", "picture")
        },
    },
)
