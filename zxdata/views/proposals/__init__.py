"""提案办理: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable
from functools import partial

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.clocked import PROPOSALS, colours, press, replay
from zxdata.views.proposals import detail, flow, outlook, oversight, review, rounds, time, units, waiting
from zxdata.views.proposals.landing import head, view

__all__ = ["OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "proposals.head": head,
    "proposals.list": waiting.view,
    "proposals.colours": partial(colours.view, of=PROPOSALS),
    "proposals.replay": partial(replay.view, of=PROPOSALS),
    "proposals.press": partial(press.view, of=PROPOSALS),
    "proposals.card": detail.view,
    "proposals.time": time.view,
    "proposals.flow": flow.view,
    "proposals.units": units.view,
    "proposals.oversight": oversight.view,
    "proposals.rounds": rounds.view,
    "proposals.review": review.view,
    "proposals.next": outlook.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "proposals.list": ("order", "page"),
    "proposals.replay": (PROPOSALS.opens, "since", replay.FLIP),
    "proposals.card": ("case",),
    "proposals.time": ("curve",),
    "proposals.flow": (flow.STEP,),
}
