"""监督预警: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.supervision import closing, evaluation, press, replay, spread
from zxdata.views.supervision.board import ROWS_A_COLOUR, headline, matters_board
from zxdata.views.supervision.landing import view

__all__ = ["OPTIONS", "PARTS", "ROWS_A_COLOUR", "headline", "matters_board", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "supervision.replay": replay.view,
    "supervision.spread": spread.view,
    "supervision.closing": closing.view,
    "supervision.press": press.view,
    "supervision.worth": evaluation.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "supervision.replay": ("matter", "since", replay.FLIP),
}
