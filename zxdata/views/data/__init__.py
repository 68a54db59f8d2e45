"""数据归集: what is in the ledger, and its parts, each its own view so that only the open one is computed."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.data import doubts, filing, interfaces, quality, reported
from zxdata.views.data.landing import view

__all__ = ["OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "data.quality": quality.view,
    "data.filing": filing.view,
    "data.doubts": doubts.view,
    "data.reported": reported.view,
    "data.interfaces": interfaces.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "data.doubts": (doubts.ISSUE,),
    "data.reported": (reported.VERDICT, reported.INDICATOR),
}
