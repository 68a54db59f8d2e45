"""Regions shaded by a measure."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Choosable
from zxdata.figures.kind import Kind, Slot, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class RegionMap(Choosable):
    """Regions shaded by a measure. frame: code, name, value, numerator, denominator, red, yellow (counts, may be 0).

    ``shapes``: code → rings, each a sequence of (lon, lat). ``gap``: "low" or "high", the end that needs
    action and gets the strong colour. ``inset``: codes to enlarge; ``labels``: codes to name.
    """

    needs: ClassVar = {"frame": ("code", "name", "value", "numerator", "denominator", "red", "yellow")}

    value_name: str
    value_format: str
    gap: str
    shapes: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    centres: dict[str, tuple[float, float]]
    labels: tuple[str, ...] = ()
    inset: tuple[str, ...] = ()
    inset_title: str = ""


KIND = Kind(
    record=RegionMap,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot("zxdata.figures.items.of_codes"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=Slot(f"{__name__}.screen.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    chosen=Slot(f"{__name__}.choice.chosen"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=without("Excel cannot draw these shapes; the sheet lists every region."),
    picture=Slot(f"{__name__}.picture.draw"),
    height=lambda figure: heights.MAP,
    weight=lambda figure: 5.0,
    spread=lambda figure: frozenset(("district",)),
    screen_only={"labels": "A screen names the exceptions; files have room for all names."},
    left_out={
        "table": {
            **{name: "A table has no shapes." for name in ("shapes", "centres", "inset", "inset_title", "gap")},
            "selected": "A table lists all alike.",
        },
        "sentences": {
            name: "A sentence has no shapes." for name in ("shapes", "centres", "inset", "inset_title", "gap")
        },
    },
)
