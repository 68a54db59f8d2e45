"""Which kinds of figure are drawn on matplotlib axes, and how high."""

from functools import singledispatch
from typing import Any

from zxdata.figures import KINDS, Figure
from zxdata.figures.kind import LEAST


@singledispatch
def draw(figure: Figure, axes: Any) -> bool:
    """True where the kind can be drawn."""
    kind = KINDS.get(type(figure))
    if not (kind and kind.picture):
        return False
    kind.picture.do(figure, axes)
    return True


@singledispatch
def height(figure: Figure) -> float:
    """Inches."""
    kind = KINDS.get(type(figure))
    return kind.height(figure) if kind else LEAST
