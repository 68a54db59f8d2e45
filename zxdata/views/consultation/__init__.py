"""协商活动: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.consultation import agenda, outcomes, partners, people, places, published, steps, topics
from zxdata.views.consultation.chain import chain
from zxdata.views.consultation.landing import head, view
from zxdata.views.consultation.measures import MEASURES

__all__ = ["MEASURES", "OPTIONS", "PARTS", "chain", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "consultation.head": head,
    "consultation.places": places.view,
    "consultation.agenda": agenda.view,
    "consultation.outcomes": outcomes.view,
    "consultation.partners": partners.view,
    "consultation.steps": steps.view,
    "consultation.people": people.view,
    "consultation.topics": topics.view,
    "consultation.published": published.view,
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "consultation": ("measure", "partial"),
    "consultation.head": ("partial",),
    "consultation.outcomes": ("partial",),
    "consultation.topics": ("word", "topic"),
    "consultation.people": ("who",),
}
