"""Pictures of maps."""

from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from zxdata import words
from zxdata.export.pictures.axes import draw, height
from zxdata.figures import PointMap, RegionMap
from zxdata.figures.layout.cartography import Box, Place, places
from zxdata.figures.layout.shading import Classes, classes
from zxdata.figures.layout.spots import count, covered, spots
from zxdata.figures.palette import tokens

HEIGHT = 4.4


@height.register(RegionMap)
@height.register(PointMap)
def _(figure: RegionMap | PointMap) -> float:
    return HEIGHT


@draw.register
def _(figure: RegionMap, axes: Any) -> bool:
    main, inset = places(figure.shapes, figure.inset, 1.5)
    steps = classes(figure)
    values = dict(zip(figure.frame["code"], figure.frame["value"], strict=True))
    names = dict(zip(figure.frame["code"], figure.frame["name"], strict=True))
    for code, rings in figure.shapes.items():
        enlarged = inset is not None and code in figure.inset
        for place in (main, inset) if enlarged and inset is not None else (main,):
            axes.add_patch(_patch(rings, place, _shade(steps, values.get(code)), tokens().surface))
        if code in names and code in figure.centres:
            place = inset if enlarged and inset is not None else main
            lon, lat = figure.centres[code]
            axes.text(
                place.x(lon),
                place.y(lat),
                names[code],
                fontsize=4.6,
                ha="center",
                va="center",
                in_layout=False,
                color=_ink(steps, values.get(code)),
            )
    if inset is not None:
        for box in (inset.padded, inset.source(main)):
            axes.plot(*_frame(box), color=tokens().axis, lw=0.7)
        axes.text(inset.padded[0], inset.padded[3], figure.inset_title, fontsize=7, va="bottom")
    _ramp(figure, steps, axes)
    _spread(axes)
    return True


@draw.register
def _(figure: PointMap, axes: Any) -> bool:
    main, _ = places(figure.outlines, (), 1.5)
    for rings in figure.outlines.values():
        axes.add_patch(_patch(rings, main, tokens().surface, tokens().axis))
    if reach := covered(figure):
        axes.add_patch(_patch(reach, main, tokens().ramp[1], "none", alpha=0.5))
    for each in spots(figure):
        colour, frame = tokens()[each.colour], each.frame
        x, y = [main.x(lon) for lon in frame["lon"]], [main.y(lat) for lat in frame["lat"]]
        axes.scatter(
            x,
            y,
            s=9 * each.size**2,
            facecolor="none" if each.hollow else colour,
            edgecolor=colour,
            linewidths=0.6 if each.hollow else 0,
            zorder=3,
            label=f"{each.word} {count(each):,}",
        )
        if "rank" in frame:
            for row, here, there in zip(frame.itertuples(), x, y, strict=True):
                axes.annotate(f"{row.rank} {row.name}", (here, there), (4, 3), textcoords="offset points", fontsize=7)
    axes.legend(loc="lower right", fontsize=7, markerscale=1.6)
    _spread(axes)
    return True


def _patch(rings: Any, place: Place, colour: str, edge: str, alpha: float = 1.0) -> PathPatch:
    points, codes = [], []
    for ring in rings:
        points += [(place.x(lon), place.y(lat)) for lon, lat in ring]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=colour, edgecolor=edge, linewidth=0.5, alpha=alpha)


def _frame(box: Box) -> tuple[list[float], list[float]]:
    west, east, south, north = box
    return [west, east, east, west, west], [south, south, north, north, south]


def _spread(axes: Any) -> None:
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()


def _shade(steps: Classes, value: float | None) -> str:
    known = value is not None and value == value
    return str(tokens().ramp[steps.step(float(value))] if known and value is not None else tokens().hair)


def _ink(steps: Classes, value: float | None) -> str:
    deep = value is not None and value == value and steps.step(float(value)) >= 4
    return str(tokens()["surface" if deep else "t1"])


def _ramp(figure: RegionMap, steps: Classes, axes: Any) -> None:
    ramp = tokens().ramp
    shades = [ramp[steps.step(steps.low + (steps.high - steps.low) * (n + 0.5) / 7)] for n in range(7)]
    for colour in shades:
        axes.scatter([], [], marker="s", s=40, color=colour, label=" ")
    low, high = (words.with_unit(v, figure.value_format) for v in (steps.low, steps.high))
    axes.legend(
        loc="lower left",
        ncols=7,
        columnspacing=-0.4,
        handletextpad=0,
        fontsize=6,
        title=f"{figure.value_name}　{low} → {high}",
        title_fontsize=7,
        alignment="left",
    )
