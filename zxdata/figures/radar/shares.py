"""How far each value reaches along its spoke, and where that lies in the plane."""

from math import cos, pi, sin

import pandas as pd

from zxdata.figures.radar import Radar


def shares(figure: Radar, column: str) -> list[float]:
    """From 0, the middle, to 1, the end of the spoke; what is missing lies in the middle."""
    frame = figure.frame
    ends = frame["full"].where(frame["full"].notna(), frame[["value", "beside"]].max(axis=1))
    reach = pd.to_numeric(frame[column], errors="coerce").fillna(0) / ends.where(ends > 0, 1)
    return [float(min(max(share, 0), 1)) for share in reach]


def points(reach: list[float]) -> tuple[list[float], list[float]]:
    """x and y of each share on its spoke: the first upwards, the others clockwise."""
    turns = [2 * pi * n / max(len(reach), 1) for n in range(len(reach))]
    x = [share * sin(turn) for share, turn in zip(reach, turns, strict=True)]
    return x, [share * cos(turn) for share, turn in zip(reach, turns, strict=True)]


def closed(reach: list[float]) -> tuple[list[float], list[float]]:
    """The same as a line that comes back to where it began."""
    x, y = points(reach)
    return [*x, *x[:1]], [*y, *y[:1]]
