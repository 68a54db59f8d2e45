"""Filters and Scope: what a question is restricted to. Each field has its sentence in words.

Filters are what a reader chooses and may unchoose; Scope is what a reader may see at all.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from zxdata.dimensions import DIMENSIONS

UNFILLED = "未填"
Basis = Literal["cohort", "period"]


@dataclass(frozen=True)
class BasisWords:
    """What a way of reading a period is called, and what it counts."""

    name: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.name}：{self.meaning}"


BASES: dict[Basis, BasisWords] = {
    "period": BasisWords("按期间", "期内发生、期末存量"),
    "cohort": BasisWords("按批次", "期内进入的这一批"),
}


@dataclass(frozen=True)
class Scope:
    """What a reader may see at all, and so a part of every question and of every key under which an answer is kept.

    regions     their codes, each with all below it
    everything  the whole ledger
    personal    also what columns call personal: members' scores and party membership, the texts of 民情
    """

    regions: tuple[str, ...] = ()
    everything: bool = False
    personal: bool = False

    @classmethod
    def whole(cls, personal: bool = True) -> "Scope":
        return cls(everything=True, personal=personal)

    @classmethod
    def of(cls, *codes: str, personal: bool = False) -> "Scope":
        return cls(regions=tuple(sorted(set(codes))), personal=personal)


@dataclass(frozen=True)
class Filters:
    """One question's restrictions.

    as_of   what happened after this day has not happened
    region  code of a region valid on ``as_of``; None is the whole scope
    since, until  the period, both days included, on each metric's own date axis; None is open
    where   ((dimension, (value, …)), …): any of the values; dimensions are joined by and
    basis   how the period is read: ``cohort``, the cases whose own date lies in it, as they stand on ``as_of``;
            ``period``, what happened in it and what stood at its end, so that ``as_of`` is never after ``until``
    """

    as_of: date
    region: str | None = None
    since: date | None = None
    until: date | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    basis: Basis = "cohort"

    def __post_init__(self) -> None:
        if self.basis == "period" and self.until is not None and self.until < self.as_of:
            object.__setattr__(self, "as_of", self.until)

    @property
    def over(self) -> bool:
        """The cut-off is the last day of a period that is read as one: what was due in it is decided."""
        return self.basis == "period" and self.until == self.as_of

    def only(self, dimension: str, *values: str) -> "Filters":
        """These filters with ``dimension`` restricted to ``values`` (none: unrestricted)."""
        rest = tuple((d, v) for d, v in self.where if d != dimension)
        return replace(self, where=tuple(sorted(rest + (((dimension, tuple(values)),) if values else ()))))

    def values(self, dimension: str) -> tuple[str, ...]:
        return dict(self.where).get(dimension, ())

    def period_in_words(self) -> str:
        if self.since and self.until:
            return f"{_day(self.since)}至{_day(self.until)}"
        if self.since:
            return f"{_day(self.since)}起"
        return f"{_day(self.until)}止" if self.until else "不限期间"

    def in_words(self, region_name: str) -> str:
        """``九龙坡区，2025年1月1日至2025年9月30日，类别：教育，截至2025年9月30日``"""
        parts = [region_name]
        if self.since or self.until:
            parts += [self.period_in_words(), str(BASES[self.basis])]
        parts += [f"{DIMENSIONS[d].name}：{'、'.join(v)}" for d, v in self.where]
        return "，".join([*parts, f"截至{_day(self.as_of)}"])


@dataclass(frozen=True)
class Question:
    """What is asked, from whichever door: a page's address or the command line.

    filters, scope  what the answer is restricted to
    view            the view to show ("" where metrics are asked for)
    metrics, by     the keys of the metrics, and the dimensions they are broken down by
    options         ((name, value), …): how a view is laid out (a measure, a case, a number of sites); restricts nothing
    """

    filters: Filters
    scope: Scope
    view: str = ""
    metrics: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str:
        """The chosen value of a view's option, or nothing."""
        return dict(self.options).get(name, "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
