"""Figures that lie on the ground."""

from dataclasses import dataclass

import pandas as pd

from zxdata.figures.base import Choosable, Figure


@dataclass(frozen=True, eq=False, kw_only=True)
class RegionMap(Choosable):
    """Regions shaded by a measure. frame: code, name, value, numerator, denominator, red, yellow (counts, may be 0).

    ``shapes``: code → rings, each a sequence of (lon, lat). ``gap``: "low" or "high", the end that needs
    action and gets the strong colour. ``inset``: codes to enlarge; ``labels``: codes to name.
    """

    value_name: str
    value_format: str
    gap: str
    shapes: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    centres: dict[str, tuple[float, float]]
    labels: tuple[str, ...] = ()
    inset: tuple[str, ...] = ()
    inset_title: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class PointMap(Figure):
    """Places on the ground, WGS84 degrees. frame: no, name, kind, state (active, asleep, closed), lon, lat, about.

    ``about`` everywhere: lines for the pointer, the name first. kinds: the kinds that have a mark of their own.
    density: lon, lat, count, a cell a row, where there are too many stations to mark each (the frame is empty then).
    towns: code, name, state (met, unmet, unknown), lon, lat, about. sites: rank, code, name, lon, lat, about.
    circles: lon, lat, the middles of circles of ``radius_km``. outlines: code → rings, ``chosen`` among them stand out.
    selected: no of the station whose card is open.
    """

    kinds: tuple[str, ...]
    density: pd.DataFrame
    towns: pd.DataFrame
    sites: pd.DataFrame
    circles: pd.DataFrame
    radius_km: float
    outlines: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    chosen: tuple[str, ...] = ()
    selected: str = ""
