"""The ground of maps that are pictures."""

from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from zxdata.figures.layout.cartography import Place


def patch(rings: Any, place: Place, colour: str, edge: str, alpha: float = 1.0, width: float = 0.5) -> PathPatch:
    """All rings of a region in one path, so that holes stay open."""
    points, codes = [], []
    for ring in rings:
        points += [(place.x(lon), place.y(lat)) for lon, lat in ring]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=colour, edgecolor=edge, linewidth=width, alpha=alpha)


def spread(axes: Any) -> None:
    """The axes are the map, without a frame."""
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
