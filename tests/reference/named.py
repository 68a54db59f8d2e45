"""The cases that a name in ``registry`` stands for."""

from collections.abc import Callable
from datetime import timedelta

from tests.reference import (
    bulletins,
    consultation,
    coverage,
    duty,
    engagement,
    outcomes,
    party,
    programmes,
    proposals,
    reach,
    reporting,
    supervision,
    voices,
)
from tests.reference.cases import Case, Cases

Found = Callable[[Cases], list[Case]]
LEGS = (
    "review_days",
    "pre_review_days",
    "re_review_days",
    "handing_days",
    "signing_days",
    "rating_days",
    "closing_days",
    "whole_days",
)
TURNS = ("bulletin", "consultation", "proposal", "supervision", "any")


def due_this_week(judged: Found) -> Found:
    """Those with a colour and not done that have their limit in the rest of the week, the day itself among it."""

    def found(of: Cases) -> list[Case]:
        rest = [of.day + timedelta(days) for days in range(7)]
        limits = {day.isoformat() for day in rest if day.isocalendar()[:2] == of.day.isocalendar()[:2]}
        return [c for c in judged(of) if c.dims["due"] in limits and c.dims["colour"] in ("green", "yellow", "red")]

    return found


# A name that is not here is a method of ``Cases``.
FACTS: dict[str, Found] = {
    **{
        f"{name.__name__}+": name
        for name in (
            coverage.stations,
            coverage.townships,
            coverage.members,
            proposals.proposals,
            supervision.matters,
            consultation.meetings,
            consultation.suggestions,
        )
    },
    **{
        name.__name__: name
        for name in (
            coverage.begun,
            coverage.held_in_open,
            coverage.assignments,
            coverage.grouped,
            reach.reached,
            proposals.reviews,
            proposals.reviewed_days,
            proposals.duties,
            proposals.handled,
            proposals.rounds,
            proposals.quality,
            proposals.returns,
            proposals.proposed,
            proposals.clued,
            proposals.taken_up,
            supervision.feedback,
            supervision.follow_ups,
            supervision.clocks,
            supervision.suggested,
            outcomes.outputs,
            outcomes.endorsements,
            outcomes.links,
            outcomes.ratings,
            outcomes.supervised_outputs,
            outcomes.supervised_endorsements,
            outcomes.supervised_links,
            outcomes.supervised_ratings,
            outcomes.partners,
            outcomes.supervision_partners,
            outcomes.topics,
            outcomes.handed_over,
            outcomes.accepted,
            consultation.people,
            consultation.replies,
            consultation.implementations,
            consultation.plans,
            consultation.attendance,
            consultation.steps,
            duty.appraised,
            duty.duty_records,
            duty.came_to_supervise,
            duty.courses,
            duty.learners,
            duty.relations,
            duty.linked,
            reporting.filings,
            reporting.interfaces,
            reporting.portions,
            programmes.items,
            programmes.running,
            party.units,
            party.members_reached,
            party.party_members,
            party.linkers,
            party.visits,
            programmes.records,
            programmes.homes,
            programmes.home_quarters,
            voices.voices,
            voices.tellings,
            voices.judgements,
            bulletins.bulletins,
            bulletins.uses,
            engagement.contacts,
            engagement.engaged,
        )
    },
    **{f"turned_{kind}": voices.turned(kind) for kind in TURNS},
    **{f"turning_{kind}": voices.turning(kind) for kind in TURNS},
    **{leg: proposals.leg(leg) for leg in LEGS},
    "proposals_due": due_this_week(lambda of: of.proposals()),
    "matters_due": due_this_week(lambda of: of.matters()),
    "items_due": due_this_week(programmes.items),
    "voices_due": due_this_week(voices.voices),
}
