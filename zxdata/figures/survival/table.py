"""The table behind survival curves."""

import pandas as pd

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.layout.curves import curves
from zxdata.figures.survival import Survival


def table(figure: Survival) -> Grid:
    """Beside the estimates, the lines of a chart."""
    lines = curves(figure)
    points = {f"{end}{n}": getattr(line, end) for n, line in enumerate(lines) for end in ("x", "y")}
    heads = (
        (f"{end}{n}", header, kind)
        for n, line in enumerate(lines)
        for end, header, kind in (("x", f"{line.name} 天", "integer"), ("y", line.name, "percent"))
    )
    aside = grid_of(pd.DataFrame({name: pd.Series(held, dtype=float) for name, held in points.items()}), *heads)
    return grid_of(
        figure.frame,
        ("series", "组", "text"),
        ("days", "天", "integer"),
        ("open_share", "未完成", "percent"),
        ("lower", "95% 下限", "percent"),
        ("upper", "95% 上限", "percent"),
        ("at_risk", "在险件数", "integer"),
        aside=aside,
    )
