"""Where the map and its enlarged inset lie on a sheet, whatever paints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

Box = tuple[float, float, float, float]
Rings = tuple[tuple[tuple[float, float], ...], ...]
Shapes = dict[str, Rings]
Areas = dict[str, NDArray[np.object_]]
SHARES = (0.54, 0.48, 0.42, 0.36)
PAD = 0.06
STEPS = 44
NORTH_WEST = 0.03


@dataclass(frozen=True)
class Place:
    """A mapping from lon/lat to the sheet; ``box`` is west, east, south, north there."""

    stretch: float
    factor: float
    shift: tuple[float, float]
    box: Box

    def x(self, lon: float) -> float:
        return lon * self.stretch * self.factor + self.shift[0]

    def y(self, lat: float) -> float:
        return lat * self.factor + self.shift[1]

    def lon(self, x: float) -> float:
        return (x - self.shift[0]) / (self.stretch * self.factor)

    def lat(self, y: float) -> float:
        return (y - self.shift[1]) / self.factor

    @property
    def height(self) -> float:
        return self.box[3] - self.box[2]

    @property
    def padded(self) -> Box:
        pad = self.height * 0.04
        west, east, south, north = self.box
        return west - pad, east + pad, south - pad, north + pad

    def source(self, main: "Place") -> Box:
        """The frame of this inset, where it lies on the main map."""
        west, east, south, north = self.padded
        back = main.factor / self.factor
        return (
            (west - self.shift[0]) * back + main.shift[0],
            (east - self.shift[0]) * back + main.shift[0],
            (south - self.shift[1]) * back + main.shift[1],
            (north - self.shift[1]) * back + main.shift[1],
        )


def places(shapes: Shapes, inset: Sequence[str], aspect: float = 1.5) -> tuple[Place, Place | None]:
    """The main map in its own degrees and, where asked for, an inset beside it.

    The inset goes where no border crosses it and both together are drawn largest on a sheet of ``aspect``
    (width ÷ height), towards the north-west where that is open; it shrinks where that lets the whole grow more.
    """
    return _placed(tuple(shapes.items()), tuple(inset), aspect)


@lru_cache(maxsize=64)
def _placed(drawn: tuple[tuple[str, Rings], ...], inset: tuple[str, ...], aspect: float) -> tuple[Place, Place | None]:
    """Sought once for the same shapes: they stay while numbers and the chosen region change."""
    shapes = dict(drawn)
    wide = stretch(shapes)
    main_box = _box(shapes, list(shapes), wide)
    main = Place(wide, 1.0, (0.0, 0.0), main_box)
    inner = [code for code in inset if code in shapes]
    if not inner:
        return main, None
    west, east, south, north = _box(shapes, inner, wide)
    points = np.array([(lon * wide, lat) for rings in shapes.values() for ring in rings for lon, lat in ring])
    tried = []
    for share in SHARES:
        factor = main.height * share / ((north - south) or 1)
        need, box = _open_spot(points, main_box, (east - west) * factor, main.height * share, aspect)
        tried.append((need / share**0.5, factor, box))
    _, factor, box = min(tried)
    return main, Place(wide, factor, (box[0] - west * factor, box[2] - south * factor), box)


def stretch(shapes: Shapes) -> float:
    """A degree of longitude in degrees of latitude, at the middle of the region."""
    latitudes = [lat for rings in shapes.values() for ring in rings[:1] for _, lat in ring[:1]]
    return cos(radians(sum(latitudes) / len(latitudes))) if latitudes else 1.0


def areas(shapes: Shapes) -> Areas:
    """Region → its rings as areas, made ready to be asked which points they hold."""
    found = {code: np.array([Polygon(ring) for ring in rings], dtype=object) for code, rings in shapes.items()}
    for rings in found.values():
        shapely.prepare(rings)
    return found


def region_at(areas: Areas, lon: float, lat: float, among: Sequence[str] | None = None) -> str:
    """The region (of ``among``, else of all) in whose shape a point lies; empty beyond them all. A hole is a ring in a
    ring: what an even number of them holds lies outside.
    """
    for code in areas if among is None else among:
        if code in areas and np.count_nonzero(shapely.contains_xy(areas[code], lon, lat)) % 2:
            return code
    return ""


def _open_spot(points: NDArray[np.float64], main: Box, width: float, height: float, aspect: float) -> tuple[float, Box]:
    """Where an inset of that size lies best, and how wide a sheet it then takes."""
    west, east, south, north = main
    pad = height * PAD
    aside = (west - width - 2 * pad, west - 2 * pad, north - height, north)
    best = (max(east - aside[0], (north - south) * aspect) * 2, aside)
    for x in np.linspace(west - width - 2 * pad, east + 2 * pad, STEPS):
        beside = np.sort(points[(points[:, 0] > x - pad) & (points[:, 0] < x + width + pad), 1])
        for y in np.linspace(north - height * 0.9, south, STEPS // 2):
            box = (float(x), float(x) + width, float(y), float(y) + height)
            if np.searchsorted(beside, box[2] - pad, "right") < np.searchsorted(beside, box[3] + 3 * pad, "left"):
                continue  # a border crosses it
            wide = max(east, box[1] + pad) - min(west, box[0] - pad)
            high = max(north, box[3] + 3 * pad) - min(south, box[2] - pad)
            away = (box[0] - west) / width + (north - box[3]) / height
            best = min(best, (max(wide, high * aspect) * (1 + NORTH_WEST * away), box))
    return best


def _box(shapes: Shapes, codes: Sequence[str], stretch: float) -> Box:
    x = [lon * stretch for code in codes for ring in shapes[code] for lon, _ in ring]
    y = [lat for code in codes for ring in shapes[code] for _, lat in ring]
    return (min(x), max(x), min(y), max(y)) if x else (0.0, 1.0, 0.0, 1.0)
