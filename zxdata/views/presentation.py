"""汇报: the page on which presentations are put together has a head like every other, and no numbers of its own."""

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.frame import framed


def view(asking: Asking) -> View:
    return framed(asking, "presentation", "汇报", "", (), (), None)
