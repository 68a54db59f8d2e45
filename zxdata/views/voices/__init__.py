"""民情: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable
from functools import partial

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.clocked import VOICES, colours, press, replay
from zxdata.views.voices import becoming, grading, index, library, lists, reports, sources, visits
from zxdata.views.voices.landing import head, view
from zxdata.views.voices.measures import MEASURES

__all__ = ["MEASURES", "OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "voices.head": head,
    "voices.colours": partial(colours.view, of=VOICES),
    "voices.replay": partial(replay.view, of=VOICES),
    "voices.press": partial(press.view, of=VOICES),
    "voices.sources": sources.view,
    "voices.grading": grading.view,
    "voices.became": becoming.view,
    "voices.reports": reports.view,
    "voices.visits": visits.view,
    "voices.lists": lists.view,
    "voices.library": library.view,
    "voices.index": index.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "voices": ("measure",),
    "voices.library": ("word",),
    "voices.replay": (VOICES.opens, "since", replay.FLIP),
}
