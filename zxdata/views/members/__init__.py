"""委员履职: the landing view and its parts."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.members import card, learning, matching, relations, rules, spread
from zxdata.views.members.landing import head, view

__all__ = ["OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "members.head": head,
    "members.card": card.view,
    "members.spread": spread.view,
    "members.learning": learning.view,
    "members.matching": matching.view,
    "members.relations": relations.view,
    "members.rules": rules.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "members.card": ("person",),
    "members.spread": ("person",),
    "members.matching": ("need", "person"),
    "members.rules": ("rule",),
}
