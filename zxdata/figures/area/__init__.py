"""Stacked areas over days."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, nothing_counted, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Area(Figure):
    """Stacked areas over days. frame: period (ISO day), series, value. ``series``: from the bottom up, colour keys.

    ``days_off``: as in a Trend.
    """

    needs: ClassVar = {"frame": ("period", "series", "value")}

    value_format: str
    series: tuple[str, ...]
    days_off: frozenset[str] = frozenset()


KIND = Kind(
    record=Area,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot("zxdata.figures.items.of_periods"),
    lead=Slot("zxdata.figures.items.to_day"),
    legend=without("Each area is named at its end."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    blank=nothing_counted,
    native=True,
    from_table=("days_off",),
    left_out={"sentences": {"days_off": "A sentence tells the first and the last day."}},
)
