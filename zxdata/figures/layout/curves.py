"""Kaplan–Meier curves → the lines of a chart of numbers against numbers: steps, band, limits, medians."""

from dataclasses import dataclass

import pandas as pd

from zxdata.figures.survival import Survival

BAND = (("lower", "95% 下限"), ("upper", "95% 上限"))


@dataclass(frozen=True)
class Line:
    """``role``: curve, band, limit or median; ``series``: its position among the figure's. Days across, shares up.

    ``left``: there is room for its name on that side: it is the least of several medians.
    """

    name: str
    role: str
    series: int
    x: tuple[float, ...]
    y: tuple[float, ...]
    left: bool = False


def curves(figure: Survival) -> tuple[Line, ...]:
    """Of each series its band and its curve, then the limits, then the medians."""
    found = []
    for n, name in enumerate(figure.series):
        rows = figure.frame[figure.frame["series"] == name]
        found += [Line(f"{name} {word}", "band", n, *steps(rows["days"], rows[end])) for end, word in BAND]
        found.append(Line(name, "curve", n, *steps(rows["days"], rows["open_share"])))
    for word, limit in (("期限", figure.limit_days), ("延期后期限", figure.extended_days)):
        if limit is not None and limit == limit:
            found.append(Line(f"{word} {limit:g} 天", "limit", 0, (limit, limit), (0.0, 1.0)))
    medians = {name: float(days) for name, days, _ in figure.medians if days is not None and days == days}
    for name, median in medians.items():
        if name in figure.series:
            said, least = (
                f"{name} 中位 {median:g} 天",
                len(medians) > 1 and name == min(medians, key=lambda n: medians[n]),
            )
            found.append(Line(said, "median", figure.series.index(name), (median,), (0.5,), least))
    return tuple(found)


def steps(days: pd.Series, shares: pd.Series) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """From day 0, when all are open; each point twice, so that a line through them goes in steps."""
    x, y = [0.0], [1.0]
    for day, share in zip(days, shares, strict=True):
        x += [float(day), float(day)]
        y += [y[-1], float(share)]
    return tuple(x), tuple(y)
