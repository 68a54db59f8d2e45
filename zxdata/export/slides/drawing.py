"""Which kinds of figure are drawn on a slide; the others are tables."""

from functools import singledispatch
from typing import Any

from zxdata.figures import Figure

Box = tuple[int, int, int, int]


@singledispatch
def draw(figure: Figure, shapes: Any, box: Box) -> Any:
    """The chart or group of shapes in ``box`` (left, top, width, height in EMU), or None for a kind without one."""
    return None
