"""A map of places as a picture."""

from typing import Any

from zxdata.figures.layout.cartography import places
from zxdata.figures.layout.spots import count, covered, spots
from zxdata.figures.media.picture_map import patch, spread
from zxdata.figures.palette import PAPER
from zxdata.figures.point_map import PointMap


def draw(figure: PointMap, axes: Any) -> None:
    main, _ = places(figure.outlines, (), 1.5)
    for code, rings in figure.outlines.items():
        shade = PAPER["surface" if code in figure.chosen or not figure.chosen else "hair"]
        axes.add_patch(patch(rings, main, shade, PAPER.axis))
    if reach := covered(figure):
        axes.add_patch(patch(reach, main, PAPER.ramp[1], "none", alpha=0.5))
    for each in spots(figure):
        colour, frame = figure.tokens[each.colour], each.frame
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
    spread(axes)
