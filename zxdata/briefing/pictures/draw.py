"""How each kind of figure is drawn on matplotlib axes."""

from functools import singledispatch
from typing import Any

import matplotlib.dates as days
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from zxdata import words
from zxdata.briefing.grid import grid
from zxdata.briefing.look import series_colour, tokens
from zxdata.briefing.spans import EPOCH, spans
from zxdata.cartography import Place, places
from zxdata.figures import (
    COLOURS,
    Area,
    Bars,
    ColumnsFigure,
    Figure,
    Funnel,
    Gantt,
    Ranking,
    RegionMap,
    Stacked,
    Strips,
    Survival,
    Trend,
    Waterfall,
)
from zxdata.shading import Classes, classes

ROW, LEAST = 0.17, 2.4
PERIODS_NAMED = 12


def height(figure: Figure) -> float:
    """Inches: by its rows where names stand under each other."""
    if isinstance(figure, RegionMap):
        return 4.4
    if isinstance(figure, Ranking | Bars | Stacked | Gantt | Strips):
        names = figure.frame["name" if not isinstance(figure, Gantt | Strips) else "no"].nunique()
        return float(max(1.2, 0.7 + ROW * names))
    return LEAST


@singledispatch
def draw(figure: Figure, axes: Any) -> bool:
    """True where the kind can be drawn."""
    return False


@draw.register
def _(figure: Ranking, axes: Any) -> bool:
    """Dots, with the control band of each where it has one; the worst on top."""
    frame = figure.frame
    y = np.arange(len(frame))
    if frame["lower"].notna().any():
        axes.hlines(y, frame["lower"], frame["upper"], color=tokens()["hair"], linewidth=5)
    outside = frame["outside"].astype(bool).to_numpy()
    face = np.where(outside, tokens()["accent"], tokens()["surface"])
    axes.scatter(frame["value"], y, s=22, c=face, edgecolors=tokens()["accent"], linewidths=1, zorder=3)
    if figure.mean is not None:
        axes.axvline(figure.mean, color=tokens()["t3"], linewidth=0.8)
        axes.set_title(
            f"{figure.mean_name} {words.with_unit(figure.mean, figure.value_format)}", fontsize=8, loc="right"
        )
    _rows(axes, frame["name"])
    _numbers(axes.xaxis, figure.value_format)
    return True


@draw.register
def _(figure: Bars, axes: Any) -> bool:
    y = np.arange(len(figure.frame))
    axes.barh(y, figure.frame["value"].fillna(0), height=0.62, color=tokens()["accent"])
    for at, row in enumerate(figure.frame.itertuples()):
        if row.value == row.value and row.value is not None:
            text = "　".join(t for t in (words.with_unit(row.value, figure.value_format), str(row.base or "")) if t)
            axes.annotate(text, (row.value, at), (3, 0), textcoords="offset points", va="center", fontsize=7.5)
    _rows(axes, figure.frame["name"])
    axes.xaxis.set_visible(False)
    axes.margins(x=0.22)
    return True


@draw.register
def _(figure: Stacked, axes: Any) -> bool:
    rows = grid(figure).frame
    left = np.zeros(len(rows))
    for n, name in enumerate(figure.series):
        values = rows[f"s{n}"].astype(float).fillna(0).to_numpy()
        label = COLOURS[name][1] if name in COLOURS else name
        axes.barh(np.arange(len(rows)), values, left=left, height=0.7, color=series_colour(name, n), label=label)
        left += values
    _rows(axes, rows["name"])
    _numbers(axes.xaxis, figure.value_format)
    _legend(axes)
    return True


@draw.register
def _(figure: ColumnsFigure, axes: Any) -> bool:
    x = np.arange(len(figure.frame))
    axes.bar(x, figure.frame["value"].fillna(0), width=0.7, color=[series_colour(c, 0) for c in figure.frame["colour"]])
    _columns(axes, figure.frame["name"], 24)
    _numbers(axes.yaxis, figure.value_format)
    return True


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
    _columns(axes, rows["period"], PERIODS_NAMED)
    _numbers(axes.yaxis, figure.value_format)
    axes.set_ylim(bottom=0)
    _legend(axes)
    return True


@draw.register
def _(figure: Area, axes: Any) -> bool:
    rows = grid(figure).frame
    values = [rows[f"s{n}"].astype(float).fillna(0) for n in range(len(figure.series))]
    axes.stackplot(rows.index, *values, colors=[series_colour(s, n) for n, s in enumerate(figure.series)],
                   labels=[COLOURS[s][1] for s in figure.series])  # fmt: skip
    _columns(axes, rows["period"], PERIODS_NAMED)
    _numbers(axes.yaxis, figure.value_format)
    _legend(axes)
    return True


@draw.register
def _(figure: Waterfall, axes: Any) -> bool:
    rows = grid(figure).aside
    assert rows is not None
    frame = rows.frame.fillna(0)
    x = np.arange(len(frame))
    axes.bar(x, frame["whole"], width=0.7, color=tokens()["accent"])
    axes.bar(x, frame["step"], bottom=frame["below"], width=0.7, color=tokens()["stage"])
    for at, (value, top) in enumerate(zip(figure.frame["value"], frame.sum(axis=1, numeric_only=True), strict=True)):
        if value == value:
            axes.annotate(words.number(value, figure.value_format), (at, top), (0, 2), textcoords="offset points",
                          ha="center", fontsize=7.5)  # fmt: skip
    _columns(axes, frame["name"], len(frame))
    axes.yaxis.set_visible(False)
    return True


@draw.register
def _(figure: Funnel, axes: Any) -> bool:
    for name in ("lower", "upper"):
        axes.plot(figure.limits["n"], figure.limits[name], color=tokens()["axis"], linewidth=1)
    axes.axhline(figure.mean, color=tokens()["t3"], linewidth=0.8)
    for outside, group in figure.frame.groupby(figure.frame["outside"].astype(bool)):
        shade = tokens()["accent" if outside else "stage"]
        axes.scatter(group["n"], group["value"], s=20, color=shade, zorder=3)
        for row in group.itertuples() if outside else ():
            axes.annotate(row.name, (row.n, row.value), (4, 2), textcoords="offset points", fontsize=7.5)
    axes.set_xlabel(figure.x_title)
    axes.set_xlim(left=0)
    _numbers(axes.yaxis, figure.value_format)
    return True


@draw.register
def _(figure: Survival, axes: Any) -> bool:
    for n, name in enumerate(figure.series):
        rows = figure.frame[figure.frame["series"] == name]
        x, colour = [0, *rows["days"]], series_colour(name, n)
        axes.step(x, [1, *rows["open_share"]], where="post", color=colour, linewidth=1.8 if n == 0 else 1.2, label=name)
        axes.fill_between(
            x, [1, *rows["lower"]], [1, *rows["upper"]], step="post", color=colour, alpha=0.15, linewidth=0
        )
    if figure.limit_days:
        axes.axvline(figure.limit_days, color=tokens()["t2"], linestyle=":", linewidth=1)
    axes.set_xlim(left=0)
    axes.set_xlabel("天")
    _numbers(axes.yaxis, "percent")
    _legend(axes)
    return True


@draw.register(Gantt)
@draw.register(Strips)
def _spans(figure: Gantt | Strips, axes: Any) -> bool:
    laid = spans(figure)
    shift = days.date2num(EPOCH)
    left = np.zeros(len(laid.names))
    for name, lengths, colours in laid.series:
        visible = [colour or "none" for colour in colours]
        label = name if len({c for c in colours if c}) == 1 else "_"
        axes.barh(np.arange(len(laid.names)), lengths, left=left + shift, height=0.62, color=visible)
        if label != "_":
            axes.barh([0], [0], left=[laid.first + shift], color=next(c for c in colours if c), label=label)
        left += np.array(lengths)
    axes.axvline(days.date2num(figure.today), color=tokens()["t2"], linestyle="--", linewidth=0.8)
    _rows(axes, laid.names)
    axes.set_xlim(laid.first + shift - 1, None)
    axes.xaxis.set_major_locator(days.AutoDateLocator(maxticks=6))
    axes.xaxis.set_major_formatter(days.DateFormatter("%Y-%m-%d"))
    if isinstance(figure, Gantt):
        _legend(axes)
    return True


@draw.register
def _(figure: RegionMap, axes: Any) -> bool:
    main, inset = places(figure.shapes, figure.inset, 1.5)
    steps = classes(figure)
    values = dict(zip(figure.frame["code"], figure.frame["value"], strict=True))
    names = dict(zip(figure.frame["code"], figure.frame["name"], strict=True))
    for code, rings in figure.shapes.items():
        enlarged = inset is not None and code in figure.inset
        for place in (main, inset) if enlarged and inset is not None else (main,):
            axes.add_patch(_patch(steps, rings, values.get(code), place))
        if code in names and code in figure.centres:
            place = inset if enlarged and inset is not None else main
            lon, lat = figure.centres[code]
            axes.text(place.x(lon), place.y(lat), names[code], fontsize=4.6, ha="center", va="center",
                      color=_ink(steps, values.get(code)))  # fmt: skip
    if inset is not None:
        for west, east, south, north in (inset.padded, inset.source(main)):
            axes.plot(
                [west, east, east, west, west], [south, south, north, north, south], color=tokens()["axis"], lw=0.7
            )
        axes.text(inset.padded[0], inset.padded[3], figure.inset_title, fontsize=7, va="bottom")
    _ramp(figure, steps, axes)
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
    return True


def _patch(steps: Classes, rings: Any, value: float | None, place: Place) -> PathPatch:
    points, codes = [], []
    for ring in rings:
        points += [(place.x(lon), place.y(lat)) for lon, lat in ring]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=_shade(steps, value), edgecolor=tokens()["surface"], linewidth=0.5)


def _shade(steps: Classes, value: float | None) -> str:
    known = value is not None and value == value
    return str(tokens()["ramp"][steps.step(float(value))] if known and value is not None else tokens()["hair"])


def _ink(steps: Classes, value: float | None) -> str:
    deep = value is not None and value == value and steps.step(float(value)) >= 4
    return str(tokens()["surface" if deep else "t1"])


def _ramp(figure: RegionMap, steps: Classes, axes: Any) -> None:
    ramp = tokens()["ramp"]
    shades = [ramp[steps.step(steps.low + (steps.high - steps.low) * (n + 0.5) / 7)] for n in range(7)]
    for colour in shades:
        axes.scatter([], [], marker="s", s=40, color=colour, label=" ")
    low, high = (words.with_unit(v, figure.value_format) for v in (steps.low, steps.high))
    axes.legend(loc="lower left", ncols=7, columnspacing=-0.4, handletextpad=0, fontsize=6,
                title=f"{figure.value_name}　{low} → {high}", title_fontsize=7, alignment="left")  # fmt: skip


def _rows(axes: Any, names: Any) -> None:
    axes.set_yticks(range(len(names)), [str(name) for name in names], fontsize=7.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="x")


def _columns(axes: Any, names: Any, most: int) -> None:
    step = max(1, -(-len(names) // most))
    axes.set_xticks(range(0, len(names), step), [str(name) for name in list(names)[::step]], fontsize=7)
    axes.grid(axis="y")


def _numbers(axis: Any, value_format: str) -> None:
    formatter = PercentFormatter(1, 0) if value_format == "percent" else StrMethodFormatter("{x:,g}")
    axis.set_major_formatter(formatter)
    if value_format in ("integer", "days"):
        axis.set_major_locator(MaxNLocator(5, integer=True))


def _legend(axes: Any) -> None:
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, fontsize=7.5, borderaxespad=0.2)
