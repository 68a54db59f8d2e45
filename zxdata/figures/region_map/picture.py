"""A map of regions as a picture."""

from typing import Any

from zxdata import words
from zxdata.figures.layout.cartography import Box, places
from zxdata.figures.layout.shading import Classes, classes
from zxdata.figures.media.picture_map import patch, spread
from zxdata.figures.palette import PAPER
from zxdata.figures.region_map import RegionMap


def draw(figure: RegionMap, axes: Any) -> None:
    main, inset = places(figure.shapes, figure.inset, 1.5)
    steps = classes(figure)
    values = dict(zip(figure.frame["code"], figure.frame["value"], strict=True))
    names = dict(zip(figure.frame["code"], figure.frame["name"], strict=True))
    for code, rings in figure.shapes.items():
        enlarged = inset is not None and code in figure.inset
        for place in (main, inset) if enlarged and inset is not None else (main,):
            axes.add_patch(patch(rings, place, _shade(steps, values.get(code)), PAPER.surface))
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
            axes.plot(*_frame(box), color=PAPER.axis, lw=0.7)
        axes.text(inset.padded[0], inset.padded[3], figure.inset_title, fontsize=7, va="bottom")
    chosen = [main] if figure.selected in figure.shapes else []
    chosen += [inset] if inset is not None and figure.selected in figure.inset else []
    for place in chosen:
        axes.add_patch(patch(figure.shapes[figure.selected], place, "none", PAPER.t1, width=1.2))
    _ramp(figure, steps, axes)
    spread(axes)


def _frame(box: Box) -> tuple[list[float], list[float]]:
    west, east, south, north = box
    return [west, east, east, west, west], [south, south, north, north, south]


def _shade(steps: Classes, value: float | None) -> str:
    known = value is not None and value == value
    return str(PAPER.ramp[steps.step(float(value))] if known and value is not None else PAPER.hair)


def _ink(steps: Classes, value: float | None) -> str:
    deep = value is not None and value == value and steps.step(float(value)) >= 4
    return str(PAPER["surface" if deep else "t1"])


def _ramp(figure: RegionMap, steps: Classes, axes: Any) -> None:
    ramp = PAPER.ramp
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
