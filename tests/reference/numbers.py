"""From cases to the number of every metric, by group."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tests.reference.cases import Case, Cases
from tests.reference.counting import Having, count
from tests.reference.counts import SINGLE
from tests.reference.named import FACTS
from tests.reference.rates import CUT_BY, RATES, SUMMED
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


class Reference:
    """Questions to one ledger on one day."""

    def __init__(self, tables: Tables, day: date) -> None:
        self.tables = tables
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
