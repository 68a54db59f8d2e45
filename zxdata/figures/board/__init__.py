"""Cases by colour."""

from dataclasses import dataclass, field
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, own_metric, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Board(Figure):
    """Cases by colour. frame: colour, no, name, region, days (超 17 日 / 剩 3 日 / —), reason (without what ``days``
    say), sorted by urgency.

    ``counts``: colour → all cases of it (the frame may hold only the first few of each).
    ``changes``: colour → change since ``compared_with`` or absent. ``opens``: what a case is, where a click opens its
    card; ``metrics``: colour → key of the number that counts it.
    """

    needs: ClassVar = {"frame": ("colour", "no", "name", "region", "reason", "days")}

    counts: dict[str, int]
    opens: str = ""
    metrics: dict[str, str] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    compared_with: str = ""


KIND = Kind(
    record=Board,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    advice=Slot(f"{__name__}.words.advice"),
    urgency=1,
    items=without("Its cases are buttons already."),
    lead=Slot("zxdata.figures.items.to_case"),
    legend=without("Each column of cases bears the name of its colour."),
    screen=without("Lists of cases are laid out by the page itself."),
    slide=without("Lists of cases are tables."),
    sheet=without("Lists of cases are tables."),
    picture=without("Lists of cases are tables."),
    surface="board",
    weight=lambda figure: 5.0,
    numbers=lambda figure: (*own_metric(figure), *figure.metrics.values()),
    led_by={
        "opens": "Where a click leads: no file is clicked.",
        "metrics": "The numbers whose definitions stand behind the figure.",
    },
)
