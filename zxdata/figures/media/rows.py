"""Rows of names beside what is drawn of each, on a screen."""

from typing import Any

import pandas as pd

from zxdata.figures.media.canvas import Look, Spec, width_of

WALL_ROW = 34


def carried(frame: pd.DataFrame) -> list[Any]:
    """What a bar carries: the number it shows, the values it stands for, else its name."""
    return list(frame[next(name for name in ("metric", "carries", "name") if name in frame)])


def bands(selected: tuple[str, ...], names: list[str], look: Look) -> list[Spec]:
    """A band behind each row that is chosen among its siblings."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": n - 0.5,
            "y1": n + 0.5,
            "layer": "below",
            "fillcolor": look.tokens.hair,
            "opacity": 0.6,
            "line": {"width": 0},
        }
        for n, name in enumerate(names)
        if name in selected
    ]


def room(look: Look) -> int | None:
    """How many rows a wall has room for; a desk scrolls."""
    return max(3, look.height // WALL_ROW) if look.wall and look.height else None


def known(values: pd.Series) -> list[float | None]:
    """What is missing is nothing, not nought."""
    return [None if pd.isna(v) else float(v) for v in values]


def left(names: list[str], look: Look) -> float:
    """The room in px that the names take."""
    return max((width_of(n, look.text) for n in names), default=0) + look.px(10)


def names_axis(look: Look, names: list[str], rows: list[int]) -> Spec:
    """The axis of the names, the first on top."""
    return {
        "tickmode": "array",
        "tickvals": rows,
        "ticktext": names,
        "range": [len(rows) - 0.5, -0.5],
        "tickfont": look.font(look.tokens.t1),
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": look.px(6),
        "tickcolor": "rgba(0,0,0,0)",
        "fixedrange": True,
    }
