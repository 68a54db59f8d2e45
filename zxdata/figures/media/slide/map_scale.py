"""Where a map lies on a slide, and what its parts are called."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from zxdata.figures.kind import Box
from zxdata.figures.layout.cartography import Box as Extent
from zxdata.figures.layout.cartography import Place
from zxdata.figures.media.slide.shapes import Ring, dot, grouped, rectangle, write

LEGEND = Emu(2_300_000)
PITCH = Emu(230_000)
HEAD = Emu(190_000)


@dataclass(frozen=True)
class MapScale:
    """From the map's plane to EMU on the slide."""

    scale: float
    west: float
    north: float
    left: int
    top: int

    @classmethod
    def fitted(cls, box: Box, main: Place, inset: Place | None) -> "MapScale":
        around: list[Extent] = [main.box, *([inset.padded] if inset else [])]
        west, east = min(b[0] for b in around), max(b[1] for b in around)
        south, north = min(b[2] for b in around), max(b[3] for b in around)
        left, top, width, height = box
        head = HEAD if inset else 0
        scale = min(width / (east - west), (height - head) / (north - south))
        return cls(scale, west, north, left + round((width - (east - west) * scale) / 2), top + head)

    def x(self, x: float) -> int:
        return self.left + round((x - self.west) * self.scale)

    def y(self, y: float) -> int:
        return self.top + round((self.north - y) * self.scale)

    def ring(self, ring: Any, place: Place) -> Ring:
        return [(self.x(place.x(lon)), self.y(place.y(lat))) for lon, lat in ring]


@dataclass(frozen=True)
class Key:
    """One line of a legend; without a colour it is a heading, ``round``: a dot."""

    words: str
    colour: str = ""
    round: bool = False
    hollow: bool = False


def draw_legend(shapes: Any, keys: list[Key], box: Box) -> None:
    """Group 图例 in the lower right corner of ``box``."""
    left, top, width, height = box
    x, y = left + width - LEGEND + 250_000, top + height - PITCH * len(keys)
    drawn = []
    for n, key in enumerate(keys):
        here = y + PITCH * n
        inset = 340_000 if key.colour else 0
        if key.colour and key.round:
            fill, edge = ("", key.colour) if key.hollow else (key.colour, "")
            drawn.append(dot(shapes, x + 130_000, here + 100_000, 120_000, fill, key.words, edge=edge))
        elif key.colour:
            drawn.append(rectangle(shapes, (x, here + 25_000, 260_000, 150_000), key.colour, "", key.words))
        place = (x + inset, here, LEGEND - 250_000 - inset, PITCH - 30_000)
        drawn.append(write(shapes, key.words, place, 10, "t2", PP_ALIGN.LEFT))
    grouped(shapes, "图例", drawn)
