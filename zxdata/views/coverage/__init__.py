"""阵地覆盖: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.coverage import circle, layers, life, members, points, siting, station
from zxdata.views.coverage.landing import head, view
from zxdata.views.coverage.measures import MEASURES

__all__ = ["MEASURES", "OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "coverage.head": head,
    "coverage.points": points.view,
    "coverage.station": station.view,
    "coverage.life": life.view,
    "coverage.layers": layers.view,
    "coverage.members": members.view,
    "coverage.circle": circle.view,
    "coverage.siting": siting.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "coverage": ("measure",),
    "coverage.points": ("mode", "station"),
    "coverage.station": ("station",),
    "coverage.circle": ("mode",),
    "coverage.siting": ("sites", "radius"),
}
