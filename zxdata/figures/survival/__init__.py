"""How long things take, open ones included."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, by_dimension, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Survival(Figure):
    """Kaplan–Meier curves. frame: series, days, open_share (0..1), lower, upper, at_risk.

    ``medians``: (series, days or None, n). First series is the accent. ``limit_days``: dotted line or None;
    ``extended_days``: the limit after 延期, a second one. ``dimension``: what a series is one value of ("" for none),
    and ``values``: series → that value, where it is called otherwise.
    """

    needs: ClassVar = {"frame": ("series", "days", "open_share", "lower", "upper", "at_risk")}

    series: tuple[str, ...]
    medians: tuple[tuple[str, float | None, int], ...]
    limit_days: float | None
    extended_days: float | None = None
    dimension: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


KIND = Kind(
    record=Survival,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("Each curve is named at its median."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    native=True,
    timeless=True,
    spread=by_dimension,
    led_by=dict.fromkeys(("dimension", "values"), "Where a click leads: no file is clicked."),
    left_out={"sentences": {"extended_days": "What is open at the limit itself is told."}},
)
