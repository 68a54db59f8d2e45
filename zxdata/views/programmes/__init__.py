"""清单行动: the landing view and its parts, each its own view so that the page opens fast."""

from collections.abc import Callable
from functools import partial

from zxdata.figures import View
from zxdata.views.asking import Asking
from zxdata.views.clocked import ITEMS, press, replay
from zxdata.views.programmes import actions, assessment, company, homes, planning, schedule, standing, targets
from zxdata.views.programmes.landing import head, view

__all__ = ["OPTIONS", "PARTS", "view"]

PARTS: dict[str, Callable[[Asking], View]] = {
    "programmes.head": head,
    "programmes.standing": standing.view,
    "programmes.targets": targets.view,
    "programmes.schedule": schedule.view,
    "programmes.actions": actions.view,
    "programmes.homes": homes.view,
    "programmes.planning": planning.view,
    "programmes.company": company.view,
    "programmes.assessment": assessment.view,
    "programmes.replay": partial(replay.view, of=ITEMS),
    "programmes.press": partial(press.view, of=ITEMS),
}
OPTIONS: dict[str, tuple[str, ...]] = {"programmes.replay": ("item", "since", replay.FLIP)}
