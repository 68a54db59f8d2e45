"""监督预警: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable
from functools import partial

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS, press, replay
from zxdata.views.supervision import closing, evaluation, outcomes, spread
from zxdata.views.supervision.landing import head, view

__all__ = ["OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "supervision.head": head,
    "supervision.replay": partial(replay.view, of=MATTERS),
    "supervision.spread": spread.view,
    "supervision.closing": closing.view,
    "supervision.press": partial(press.view, of=MATTERS),
    "supervision.outcomes": outcomes.view,
    "supervision.worth": evaluation.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "supervision.replay": ("matter", "since", replay.FLIP),
    "supervision.outcomes": ("word",),
}
