"""What lies under a name on a map, and in which ink the name can be read there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from zxdata.figures.layout.cartography import Areas, Box, Place, areas, region_at
from zxdata.figures.layout.shading import classes
from zxdata.figures.palette import Tokens, contrast
from zxdata.figures.region_map import RegionMap

READABLE = 4.5
OUTLINED = {"dark": 9.0, "light": 4.0}  # from this contrast on a name may carry its shade past the border


@dataclass(frozen=True)
class Ink:
    """The colour of a name and its halo, a CSS shadow; a name that lies on one shade needs none."""

    colour: str
    shadow: str


@dataclass(frozen=True)
class ShadedMap:
    """The sheet's shades: the main map, and the inset over it."""

    figure: RegionMap
    shades: Mapping[str, str]
    main: Place
    inset: Place | None
    tokens: Tokens

    def centre(self, code: str) -> tuple[float, float]:
        """Where a region's counts and name belong on the sheet: in the inset, if that shows it."""
        place = self.inset if self.inset is not None and code in self.figure.inset else self.main
        lon, lat = self.figure.centres[code]
        return place.x(lon), place.y(lat)

    def frame_of(self, code: str) -> Box | None:
        """The frame of the inset, if that shows the region."""
        return self.inset.padded if self.inset is not None and code in self.figure.inset else None

    @cached_property
    def areas(self) -> Areas:
        return areas(self.figure.shapes)

    def shade(self, x: float, y: float, likely: str = "") -> str:
        """The colour at a point of the sheet; the ``likely`` region is looked at first."""
        on_inset = self.inset is not None and _within(self.inset.padded, x, y)
        place = self.inset if on_inset and self.inset is not None else self.main
        drawn = self.figure.inset if on_inset else self.figure.shapes
        among = (likely, *drawn) if likely in drawn else tuple(drawn)
        code = region_at(self.areas, place.lon(x), place.lat(y), among)
        return self.shades.get(code, self.tokens.bg)

    def ink(self, code: str, box: Box, reach: int) -> Ink:
        """Dark on light shades and light on dark ones; where the name of a region crosses both, a halo of ``reach`` px
        in the shade that it mostly stands on."""
        west, east, south, north = box
        parts = (0.06, 0.28, 0.5, 0.72, 0.94)
        across = [self.shade(west + (east - west) * part, (south + north) / 2, code) for part in parts]
        inks = (self.tokens.t1, self.tokens.bg)
        for ink in inks:
            if all(contrast(ink, shade) >= READABLE for shade in across):
                return Ink(ink, "none")
        shade_below = max(across, key=lambda shade: (across.count(shade), contrast(shade, self.tokens.bg)))
        if contrast(self.tokens.bg, shade_below) >= OUTLINED[self.tokens.name]:
            return Ink(self.tokens.bg, _halo(shade_below, reach))
        return Ink(self.tokens.t1, _halo(self.tokens.bg, reach))


def shades(figure: RegionMap, tokens: Tokens) -> dict[str, str]:
    """Region → colour; what has no value keeps the page's."""
    steps = classes(figure)
    values = dict(zip(figure.frame["code"], figure.frame["value"], strict=True))
    return {
        code: tokens.ramp[steps.step(float(values[code]))] if pd.notna(values.get(code)) else tokens.bg
        for code in figure.shapes
    }


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[1] and box[2] <= y <= box[3]


def _halo(colour: str, reach: int) -> str:
    around = [(dx, dy) for dx in (-reach, 0, reach) for dy in (-reach, 0, reach) if dx or dy]
    return ", ".join(f"{dx}px {dy}px 1px {colour}" for dx, dy in around)
