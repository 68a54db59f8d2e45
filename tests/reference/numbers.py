"""From cases to the number of every metric, by group."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference import (
    consultation,
    coverage,
    duty,
    outcomes,
    party,
    programmes,
    proposals,
    reach,
    reporting,
    supervision,
    voices,
)
from tests.reference.cases import STATION_DIMS, Case, Cases
from tests.reference.tables import Tables

Group = tuple[Any, ...]
Values = dict[Group, Any]
Where = tuple[tuple[str, tuple[str, ...]], ...]
# fmt: off
PERIODS: dict[str, Callable[[date], str]] = {
    "day": lambda d: d.isoformat(), "month": lambda d: d.isoformat()[:7],
    "quarter": lambda d: f"{d.year}-Q{(d.month + 2) // 3}", "year": lambda d: str(d.year),
}
# fmt: on


def count(cases: list[Case]) -> int:
    return len({case.no for case in cases})


def total(name: str) -> Callable[[list[Case]], int | None]:
    def of(cases: list[Case]) -> int | None:
        told = [case.marks[name] for case in cases if case.marks[name] is not None]
        return sum(told) if told or not cases else None

    return of


def kaplan_meier(q: str) -> Callable[[list[Case]], float | None]:
    """The day by which a share has ended, with exact fractions."""

    def of(cases: list[Case]) -> float | None:
        lives = [(case.marks["days"], case.marks["ended"]) for case in cases if case.marks["days"] is not None]
        still_open = Fraction(1)
        for day in sorted({days for days, ended in lives if ended}):
            at_risk = sum(days >= day for days, _ in lives)
            still_open *= 1 - Fraction(sum(ended and days == day for days, ended in lives), at_risk)
            if still_open <= 1 - Fraction(q):
                return float(day)
        return None

    return of


def mean(name: str) -> Callable[[list[Case]], float | None]:
    def of(cases: list[Case]) -> float | None:
        told = [case.marks[name] for case in cases if case.marks[name] is not None]
        return sum(told) / len(told) if told else None

    return of


def median(name: str) -> Callable[[list[Case]], float | None]:
    return lambda cases: statistics.median(case.marks[name] for case in cases) if cases else None


def mean_days(cases: list[Case]) -> float | None:
    told = [case.marks["days"] for case in cases if case.marks["ended"]]
    return sum(told) / len(told) if told else None


Having = Callable[[Case], bool]


def having(*marks: str) -> Having:
    return lambda case: any(case.marks[m] for m in marks)


def coloured(*colours: str) -> Having:
    return lambda case: case.marks["colour"] in colours


def saying(mark: str) -> Having:
    return lambda case: case.marks[mark] is not None


def rated_as(word: str) -> Having:
    return lambda case: case.marks["rated"] and case.marks["word"] == word


def talked(*phases: str, of: str) -> Having:
    return lambda case: case.marks[of] and set(phases) <= case.marks["talked"]


def every(_: Case) -> bool:
    return True


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
# What stands behind a name below; a name that is not here is a method of ``Cases``.
FACTS: dict[str, Callable[[Cases], list[Case]]] = {
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
            voices.bulletins,
            voices.uses,
            voices.contacts,
            voices.engaged,
        )
    },
    **{f"turned_{kind}": voices.turned(kind) for kind in TURNS},
    **{f"turning_{kind}": voices.turning(kind) for kind in TURNS},
    **{leg: proposals.leg(leg) for leg in LEGS},
}
# key: cases, which of them, what is made of them
# fmt: off
SINGLE: dict[str, tuple[str, Having, Callable[[list[Case]], Any]]] = {
    "coverage.stations": ("stations", every, count),
    "coverage.stations_active": ("stations", having("active"), count),
    "coverage.stations_asleep": ("stations", lambda c: not c.marks["active"], count),
    "coverage.townships": ("townships", every, count),
    "coverage.townships_covered": ("covered", every, count),
    "coverage.members": ("members", every, count),
    "coverage.members_assigned": ("assigned", every, count),
    "coverage.activities": ("activities", every, count),
    **{f"coverage.{n}": ("activities", every, total(n)) for n in ("member_visits", "public_visits", "solved")},
    "proposals.submitted": ("proposals", every, count),
    **{f"proposals.{n}": ("proposals", having(n), count) for n in (
        "filed", "merged", "rejected", "converted", "assigned", "replied", "open", "overdue", "rated", "second_round")},
    **{f"proposals.{c}": ("proposals", coloured(c), count) for c in (
        "green", "yellow", "red", "done", "done_late", "unknown")},
    "proposals.handling_days_median": ("proposals", every, kaplan_meier("0.5")),
    "proposals.handling_days_p90": ("proposals", every, kaplan_meier("0.9")),
    "proposals.handling_days_mean_replied": ("proposals", having("replied"), mean_days),
    "supervision.matters": ("matters", every, count),
    **{f"supervision.{c}": ("matters", coloured(c), count) for c in (
        "green", "yellow", "red", "done", "done_late", "unknown")},
    "supervision.open": ("matters", coloured("green", "yellow", "red"), count),
    "supervision.rectification_days_median": ("matters", every, kaplan_meier("0.5")),
    "consultation.meetings": ("meetings", every, count),
    **{f"consultation.{n}": ("meetings", every, total(n)) for n in ("member_visits", "public_visits", "leader_visits")},
    "consultation.cross_region": ("meetings", having("cross"), count),
    "consultation.suggestions": ("suggestions", every, count),
    **{f"consultation.{n}": ("suggestions", having(n), count) for n in ("replied", "adopted", "implemented")},
    **{f"coverage.stations_{n}": ("stations+", having(n), count) for n in ("never", "unstaffed", "doubled")},
    **{f"coverage.stations_active_{n}m": ("stations+", having(f"active_{n}m"), count) for n in (3, 6)},
    "coverage.stations_reopened": ("begun", having("again"), count),
    "coverage.townships_blank": ("townships+", having("blank"), count),
    "coverage.townships_trio": ("townships+", having("trio"), count),
    "coverage.townships_unreached": ("reached", having("unreached"), count),
    "coverage.townships_unknown": ("reached", having("unknown"), count),
    "coverage.members_unassigned": ("members+", having("alone"), count),
    "coverage.members_several": ("members+", having("several"), count),
    "coverage.assignments": ("assignments", having("once"), count),
    "coverage.assignments_doubled": ("assignments", having("double"), count),
    "coverage.members_grouped": ("grouped", every, count),
    **{f"proposals.{key}": ("proposals", rated_as(word), count) for key, word in (
        ("satisfied", "满意"), ("fairly_satisfied", "基本满意"), ("dissatisfied", "不满意"))},
    "proposals.silent": ("proposals", lambda c: c.marks["replied"] and not c.marks["rated"], count),
    "proposals.sent_back": ("returns", every, count),
    "proposals.lacking": ("proposals", having("lacking"), count),
    "proposals.suggestions": ("proposed", every, count),
    "proposals.suggestions_late": ("proposed", having("late"), count),
    "proposals.suggestions_declined": ("proposed", having("declined"), count),
    "proposals.from_clues": ("clued", every, count),
    "proposals.from_clues_filed": ("clued", having("filed"), count),
    "proposals.from_clues_replied": ("clued", having("replied"), count),
    "proposals.raised_to_collective": ("taken_up", every, count),
    "proposals.pending": ("proposals+", having("pending"), count),
    "proposals.reviewed": ("reviews", every, count),
    **{f"proposals.{leg}_{part}": (leg, every, kaplan_meier(q)) for leg in LEGS for part, q in (("median", "0.5"), ("p90", "0.9"))},
    "proposals.handled": ("handled", every, count),
    "proposals.duties": ("duties", every, count),
    **{f"proposals.duties_{n}": ("duties", having(n), count) for n in ("answerable", "replied", "overdue")},
    "proposals.second_round_due": ("rounds", having("due"), count),
    "proposals.second_round_missing": ("rounds", having("missing"), count),
    "proposals.second_round_replied": ("rounds", having("answered"), count),
    "proposals.unadopted": ("rounds", having("unadopted"), count),
    "proposals.quality_rated": ("quality", having("judged"), count),
    "proposals.quality_score_mean": ("quality", every, mean("score")),
    "proposals.handling_score_mean": ("quality", every, mean("handling_score")),
    "proposals.both_scored": ("quality", having("both"), count),
    "proposals.unrated": ("quality", having("forgotten"), count),
    "supervision.relapsed": ("matters+", having("relapsed"), count),
    "supervision.feedback_days_median": ("feedback", every, kaplan_meier("0.5")),
    "supervision.suggestions": ("suggested", every, count),
    "supervision.suggestions_replied": ("suggested", having("replied"), count),
    "supervision.adopted": ("suggested", having("adopted"), count),
    "supervision.suggestion_clocks": ("clocks", every, count),
    "supervision.follow_ups_owed": ("follow_ups", every, count),
    "supervision.follow_ups_overdue": ("follow_ups", having("late"), count),
    "supervision.outputs": ("supervised_outputs", every, count),
    "supervision.recommendations": ("supervised_outputs", having("recommends"), count),
    "supervision.direct": ("supervised_outputs", having("direct"), count),
    "supervision.cases": ("supervised_outputs", having("case"), count),
    "supervision.ratings": ("supervised_ratings", every, count),
    "supervision.unsatisfied": ("supervised_ratings", having("unsatisfied"), count),
    "supervision.partners": ("supervision_partners", every, count),
    "supervision.endorsements": ("supervised_endorsements", every, count),
    "supervision.conversions": ("supervised_links", every, count),
    "supervision.score_mean": ("supervised_ratings", every, mean("score")),
    "supervision.handover_days_median": ("handed_over", every, kaplan_meier("0.5")),
    "supervision.acceptance_days_median": ("accepted", every, kaplan_meier("0.5")),
    "outcomes.outputs": ("outputs", every, count),
    "outcomes.selected": ("outputs", having("selected"), count),
    "outcomes.endorsements": ("endorsements", every, count),
    "outcomes.conversions": ("links", every, count),
    "outcomes.ratings": ("ratings", every, count),
    "outcomes.score_mean": ("ratings", every, mean("score")),
    "consultation.topics": ("topics", every, count),
    **{f"consultation.topics_{n}": ("topics", having(n), count) for n in (
        "by_code", "discussed", "deliberated", "settled", "planned", "marked", "consulted")},
    "supervision.sessions": ("came_to_supervise", every, lambda cases: len({c.marks["occasion"] for c in cases})),
    "supervision.participations": ("came_to_supervise", every, count),
    "consultation.topic_days_median": ("topics", every, kaplan_meier("0.5")),
    **{f"consultation.{n}": ("meetings", every, total(n)) for n in ("solved", "expert_visits", "business_visits")},
    "consultation.partners": ("partners", every, count),
    "consultation.assigned": ("suggestions", lambda c: bool(c.dims["unit"]), count),
    "consultation.unsurveyed": ("steps", having("unsurveyed"), count),
    "consultation.meetings_with_suggestions": ("meetings+", having("fruitful"), count),
    "consultation.signed": ("suggestions+", having("signed"), count),
    "consultation.overdue": ("suggestions+", having("overdue"), count),
    "consultation.heeded": ("suggestions+", having("partly"), count),
    "consultation.fulfilled": ("suggestions+", having("done"), count),
    "consultation.rated": ("suggestions+", having("rated"), count),
    "consultation.reply_days_median": ("replies", every, kaplan_meier("0.5")),
    "consultation.implementation_days_median": ("implementations", every, kaplan_meier("0.5")),
    "consultation.adopted_unreplied": ("suggestions+", having("unreplied"), count),
    "consultation.implemented_early": ("suggestions+", having("early"), count),
    "consultation.implemented_unadopted": ("suggestions+", having("unadopted"), count),
    "consultation.members_seen": ("attendance", having("seen"), count),
    "consultation.members_never": ("attendance", having("never"), count),
    "consultation.attendances": ("attendance", every, total("visits")),
    "consultation.stepped": ("steps", every, count),
    **{f"consultation.steps_{n}": ("steps", having(n), count) for n in ("finished", "overdue", "skipped")},
    "consultation.planned_done": ("plans", having("done"), count),
    "consultation.planned_behind": ("plans", having("behind"), count),
    "programmes.items": ("items", every, count),
    **{f"programmes.{c}": ("items", coloured(c), count) for c in ("green", "yellow", "red", "done_late", "unknown")},
    "party.units": ("units", every, count),
    "party.party_members": ("party_members", every, count),
    "party.org_uncovered": ("party_members", lambda c: not c.marks["organised"], count),
    "party.work_uncovered": ("members_reached", lambda c: not c.marks["worked"], count),
    "party.linkers": ("linkers", every, count),
    "party.talks_short": ("linkers", lambda c: not c.marks["met"], count),
    "party.base_visits": ("visits", having("onsite"), total("visits")),
    "party.base_visits_online": ("visits", having("online"), total("visits")),
    "party.base_groups": ("visits", every, count),
    "programmes.programmes": ("running", every, count),
    "programmes.records": ("records", every, count),
    "programmes.approximate": ("records", having("approximate"), count),
    **{f"programmes.{n}": ("records", every, total(n)) for n in ("member_visits", "public_visits")},
    "programmes.homes": ("homes", every, count),
    "programmes.home_quarters": ("home_quarters", every, count),
    "programmes.quarters_missed": ("home_quarters", lambda c: not c.marks["met"], count),
    "programmes.in_time": ("items", coloured("done"), count),
    "programmes.open": ("items", coloured("green", "yellow", "red"), count),
    **{f"programmes.{n}": ("items", having(n), count) for n in (
        "done", "overdue", "unlimited", "targeted", "extended", "sent_back")},
    "duty.members": ("appraised", every, count),
    "duty.points": ("appraised", every, mean("points")),
    "duty.points_median": ("appraised", every, median("points")),
    **{f"duty.{n}": ("appraised", having(n), count) for n in ("judged", "met", "below")},
    "duty.relations": ("relations", every, count),
    "duty.linked_members": ("linked", having("linked"), count),
    "duty.courses": ("courses", every, count),
    "duty.courses_unchecked": ("courses", having("alone"), count),
    "duty.credits": ("learners", every, mean("credits")),
    "duty.records": ("duty_records", every, count),
    **{f"duty.{key}": ("duty_records", having(word), count) for key, word in (
        ("due", "due"), ("present", "出席"), ("excused", "请假"), ("absent", "缺席"))},
    "voices.collected": ("voices", every, count),
    **{f"voices.{n}": ("voices", having(n), count) for n in (
        "submitted", "handled", "adopted", "heeded", "sent_back", "refused", "rated", "graded", "promised", "chosen", "taken",
        "solved")},
    "voices.promised_late": ("voices", having("broken"), count),
    **{f"voices.{c}": ("voices", coloured(c), count) for c in ("green", "yellow", "red", "done", "done_late", "unknown")},
    "voices.open": ("voices", coloured("green", "yellow", "red"), count),
    "voices.reply_days_median": ("voices", every, kaplan_meier("0.5")),
    "voices.reply_workdays_mean": ("voices", every, mean("workdays")),
    "voices.tellings": ("tellings", every, count),
    "voices.merged": ("tellings", having("merged"), count),
    **{f"voices.to_{kind}": (f"turned_{kind}", every, count) for kind in TURNS if kind != "any"},
    **{f"voices.to_{kind}_days_median": (f"turning_{kind}", every, kaplan_meier("0.5")) for kind in TURNS if kind != "any"},
    "voices.converted": ("turned_any", every, count),
    "voices.judgements": ("judgements", every, count),
    "voices.bulletins": ("bulletins", every, count),
    "voices.bulletins_used": ("bulletins", having("used"), count),
    "voices.uses": ("uses", every, count),
    "voices.bulletins_endorsed": ("bulletins", having("endorsed"), count),
    "voices.bulletin_points": ("bulletins", every, total("points")),
    "voices.contacts": ("contacts", every, count),
    "voices.contact_people": ("contacts", every, total("people")),
    "voices.members": ("engaged", having("spoke"), count),
    "voices.active_members": ("engaged", having("active"), count),
    "voices.contact_met": ("engaged", having("met"), count),
    "data.score": ("portions", every, mean("score")),
    "data.records": ("portions", every, total("row_count")),
    "data.interfaces": ("interfaces", every, count),
    **{f"data.interfaces_{n}": ("interfaces", having(n), count) for n in ("overdue", "late")},
    "data.filings_owed": ("filings", every, count),
    "data.filings_missing": ("filings", lambda c: not c.marks["filed"], count),
}
# fmt: on

# key: numerator, denominator, each cases and which of them
RATES: dict[str, tuple[tuple[str, Having], tuple[str, Having]]] = {
    "coverage.asleep_rate": (("stations+", having("asleep")), ("stations", every)),
    "coverage.activities_per_station": (("held_in_open", every), ("stations", every)),
    "coverage.driving_rate": (("reached", having("driven")), ("reached", having("drivable"))),
    "coverage.walking_rate": (("reached", having("walked")), ("reached", having("walkable"))),
    "coverage.stations_per_100": (("stations", every), ("members", every)),
    "coverage.trio_rate": (("townships+", having("trio")), ("townships+", every)),
    "coverage.grouped_rate": (("grouped", having("assigned")), ("grouped", every)),
    "proposals.reviewed_per_day": (("reviews", every), ("reviewed_days", every)),
    **{
        f"proposals.talked_{key}_rate": (("proposals", talked(*words, of=of)), ("proposals", having(of)))
        for key, words, of in (
            ("before", ("办前",), "assigned"),
            ("during", ("办中",), "assigned"),
            ("after", ("办后",), "replied"),
            ("thrice", ("办前", "办中", "办后"), "replied"),
        )
    },
    "proposals.suggestions_reply_rate": (("proposed", having("replied")), ("proposed", every)),
    "proposals.elements_rate": (("proposals", having("complete")), ("proposals", having("checked"))),
    "proposals.filing_rate": (("proposals", having("filed")), ("proposals+", having("decided"))),
    "proposals.per_member": (("proposals", every), ("members", every)),
    "proposals.duties_signing_rate": (("duties", having("signed")), ("duties", every)),
    "proposals.duties_on_time_rate": (("duties", having("in_time")), ("duties", having("replied", "overdue"))),
    "proposals.duties_satisfaction_rate": (("duties", having("satisfied")), ("duties", having("rated"))),
    "proposals.second_round_adopted_rate": (("rounds", having("adopted")), ("rounds", having("answered"))),
    "proposals.quality_rated_rate": (("quality", having("judged")), ("quality", every)),
    "supervision.partner_reply_rate": (("supervision_partners", having("replied")), ("supervision_partners", every)),
    "supervision.lasting_rate": (("matters+", having("lasting")), ("matters+", having("proven"))),
    "supervision.adoption_rate": (("suggested", having("adopted")), ("suggested", every)),
    "supervision.adoption_rate_with_partial": (("suggested", having("partly")), ("suggested", every)),
    "supervision.implementation_rate": (("suggested", having("done")), ("suggested", having("partly"))),
    "outcomes.endorsed_rate": (("endorsements", having("acted")), ("endorsements", every)),
    "outcomes.satisfied_rate": (("ratings", having("satisfied")), ("ratings", having("told"))),
    "consultation.topics_settled_rate": (("topics", having("settled")), ("topics", every)),
    "consultation.topics_consulted_rate": (("topics", having("consulted")), ("topics", having("settled"))),
    "consultation.chief_rate": (("meetings", having("chief_attended")), ("meetings", saying("chief_attended"))),
    "consultation.as_planned_rate": (("meetings", having("planned")), ("meetings", saying("planned"))),
    "consultation.platform_rate": (("meetings", having("platform")), ("meetings", every)),
    "consultation.minutes_rate": (("partners", having("minutes_on")), ("partners", every)),
    "consultation.partner_reply_rate": (("partners", having("replied_on")), ("partners", every)),
    "consultation.assign_rate": (("suggestions", lambda c: bool(c.dims["unit"])), ("suggestions", every)),
    "consultation.surveyed_rate": (("steps", having("surveyed")), ("steps", having("surveyable"))),
    "consultation.located_rate": (("meetings+", having("located")), ("meetings", every)),
    "consultation.fruitful_rate": (("meetings+", having("fruitful")), ("meetings", every)),
    "consultation.meetings_per_100_members": (("meetings", every), ("members", every)),
    "consultation.meetings_per_township": (("meetings", every), ("townships", every)),
    "consultation.meetings_per_10k_people": (("meetings+", having("counted")), ("people", every)),
    "consultation.sign_rate": (("suggestions+", having("signed_in_time")), ("suggestions+", having("signing_judged"))),
    "consultation.satisfaction_rate": (("suggestions+", having("satisfied")), ("suggestions+", having("rated"))),
    "consultation.seen_rate": (("attendance", having("seen")), ("attendance", every)),
    "consultation.attendances_per_member": (("attendance", every), ("attendance", every)),
    "consultation.steps_finished_rate": (("steps", having("finished")), ("steps", every)),
    "consultation.plan_rate": (("plans", having("done")), ("plans", every)),
    "party.org_coverage": (("party_members", having("organised")), ("party_members", every)),
    "party.work_coverage": (("members_reached", having("worked")), ("members_reached", every)),
    "party.talk_rate": (("linkers", having("met")), ("linkers", every)),
    "programmes.homes_rate": (("homes", having("met")), ("homes", every)),
    "programmes.quarter_rate": (("home_quarters", having("met")), ("home_quarters", every)),
    "programmes.done_rate": (("items", having("done")), ("items", every)),
    "programmes.on_time_rate": (("items", coloured("done")), ("items", coloured("done", "done_late", "red"))),
    "programmes.reached_rate": (("items", having("reached")), ("items", having("targeted"))),
    "duty.credit_rate": (("learners", having("reached")), ("learners", having("owing"))),
    "duty.trained_rate": (("learners", having("trained")), ("learners", every)),
    "duty.reading_rate": (("learners", having("read")), ("learners", every)),
    "duty.linked_rate": (("linked", having("linked")), ("linked", every)),
    "duty.met_rate": (("appraised", having("met")), ("appraised", having("judged"))),
    "duty.youth_rate": (("appraised", having("young")), ("appraised", having("aged"))),
    "duty.attendance_rate": (("duty_records", having("出席")), ("duty_records", having("expected"))),
    "duty.turns_kept_rate": (("duty_records", having("turn_kept")), ("duty_records", having("turn_due"))),
    "voices.submit_rate": (("voices", having("submitted")), ("voices", every)),
    "voices.handled_rate": (("voices", having("handled")), ("voices", having("submitted"))),
    "voices.overall_rate": (("voices", having("handled")), ("voices", every)),
    "voices.adoption_rate": (("voices", having("adopted")), ("voices", having("replied"))),
    "voices.adoption_rate_with_partial": (("voices", having("heeded")), ("voices", having("replied"))),
    "voices.on_time_rate": (("voices", coloured("done")), ("voices", coloured("done", "done_late", "red"))),
    "voices.satisfaction_rate": (("voices", having("satisfied")), ("voices", having("rated"))),
    "voices.graded_rate": (("voices", having("graded")), ("voices", every)),
    "voices.merged_rate": (("tellings", having("merged")), ("tellings", every)),
    "voices.converted_rate": (("turned_any", every), ("voices", every)),
    "voices.solved_rate": (("voices", having("answered")), ("voices", having("chosen"))),
    "voices.judged_well_rate": (("judgements", having("content")), ("judgements", having("told"))),
    "voices.use_rate": (("bulletins", having("used")), ("bulletins", every)),
    "voices.endorsed_rate": (("bulletins", having("endorsed")), ("bulletins", every)),
    "voices.present_rate": (("contacts", having("present")), ("contacts", saying("present"))),
    "voices.effective_rate": (("contacts", having("solved")), ("contacts", saying("solved"))),
    "voices.member_coverage": (("engaged", having("spoke")), ("engaged", every)),
    "voices.active_rate": (("engaged", having("active")), ("engaged", every)),
    "voices.contact_met_rate": (("engaged", having("met")), ("engaged", every)),
    "voices.per_100_members": (("engaged", every), ("engaged", every)),
    "data.filing_rate": (("filings", having("filed")), ("filings", every)),
    "data.complete_rate": (("portions", every), ("portions", every)),
    "data.consistent_rate": (("portions", every), ("portions", every)),
    "coverage.active_rate": (("stations", having("active")), ("stations", every)),
    "coverage.township_rate": (("covered", every), ("townships", every)),
    "coverage.member_rate": (("assigned", every), ("members", every)),
    "proposals.reply_rate": (("proposals", having("replied")), ("proposals", having("assigned"))),
    "proposals.on_time_rate": (("proposals", having("in_time")), ("proposals", having("replied", "overdue"))),
    "proposals.rated_rate": (("proposals", having("rated")), ("proposals", having("replied"))),
    "proposals.satisfaction_rate": (("proposals", having("satisfied")), ("proposals", having("rated"))),
    "supervision.closed_rate": (("matters", coloured("done", "done_late")), ("matters", every)),
    "supervision.on_time_rate": (("matters", coloured("done")), ("matters", coloured("done", "done_late", "red"))),
    "consultation.adoption_rate": (("suggestions", having("adopted")), ("suggestions", every)),
    "consultation.adoption_rate_with_partial": (("suggestions", having("partly")), ("suggestions", every)),
    "consultation.implementation_rate": (("suggestions", having("done")), ("suggestions", having("partly"))),
    "consultation.reply_rate": (("suggestions", having("replied")), ("suggestions", every)),
    "consultation.on_time_rate": (("suggestions", having("in_time")), ("suggestions", having("judged"))),
}
SCALE = {
    "coverage.stations_per_100": 100,
    "consultation.meetings_per_100_members": 100,
    "voices.per_100_members": 100,
    "consultation.meetings_per_10k_people": 10_000,
}
# What is summed where the parts of a rate are not counted: key → numerator, denominator.
SUMMED = {
    "coverage.driving_rate": (total("weight"), total("weight")),
    "coverage.walking_rate": (total("weight"), total("weight")),
    "consultation.attendances_per_member": (total("visits"), count),
    "consultation.meetings_per_10k_people": (count, total("people")),
    "voices.per_100_members": (total("voices"), count),
    "data.complete_rate": (total("filled"), total("cells")),
    "data.consistent_rate": (total("sound"), total("row_count")),
}
# Denominators that are not cut by everything that cuts the numerator, with what they are cut by.
CUT_BY = {
    ("stations", "members"): ("district", "township", "sector"),
    ("assigned", "members"): ("district", "township", "sector"),
    ("covered", "townships"): ("district", "township"),
    ("held_in_open", "stations"): ("district", "township", *STATION_DIMS),
    ("proposals", "members"): ("district", "township", "sector"),
    ("meetings", "members"): ("district", "township"),
    ("meetings", "townships"): ("district", "township"),
    ("meetings+", "people"): ("district", "township"),
}


class Reference:
    """Questions to one ledger on one day."""

    def __init__(self, tables: Tables, day: date) -> None:
        self._of = Cases(tables, day)
        self._made: dict[str, list[Case]] = {}

    def knows(self, key: str) -> bool:
        return key in SINGLE or key in RATES

    def answer(
        self,
        key: str,
        by: tuple[str, ...] = (),
        *,
        region: str | None = None,
        scope: tuple[str, ...] | None = None,
        since: date | None = None,
        until: date | None = None,
        where: Where = (),
    ) -> Values:
        """Group → value; a group that is not there is 0 or nothing. A rate is (numerator, denominator)."""
        asked = {"region": region, "scope": scope, "since": since, "until": until, "where": where}
        if key in SINGLE:
            facts, chosen, made = SINGLE[key]
            return {g: made(cases) for g, cases in self._grouped(facts, chosen, by, asked).items()}
        (top, upper), (bottom, lower) = RATES[key]
        numerator, denominator = SUMMED.get(key, (count, count))
        above = {g: numerator(cases) or 0 for g, cases in self._grouped(top, upper, by, asked).items()}
        cut = CUT_BY.get((top, bottom), by)
        kept = tuple(d for d in by if d in cut)
        if (top, bottom) in CUT_BY:
            asked |= {"where": tuple((d, v) for d, v in where if d in cut)}
        below = {g: denominator(cases) or 0 for g, cases in self._grouped(bottom, lower, kept, asked).items()}
        groups = set(above) | (set(below) if kept == by else set())
        narrowed = {g: tuple(v for d, v in zip(by, g, strict=True) if d in kept) for g in groups}
        return {g: (above.get(g, 0), below.get(narrowed[g], 0)) for g in groups}

    def _grouped(
        self, facts: str, chosen: Having, by: tuple[str, ...], asked: dict[str, Any]
    ) -> dict[Group, list[Case]]:
        if facts not in self._made:
            self._made[facts] = FACTS[facts](self._of) if facts in FACTS else getattr(self._of, facts)()
        found: dict[Group, list[Case]] = defaultdict(list)
        if not by:
            found[()] = []
        for case in self._made[facts]:
            places = self._places(case, asked)
            if chosen(case) and places and self._fits(case, asked):
                for group in self._groups(case, places, by):
                    found[group].append(case)
        return found

    def _places(self, case: Case, asked: dict[str, Any]) -> list[str | None]:
        inside = self._of.divisions.inside
        regional = [names for d, names in asked["where"] if d in ("district", "township")]
        return [
            p
            for p in case.places
            if (asked["region"] is None or inside(p, asked["region"]))
            and (asked["scope"] is None or any(inside(p, s) for s in asked["scope"]))
            and all(any(inside(p, n) for n in names) for names in regional)
        ]

    def _fits(self, case: Case, asked: dict[str, Any]) -> bool:
        if case.axis and not ((asked["since"] or case.axis) <= case.axis <= (asked["until"] or case.axis)):
            return False
        months = [values for dimension, values in asked["where"] if dimension in PERIODS]
        if case.marks.get("undated") and (asked["since"] or asked["until"] or months):
            return False
        for dimension, values in asked["where"]:
            if dimension in PERIODS and case.axis and PERIODS[dimension](case.axis) not in values:
                return False
            if dimension in case.dims and (case.dims[dimension] or "未填") not in values:
                return False
        return True

    def _groups(self, case: Case, places: Iterable[str | None], by: tuple[str, ...]) -> Iterable[Group]:
        divisions = self._of.divisions
        if not {"district", "township"} & set(by):
            return [tuple(self._value(case, d) for d in by)]
        spots = {(divisions.district(p), divisions.township(p)) for p in places}
        return {
            tuple(spot[0] if d == "district" else spot[1] if d == "township" else self._value(case, d) for d in by)
            for spot in spots
        }

    def _value(self, case: Case, dimension: str) -> Any:
        if dimension in PERIODS and case.axis:
            return PERIODS[dimension](case.axis)
        return case.dims.get(dimension) or "未填"
