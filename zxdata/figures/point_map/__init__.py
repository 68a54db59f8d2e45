"""Places on the ground."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class PointMap(Figure):
    """Places on the ground, WGS84 degrees. frame: no, name, kind, state (active, asleep, closed), lon, lat, about.

    ``about`` everywhere: lines for the pointer, the name first. kinds: the kinds that have a mark of their own.
    density: lon, lat, count, a cell a row, where there are too many stations to mark each (the frame is empty then).
    towns: code, name, state (met, unmet, unknown), lon, lat, about. sites: rank, code, name, lon, lat, about.
    circles: lon, lat, the middles of circles of ``radius_km``. outlines: code → rings, ``chosen`` among them stand out.
    selected: no of the station whose card is open.
    """

    needs: ClassVar = {
        "frame": ("no", "name", "kind", "state", "lon", "lat", "about"),
        "density": ("lon", "lat", "count"),
        "towns": ("code", "name", "state", "lon", "lat", "about"),
        "sites": ("rank", "code", "name", "lon", "lat", "about"),
        "circles": ("lon", "lat"),
    }

    kinds: tuple[str, ...]
    density: pd.DataFrame
    towns: pd.DataFrame
    sites: pd.DataFrame
    circles: pd.DataFrame
    radius_km: float
    outlines: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    chosen: tuple[str, ...] = ()
    selected: str = ""


KIND = Kind(
    record=PointMap,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=Slot(f"{__name__}.marks.legend"),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=without("Excel cannot draw these shapes; the sheet lists every place."),
    picture=Slot(f"{__name__}.picture.draw"),
    surface="deck",
    height=lambda figure: heights.MAP,
    blank=lambda figure: not any(len(part) for part in (figure.frame, figure.density, figure.towns, figure.sites)),
    screen_only={
        "kinds": "A file tells states apart, not kinds; the table names them.",
        "selected": "What a reader chose stands among the filters of a file.",
    },
    left_out={
        "table": {
            name: "A table lists places, not the ground."
            for name in ("outlines", "chosen", "circles", "radius_km", "towns")
        },
        "sentences": {
            name: "A sentence counts places, not the ground." for name in ("outlines", "chosen", "circles", "radius_km")
        },
    },
)
