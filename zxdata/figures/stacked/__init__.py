"""Amounts as lengths, made up of parts."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, nothing_counted, own_metric
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Stacked(Figure):
    """Stacked horizontal bars. frame: name, series, value. ``series``: order; keys of states take their colour.

    ``dimension``, ``selected`` and ``carries`` in the frame: as of Bars; ``series_dimension``: what a segment is one
    value of ("" for none). ``metrics``: keys of the numbers that the series rest on, where each is one of its own.
    """

    needs: ClassVar = {"frame": ("name", "series", "value")}

    value_format: str
    series: tuple[str, ...]
    dimension: str = ""
    series_dimension: str = ""
    selected: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


KIND = Kind(
    record=Stacked,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=Slot(f"{__name__}.screen.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=Slot(f"{__name__}.sheet.chart"),
    picture=Slot(f"{__name__}.picture.draw"),
    blank=nothing_counted,
    native=True,
    grows=True,
    numbers=lambda figure: (*own_metric(figure), *figure.metrics),
    height=lambda figure: heights.of_rows(figure.frame["name"].nunique()),
    spread=lambda figure: frozenset((figure.dimension, figure.series_dimension)),
    led_by={
        "dimension": "Where a click leads: no file is clicked.",
        "series_dimension": "Where a click leads: no file is clicked.",
        "metrics": "The numbers whose definitions stand behind the figure.",
    },
    screen_only={"selected": "What a reader chose stands among the filters of a file."},
)
