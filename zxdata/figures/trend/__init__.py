"""Lines over periods."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, no_values, own_metric, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Trend(Figure):
    """Lines over periods. frame: period (text in order), series, value, complete (bool).

    The first name of ``series`` is the accent; at most four. ``periods`` label the axis. ``days_off``: which of them
    are days on which nobody works, lightly shaded. ``metrics``: keys of the numbers that the series are.
    """

    needs: ClassVar = {"frame": ("period", "series", "value", "complete")}

    value_format: str
    series: tuple[str, ...]
    step: bool = False
    days_off: frozenset[str] = frozenset()
    metrics: tuple[str, ...] = ()


KIND = Kind(
    record=Trend,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot("zxdata.figures.items.of_periods"),
    lead=Slot("zxdata.figures.items.to_day"),
    legend=without("Each line is named at its end."),
    screen=Slot(f"{__name__}.screen.paint"),
    remarks=Slot(f"{__name__}.remarks.remarks"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    blank=no_values,
    native=True,
    timeless=True,
    numbers=lambda figure: (*own_metric(figure), *figure.metrics),
    led_by={"metrics": "The numbers whose definitions stand behind the figure."},
    from_table=("days_off",),
    left_out={"sentences": {"days_off": "A sentence tells whole periods.", "step": "The numbers are the same."}},
)
