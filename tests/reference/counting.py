"""From cases to one number, and which cases a number is of."""

import statistics
from collections.abc import Callable
from fractions import Fraction

from tests.reference.cases import Case


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
