"""One subject beside itself: with other periods, and districts beside each other and the median of their peers.

Everything is asked to the same cut-off: what a period had seen by that day of its own.
"""

from collections.abc import Callable
from functools import partial

from zxdata.figures import Figure, View
from zxdata.metrics import SUBJECTS, metric
from zxdata.views.asking import Asking
from zxdata.views.comparison.bodies import bodies_of, levels
from zxdata.views.comparison.districts import chosen_of, districts, monthly
from zxdata.views.comparison.periods import periods
from zxdata.views.frame import framed

# fmt: off
NUMBERS = {
    "coverage": ("coverage.township_rate", "coverage.townships_blank", "coverage.stations", "coverage.stations_asleep",
                 "coverage.members_unassigned", "coverage.activities"),
    "proposals": ("proposals.submitted", "proposals.reply_rate", "proposals.on_time_rate",
                  "proposals.handling_days_median", "proposals.handling_days_mean_replied", "proposals.overdue", "proposals.satisfaction_rate"),
    "supervision": ("supervision.matters", "supervision.red", "supervision.yellow", "supervision.on_time_rate",
                    "supervision.closed_rate", "supervision.lasting_rate"),
    "consultation": ("consultation.meetings", "consultation.public_visits", "consultation.suggestions",
                     "consultation.adoption_rate", "consultation.implementation_rate"),
    "voices": ("voices.collected", "voices.submit_rate", "voices.handled_rate", "voices.on_time_rate", "voices.red",
               "voices.satisfaction_rate", "voices.adoption_rate", "voices.converted"),
    "programmes": ("programmes.items", "programmes.done", "programmes.done_rate", "programmes.on_time_rate",
                   "programmes.red", "programmes.reached_rate"),
    "party": ("party.org_coverage", "party.work_coverage", "party.work_uncovered", "party.talk_rate", "party.base_visits",
              "party.base_visits_online"),
}
# fmt: on
MONTHLY = {
    "coverage": "coverage.activities",
    "proposals": "proposals.submitted",
    "supervision": "supervision.matters",
    "consultation": "consultation.meetings",
    "voices": "voices.collected",
    "programmes": "programmes.done",
    "party": "party.base_visits",
}
OPTIONS = {f"{subject}.comparison": ("beside", "base_from", "base_to") for subject in NUMBERS}


def view(asking: Asking, subject: str) -> View:
    """Options: ``beside``, two to six district codes joined by dots; ``base_from``, ``base_to``, a period of choice."""
    numbers = [metric(key) for key in (*NUMBERS[subject], MONTHLY[subject])]
    strange = [name for name, _ in asking.filters.where if any(name not in each.filters for each in numbers)]
    asking, said = asking.letting_go("对比里有的指标", *strange)
    chosen, notices = chosen_of(asking)
    notices = (*said, *notices)
    figures: tuple[Figure, ...] = (periods(asking, NUMBERS[subject]), districts(asking, NUMBERS[subject], chosen))
    if chosen:
        figures = (*figures, monthly(asking, MONTHLY[subject], chosen))
    if len(named := bodies_of(asking, subject)) > 1:
        figures = (*figures, levels(asking, NUMBERS[subject], named))
    return framed(
        asking,
        f"{subject}.comparison",
        f"{SUBJECTS[subject]}·对比",
        "",
        (),
        figures,
        None,
        notices,
        ("monthly", "levels"),
    )


PARTS: dict[str, Callable[[Asking], View]] = {
    f"{subject}.comparison": partial(view, subject=subject) for subject in NUMBERS
}
