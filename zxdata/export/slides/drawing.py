"""Which kinds of figure are drawn on a slide; the others are tables."""

from functools import singledispatch
from typing import Any

from zxdata.figures import KINDS, Figure
from zxdata.figures.kind import Box

__all__ = ["Box", "draw", "drawn"]


@singledispatch
def draw(figure: Figure, shapes: Any, box: Box) -> Any:
    """The chart or group of shapes in ``box`` (left, top, width, height in EMU), or None for a kind without one."""
    kind = KINDS.get(type(figure))
    return kind.slide.do(figure, shapes, box) if kind and kind.slide else None


def drawn(figure: Figure) -> bool:
    kind = KINDS.get(type(figure))
    return bool(kind.slide) if kind else draw.dispatch(type(figure)) is not draw.dispatch(Figure)
