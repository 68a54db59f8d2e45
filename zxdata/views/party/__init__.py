"""党建: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.party import bases, organisations, promises, talks
from zxdata.views.party.landing import head, view

__all__ = ["PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "party.head": head,
    "party.talks": talks.view,
    "party.organisations": organisations.view,
    "party.promises": promises.view,
    "party.bases": bases.view,
}
