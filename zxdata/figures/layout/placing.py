"""Where words may stand, so that none covers another."""

from collections.abc import Iterable

from zxdata.figures.layout.cartography import Box

# fmt: off
SIDES = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1),
         "top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1)}
# fmt: on


def hit(box: Box, others: Iterable[Box]) -> bool:
    """Whether a box (west, east, south, north) lies over one of the others."""
    return any(box[0] < o[1] and o[0] < box[1] and box[2] < o[3] and o[2] < box[3] for o in others)


def within(box: Box, edge: Box) -> bool:
    return box[0] >= edge[0] and box[1] <= edge[1] and box[2] >= edge[2] and box[3] <= edge[3]


def around(x: float, y: float, reach: float) -> Box:
    return x - reach, x + reach, y - reach, y + reach


def beside(x: float, y: float, side: str, wide: float, high: float, off: float) -> Box:
    """The box of a text on a side of a mark of radius ``off``, as Plotly sets it."""
    dx, dy = SIDES[side]
    left = x + (off if dx > 0 else -off - wide if dx < 0 else -wide / 2)
    low = y + (off if dy > 0 else -off - high if dy < 0 else -high / 2)
    return left, left + wide, low, low + high
