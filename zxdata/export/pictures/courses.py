"""Pictures of figures of how things go."""

from collections.abc import Iterable
from typing import Any

import matplotlib.dates as days
import numpy as np
from matplotlib.patches import Polygon, Rectangle

from zxdata import words
from zxdata.export.curves import curves
from zxdata.export.grid import grid
from zxdata.export.look import series_colour, tokens
from zxdata.export.pictures.axes import LEAST, draw, height, legend, names_across, names_down, numbers, of_rows, told
from zxdata.export.ribbons import NODE, ribbons
from zxdata.export.spans import EPOCH, spans
from zxdata.figures import COLOURS, Area, Gantt, Sankey, Strips, Survival, Trend, Waterfall

PERIODS_NAMED, DAYS_NAMED = 12, 7


@height.register(Gantt)
@height.register(Strips)
def _(figure: Gantt | Strips) -> float:
    return of_rows(figure.frame["no"].nunique())


@height.register
def _(figure: Sankey) -> float:
    return LEAST * 1.3


@draw.register
def _(figure: Trend, axes: Any) -> bool:
    """A period not over yet is dotted."""
    rows = grid(figure).frame
    whole = rows["complete"].astype(bool)
    for n, name in enumerate(figure.series):
        values = rows[f"s{n}"].astype(float)
        label, colour = COLOURS[name][1] if name in COLOURS else name, series_colour(name, n)
        how = {"drawstyle": "steps-mid"} if figure.step else {}
        axes.plot(rows.index, values.where(whole), color=colour, linewidth=1.8 if n == 0 else 1.2, label=label, **how)
        if not whole.iloc[-1] and len(rows) > 1:
            axes.plot(rows.index[-2:], values.iloc[-2:], color=colour, linewidth=1.2, linestyle=":")
    _rests(axes, rows["period"], figure.days_off)
    _over_time(axes, rows["period"], figure.value_format)
    return True


@draw.register
def _(figure: Area, axes: Any) -> bool:
    rows = grid(figure).frame
    values = [rows[f"s{n}"].astype(float).fillna(0) for n in range(len(figure.series))]
    axes.stackplot(
        rows.index,
        *values,
        colors=[series_colour(s, n) for n, s in enumerate(figure.series)],
        labels=[COLOURS[s][1] for s in figure.series],
    )
    _rests(axes, rows["period"], figure.days_off)
    _over_time(axes, rows["period"], figure.value_format)
    return True


def _rests(axes: Any, periods: Iterable[str], days_off: frozenset[str]) -> None:
    for at, period in enumerate(periods):
        if period in days_off:
            axes.axvspan(at - 0.5, at + 0.5, color=tokens()["hair"], alpha=0.4, linewidth=0, zorder=0)


def _over_time(axes: Any, periods: Any, value_format: str) -> None:
    long = max((len(str(period)) for period in periods), default=0) > len("2026-09")
    names_across(axes, periods, DAYS_NAMED if long else PERIODS_NAMED)
    numbers(axes.yaxis, value_format)
    axes.set_ylim(bottom=0)
    legend(axes)


@draw.register
def _(figure: Waterfall, axes: Any) -> bool:
    rows = grid(figure).aside
    assert rows is not None
    frame = rows.frame.astype({name: float for name in ("below", "whole", "rise", "fall")}).fillna(0)
    x = np.arange(len(frame))
    axes.bar(x, frame["whole"], width=0.7, color=tokens()["accent"])
    axes.bar(x, frame["rise"] + frame["fall"], bottom=frame["below"], width=0.7, color=tokens()["stage"])
    for at, (value, top) in enumerate(zip(figure.frame["value"], frame.sum(axis=1, numeric_only=True), strict=True)):
        if value == value:
            told(axes, words.number(value, figure.value_format), (at, top), (0, 2), ha="center", va="bottom")
    names_across(axes, frame["name"], len(frame))
    axes.yaxis.set_visible(False)
    return True


@draw.register
def _(figure: Survival, axes: Any) -> bool:
    """Steps in their band; limits dotted, medians as named dots."""
    lines = curves(figure)
    for each in lines:
        colour = series_colour(figure.series[each.series], each.series)
        if each.role == "curve":
            width = 1.8 if each.series == 0 else 1.2
            axes.plot(each.x, each.y, color=colour, linewidth=width, label=each.name)
        elif each.role == "limit":
            axes.plot(each.x, each.y, color=tokens()["t2"], linestyle=":", linewidth=1, label=each.name)
        elif each.role == "median":
            axes.plot(each.x, each.y, "o", color=colour, markersize=4)
            shift, side = (-5, "right") if each.left else (5, "left")
            told(axes, each.name, (each.x[0], each.y[0]), (shift, 0), ha=side)
    bands = [each for each in lines if each.role == "band"]
    for lower, upper in zip(bands[::2], bands[1::2], strict=True):
        colour = series_colour(figure.series[lower.series], lower.series)
        axes.fill_between(lower.x, lower.y, upper.y, color=colour, alpha=0.15, linewidth=0)
    axes.set_xlim(left=0)
    axes.set_xlabel("天")
    numbers(axes.yaxis, "percent")
    legend(axes)
    return True


@draw.register(Gantt)
@draw.register(Strips)
def _(figure: Gantt | Strips, axes: Any) -> bool:
    laid, shift = spans(figure), days.date2num(EPOCH)
    left = np.full(len(laid.names), shift)
    for _, lengths, colours in laid.series:
        axes.barh(np.arange(len(laid.names)), lengths, left=left, height=0.62, color=[c or "none" for c in colours])
        left += np.array(lengths)
    for name, colour in laid.legend:
        axes.barh([0], [0], left=[laid.first + shift], color=colour, label=name)
    if laid.today is not None:
        axes.axvline(
            laid.today + shift,
            color=tokens()["t2"],
            linestyle="--",
            linewidth=0.8,
            label=f"今日 {words.short_day(figure.today)}",
        )
    names_down(axes, laid.names)
    axes.set_xlim(laid.first + shift - 1, laid.last + shift)
    axes.xaxis.set_major_locator(days.AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(lambda at, _: words.short_day(days.num2date(at)))
    legend(axes)
    return True


@draw.register
def _(figure: Sankey, axes: Any) -> bool:
    """What goes back or round again stands out."""
    laid = ribbons(figure)
    for ribbon in laid.ribbons:
        colour, share = (tokens()["t3"], 0.35) if ribbon.kind == "forward" else (tokens()["accent"], 0.8)
        axes.add_patch(Polygon(ribbon.ring, closed=True, facecolor=colour, alpha=share, linewidth=0))
    for node in laid.nodes:
        axes.add_patch(Rectangle((node.left, node.top), NODE, max(node.height, 0.004), color=tokens()["t2"]))
        said = f"{node.name} {words.number(node.value, 'integer')}"
        if node.head:
            told(axes, said, (node.left, node.top), (0, 5), fontsize=6.5)
        else:
            told(axes, said, (node.left + NODE, node.top + node.height / 2), fontsize=6.5)
    axes.set_xlim(0, 1.12)
    axes.set_ylim(1, 0)
    axes.set_axis_off()
    return True
