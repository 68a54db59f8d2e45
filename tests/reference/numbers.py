"""From cases to the number of every metric, by group."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from tests.reference.cases import STATION_DIMS, Case, Cases
from tests.reference.divisions import Label
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


def mean_days(cases: list[Case]) -> float | None:
    told = [case.marks["days"] for case in cases if case.marks["ended"]]
    return sum(told) / len(told) if told else None


Having = Callable[[Case], bool]


def having(*marks: str) -> Having:
    return lambda case: any(case.marks[m] for m in marks)


def coloured(*colours: str) -> Having:
    return lambda case: case.marks["colour"] in colours


def every(_: Case) -> bool:
    return True


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
}
# fmt: on

# key: numerator, denominator, each cases and which of them
RATES: dict[str, tuple[tuple[str, Having], tuple[str, Having]]] = {
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
        above = {g: count(cases) for g, cases in self._grouped(top, upper, by, asked).items()}
        ignored = STATION_DIMS if bottom in ("townships", "members") else ()
        kept = tuple(d for d in by if d not in ignored)
        asked |= {"where": tuple((d, v) for d, v in where if d not in ignored)}
        below = {g: count(cases) for g, cases in self._grouped(bottom, lower, kept, asked).items()}
        groups = set(above) | (set(below) if kept == by else set())
        narrowed = {g: tuple(v for d, v in zip(by, g, strict=True) if d in kept) for g in groups}
        return {g: (above.get(g, 0), below.get(narrowed[g], 0)) for g in groups}

    def _grouped(
        self, facts: str, chosen: Having, by: tuple[str, ...], asked: dict[str, Any]
    ) -> dict[Group, list[Case]]:
        if facts not in self._made:
            self._made[facts] = getattr(self._of, facts)()
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
        for dimension, values in asked["where"]:
            if dimension in PERIODS and case.axis and PERIODS[dimension](case.axis) not in values:
                return False
            if dimension in case.dims and (case.dims[dimension] or "未填") not in values:
                return False
        return True

    def _groups(self, case: Case, places: Iterable[str | None], by: tuple[str, ...]) -> Iterable[Group]:
        divisions = self._of.divisions
        spots = {(("district", divisions.district(p)), ("township", divisions.township(p))) for p in places}
        groups = set()
        for spot in spots:
            regional: dict[str, Label] = dict(spot)
            values = [[regional[d] if d in regional else self._value(case, d)] for d in by]
            groups |= set(product(*values))
        return groups

    def _value(self, case: Case, dimension: str) -> Any:
        if dimension in PERIODS and case.axis:
            return PERIODS[dimension](case.axis)
        return case.dims[dimension] or "未填"
