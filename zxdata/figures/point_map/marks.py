"""The marks of stations: the shape is the kind, the fill is the state, a cross is what has closed."""

from urllib.parse import quote

from zxdata.figures.items import Swatch
from zxdata.figures.media.canvas import Look, Spec
from zxdata.figures.point_map import PointMap

SHAPES = {
    "●": "<circle cx='32' cy='32' r='21'/>",
    "■": "<rect x='13' y='13' width='38' height='38'/>",
    "◆": "<path d='M32 8 56 32 32 56 8 32Z'/>",
    "▲": "<path d='M32 9 56 51 8 51Z'/>",
    "★": "<path d='M32 6 39 24 58 25 43 37 48 56 32 45 16 56 21 37 6 25 25 24Z'/>",
    "⬢": "<path d='M32 9 52 20.500 52 43.500 32 55 12 43.500 12 20.500Z'/>",
}
HOLLOW = {"●": "○", "■": "□", "◆": "◇", "▲": "△", "★": "☆", "⬢": "⬡"}
CELL = 64
STATES = {"active": 0, "asleep": 1, "closed": 2}


def marks(figure: PointMap) -> list[tuple[str, str]]:
    """Mark and name of each kind on the map, the rest as one."""
    present = set(figure.frame["kind"])
    named = [(shape, kind) for shape, kind in zip(SHAPES, figure.kinds, strict=False) if kind in present]
    return [*named, *([("⬢", "其他")] if present - set(figure.kinds) else [])]


def atlas() -> str:
    """Every shape filled and hollow, and a cross for what is closed, as masks in one picture."""
    drawn = []
    for column, form in enumerate(SHAPES.values()):
        drawn.append(f"<g transform='translate({column * CELL} 0)' fill='#fff'>{form}</g>")
        drawn.append(
            f"<g transform='translate({column * CELL} {CELL})' fill='none' stroke='#fff' stroke-width='8'>{form}</g>"
        )
    cross = f"<path transform='translate(0 {2 * CELL})' d='M16 16 48 48M48 16 16 48' stroke='#fff' stroke-width='8'/>"
    size = f"width='{len(SHAPES) * CELL}' height='{3 * CELL}'"
    return "data:image/svg+xml," + quote(
        f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(drawn)}{cross}</svg>"
    )


def cells() -> Spec:
    """Where in the atlas each mark is: ``●active``, ``●asleep``, …, ``closed``."""
    found = {
        f"{shape}{state}": {"x": column * CELL, "y": row * CELL, "width": CELL, "height": CELL, "mask": True}
        for column, shape in enumerate(SHAPES)
        for state, row in list(STATES.items())[:2]
    }
    return found | {"closed": {"x": 0, "y": 2 * CELL, "width": CELL, "height": CELL, "mask": True}}


def legend(figure: PointMap, look: Look) -> tuple[Swatch, ...]:
    """The marks by name: shape is the kind, fill is the state."""
    kinds = [Swatch(kind, symbol=symbol) for symbol, kind in marks(figure)]
    states = [Swatch("休眠（空心）", symbol=HOLLOW["●"]), Swatch("停用", symbol="×")] if kinds else []
    return (*kinds, *states)
